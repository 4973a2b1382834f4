import type { Severity } from '@outlay/shared/alerts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../../config.ts'
import { silentLogger } from '../../log.ts'
import type { Outgoing } from '../notifiers/notifier.ts'
import { DeliveryError } from '../notifiers/notifier.ts'
import { outboxFile } from '../notifiers/outbox-file.ts'
import { type AlertsBed, openAlertsBed } from '../test-kit.ts'
import { readToken } from '../unsubscribe/unsubscribe-token.ts'
import { unsubscribe } from '../unsubscribe/unsubscribed.ts'
import { createDispatcher } from './dispatch.ts'
import { record } from './enqueue.ts'

let bed: AlertsBed
let sent: Outgoing[]
let fail: DeliveryError | null

beforeEach(async () => {
  bed = await openAlertsBed([])
  sent = []
  fail = null
})

afterEach(async () => {
  await bed.close()
})

const alertSettings = (given: object) => ({ ...loadConfig({ env: {}, cwd: bed.root }).alerts, ...given })

function dispatcher(alerts = alertSettings({}), lease = 'one') {
  const notifier = {
    async send(outgoing: Outgoing) {
      if (fail !== null) throw fail
      sent.push(outgoing)
      return { channel: 'C1', ts: String(sent.length) }
    },
  }
  const plugin = { ...outboxFile, serves: () => true, updates: true, create: () => notifier }
  return createDispatcher({
    ...{ db: bed.db, log: silentLogger, lease, random: () => 0.5, wait: async () => undefined },
    config: { ...bed.config, alerts },
    notifiers: { route: () => ({ plugin, notifier }) },
    clock: () => bed.now,
    signal: new AbortController().signal,
  })
}

async function decide(
  count: number,
  severity: Severity = 'warning',
  first = 0,
  recipient = 'slack:#ml',
): Promise<void> {
  await bed.db.writer.withTransaction(async (connection) => {
    for (let index = first; index < first + count; index += 1) {
      await record(
        connection,
        {
          ...{ kind: 'test', entity: `e${index}`, rule: 'r', period: 'p', revision: null, team: null },
          ...{ figure: null, recipients: [recipient], silent: null },
          message: {
            ...{
              kind: 'test',
              severity,
              title: `A${index}`,
              sentence: `A${index}.`,
              headline: 'h',
              footer: 'f',
            },
            ...{ lines: [], fields: [], fixes: [], open: { label: 'Open', url: null } },
          },
        },
        bed.now.toISOString(),
      )
    }
  })
}

const later = (minutes: number) => {
  bed.now = new Date(bed.now.getTime() + minutes * 60_000)
}
const states = () =>
  bed.rows('select state, count(*)::integer as n from outbox group by state order by state')

test('each is sent once, whoever asks how often', async () => {
  await decide(2)
  const one = dispatcher()

  await Promise.all([one.run(), one.run()])
  await dispatcher(undefined, 'two').run()

  expect(sent.map(({ alerts }) => alerts[0].message.title)).toEqual(['A0', 'A1'])
})

test('more than three within ten minutes are one message, which is the parent of what comes later', async () => {
  await decide(5)

  await dispatcher().run()

  expect(sent).toHaveLength(1)
  expect(sent[0]?.alerts.map(({ message }) => message.title).toSorted()).toEqual([
    'A0',
    'A1',
    'A2',
    'A3',
    'A4',
  ])
  expect(await states()).toEqual([
    { state: 'bundled', n: 5 },
    { state: 'sent', n: 1 },
  ])
})

test('a fourth one waits ten minutes and then goes alone, a critical one does not wait', async () => {
  await decide(3)
  await dispatcher().run()
  await decide(1, 'warning', 3)
  await decide(1, 'critical', 4)

  later(1)
  await dispatcher().run()
  expect(sent.slice(3).map(({ alerts }) => alerts[0].message.title)).toEqual(['A4'])
  later(11)
  await dispatcher().run()

  expect(sent.slice(4).map(({ alerts }) => alerts[0].message.title)).toEqual(['A3'])
})

test('quiet hours hold back all but critical ones until they end', async () => {
  const quiet = [{ channel: null, from: '09:00', until: '12:00', timezone: 'UTC' }]
  await decide(1)
  await decide(1, 'critical', 1)

  await dispatcher(alertSettings({ quiet })).run()
  expect(sent.map(({ alerts }) => alerts[0].message.title)).toEqual(['A1'])
  later(121)
  await dispatcher(alertSettings({ quiet })).run()

  expect(sent.map(({ alerts }) => alerts[0].message.title)).toEqual(['A1', 'A0'])
})

test.each([
  ['one of them', 'budget:e1', ['A0']],
  ['all alerts', 'alerts', []],
  ['a report of the same name', 'report:e1', ['A0', 'A1']],
])('who unsubscribed from %s is told of the others, which the history shows', async (_, subject, told) => {
  await decide(2, 'warning', 0, 'email:Ada@example.com')
  await bed.db.writer.withTransaction((connection) =>
    unsubscribe(connection, { address: 'ada@example.com', subject }, bed.now.toISOString()),
  )

  await dispatcher().run()

  expect(sent.map(({ alerts }) => alerts[0].message.title)).toEqual(told)
  const closed = await bed.rows(`select note from outbox where state = 'unsubscribed'`)
  expect(closed).toEqual(Array(2 - told.length).fill({ note: 'ada@example.com has unsubscribed' }))
})

test('a bundle by mail is about all of its alerts, and its link says so', async () => {
  await decide(5, 'warning', 0, 'email:ada@example.com')

  await dispatcher().run()

  const secret = await bed.rows(`select value from setting where key = 'mail:unsubscribe-secret'`)
  const token = sent[0]?.unsubscribe?.split('/').at(-1) ?? ''
  expect(sent[0]?.alerts).toHaveLength(5)
  expect(readToken(token, String(secret[0]?.['value']))).toEqual({
    address: 'ada@example.com',
    subject: 'alerts',
  })
})

test('a digest is one message a day', async () => {
  const digest = [{ channel: 'slack:#ml', time: '12:00', timezone: 'UTC' }]
  await decide(2)

  await dispatcher(alertSettings({ digest })).run()
  expect(sent).toEqual([])
  later(121)
  await dispatcher(alertSettings({ digest })).run()

  expect(sent.map(({ alerts }) => alerts.length)).toEqual([2])
})

test('what a killed process was sending is sent again and says so', async () => {
  await decide(1)
  await bed.db.writer.withTransaction((connection) =>
    connection.run(`update outbox set state = 'sending', lease = 'dead-1', attempts = 1`),
  )

  await dispatcher().run()

  expect(sent).toHaveLength(1)
  expect(sent[0]?.note).toBe('May be a repetition.')
})

test('what asks to wait is not tried before, and not given up within six days', async () => {
  await decide(1)
  fail = new DeliveryError('retry', 'busy', { retryAfterMs: 7_200_000 })
  await dispatcher().run()
  fail = null

  later(119)
  await dispatcher().run()
  expect(sent).toEqual([])
  later(2)
  await dispatcher().run()

  expect(sent).toHaveLength(1)
})

test('after a week of failures it is given up, and seen', async () => {
  await decide(1)
  fail = new DeliveryError('retry', 'down')
  await dispatcher().run()

  later(7 * 24 * 60)
  await dispatcher().run()

  expect(await bed.rows('select state, note from outbox')).toEqual([{ state: 'dead', note: 'down' }])
  expect(await bed.rows('select state from channel_state')).toEqual([{ state: 'failing' }])
})
