import type { Severity } from '@outlay/shared/alerts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { silentLogger } from '../../log.ts'
import { DeliveryError } from '../notifiers/notifier.ts'
import { outboxFile } from '../notifiers/outbox-file.ts'
import { type AlertsBed, openAlertsBed } from '../test-kit.ts'
import { createDispatcher } from './dispatch.ts'
import { record } from './enqueue.ts'

let bed: AlertsBed

beforeAll(async () => {
  bed = await openAlertsBed([])
})

afterAll(() => bed.close())

beforeEach(() =>
  bed.db.writer.withTransaction(async (connection) => {
    await connection.run('delete from outbox; delete from alert; delete from channel_state')
  }),
)

const NIGHT = { channel: null, from: '22:00', until: '07:00', timezone: 'Europe/Berlin' }
const DAILY = { channel: 'slack:#ml', time: '09:00', timezone: 'Europe/Berlin' }

interface Timeline {
  readonly digest?: typeof DAILY
  readonly quiet?: typeof NIGHT
  readonly severity?: Severity
  /** When it was decided. */
  readonly queued: string
  /** When a server looked, each as after a new start. */
  readonly looks: readonly string[]
  /** Of them, when the channel was down. */
  readonly down?: string
  /** When it was told. */
  readonly told: readonly string[]
}

test.each<readonly [string, Timeline]>([
  [
    'a digest, with starts before, at and after its time',
    {
      digest: DAILY,
      queued: '2026-11-23T07:00:00Z',
      looks: ['2026-11-23T07:59:59Z', '2026-11-23T08:00:00Z', '2026-11-23T08:00:00Z', '2026-11-24T08:00:00Z'],
      told: ['2026-11-23T08:00:00Z'],
    },
  ],
  [
    'a digest that was queued by a process which was killed, with the next start at its time',
    {
      digest: DAILY,
      queued: '2026-11-23T07:59:59Z',
      looks: ['2026-11-23T08:00:00Z'],
      told: ['2026-11-23T08:00:00Z'],
    },
  ],
  [
    'a digest that comes at its time, a day later',
    {
      digest: DAILY,
      queued: '2026-11-23T08:00:00Z',
      looks: ['2026-11-23T08:00:00Z', '2026-11-24T07:59:00Z', '2026-11-24T08:00:00Z'],
      told: ['2026-11-24T08:00:00Z'],
    },
  ],
  [
    'a digest after three weeks without a server, at once and once',
    {
      digest: DAILY,
      queued: '2026-11-02T12:00:00Z',
      looks: ['2026-11-23T03:00:00Z', '2026-11-23T08:00:00Z'],
      told: ['2026-11-23T03:00:00Z'],
    },
  ],
  [
    'a digest at a time that the clocks jump over',
    {
      digest: { ...DAILY, time: '02:30' },
      queued: '2026-03-28T20:00:00Z',
      looks: ['2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z', '2026-03-29T01:30:00Z'],
      told: ['2026-03-29T01:00:00Z'],
    },
  ],
  [
    'a digest at a time that comes twice, at the first',
    {
      digest: { ...DAILY, time: '02:30' },
      queued: '2026-10-24T20:00:00Z',
      looks: ['2026-10-25T00:29:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
      told: ['2026-10-25T00:30:00Z'],
    },
  ],
  [
    'a digest of what came between the two, on the next day',
    {
      digest: { ...DAILY, time: '02:30' },
      queued: '2026-10-25T00:45:00Z',
      looks: ['2026-10-25T00:45:00Z', '2026-10-25T01:30:00Z', '2026-10-26T01:30:00Z'],
      told: ['2026-10-26T01:30:00Z'],
    },
  ],
  [
    'a digest on a leap day',
    {
      digest: DAILY,
      queued: '2028-02-28T12:00:00Z',
      looks: ['2028-02-29T07:59:59Z', '2028-02-29T08:00:00Z', '2028-03-01T08:00:00Z'],
      told: ['2028-02-29T08:00:00Z'],
    },
  ],
  [
    'a digest on the first day after week 53',
    {
      digest: DAILY,
      queued: '2027-01-03T12:00:00Z',
      looks: ['2027-01-03T12:00:00Z', '2027-01-04T08:00:00Z', '2027-01-05T08:00:00Z'],
      told: ['2027-01-04T08:00:00Z'],
    },
  ],
  [
    'quiet hours, with a start at their end',
    {
      quiet: NIGHT,
      queued: '2026-11-22T23:30:00Z',
      looks: ['2026-11-22T23:30:00Z', '2026-11-23T05:59:59Z', '2026-11-23T06:00:00Z', '2026-11-23T06:00:00Z'],
      told: ['2026-11-23T06:00:00Z'],
    },
  ],
  [
    'quiet hours of a night of 23 hours',
    {
      quiet: NIGHT,
      queued: '2026-03-28T23:00:00Z',
      looks: ['2026-03-28T23:00:00Z', '2026-03-29T04:59:59Z', '2026-03-29T05:00:00Z'],
      told: ['2026-03-29T05:00:00Z'],
    },
  ],
  [
    'quiet hours of a night of 25 hours',
    {
      quiet: NIGHT,
      queued: '2026-10-24T22:00:00Z',
      looks: ['2026-10-24T22:00:00Z', '2026-10-25T05:00:00Z', '2026-10-25T06:00:00Z'],
      told: ['2026-10-25T06:00:00Z'],
    },
  ],
  [
    'the quiet hours of the next night, where no server ran by day',
    {
      quiet: NIGHT,
      queued: '2026-11-22T23:30:00Z',
      looks: ['2026-11-22T23:30:00Z', '2026-11-24T02:00:00Z', '2026-11-24T06:00:00Z'],
      told: ['2026-11-24T06:00:00Z'],
    },
  ],
  [
    'quiet hours that begin before a channel is up again',
    {
      quiet: NIGHT,
      queued: '2026-11-23T20:59:00Z',
      looks: ['2026-11-23T20:59:00Z', '2026-11-23T21:30:00Z', '2026-11-24T06:00:00Z'],
      down: '2026-11-23T20:59:00Z',
      told: ['2026-11-24T06:00:00Z'],
    },
  ],
  [
    'no quiet hours, being critical',
    {
      quiet: NIGHT,
      severity: 'critical',
      queued: '2026-11-22T23:30:00Z',
      looks: ['2026-11-22T23:30:00Z', '2026-11-23T06:00:00Z'],
      told: ['2026-11-22T23:30:00Z'],
    },
  ],
  [
    'nothing, after three weeks without a server in which nothing was due, once',
    {
      quiet: NIGHT,
      queued: '2026-11-02T12:00:00Z',
      looks: ['2026-11-23T12:00:00Z', '2026-11-23T12:00:10Z'],
      told: ['2026-11-23T12:00:00Z'],
    },
  ],
  [
    'a clock that was set back by a day and forth again',
    {
      queued: '2026-11-23T12:00:00Z',
      looks: ['2026-11-22T12:00:00Z', '2026-11-23T12:00:00Z', '2026-11-22T13:00:00Z', '2026-11-24T13:00:00Z'],
      told: ['2026-11-23T12:00:00Z'],
    },
  ],
])('waits for %s', async (_, { queued, looks, told, down, severity = 'warning', quiet, digest }) => {
  await decide(severity, queued)
  const heard: string[] = []

  for (const [start, look] of looks.entries()) {
    bed.now = new Date(look)
    const alerts = { ...bed.config.alerts, quiet: quiet ? [quiet] : [], digest: digest ? [digest] : [] }
    await server(`start-${start}`, alerts, async () => {
      if (look === down) throw new DeliveryError('retry', 'down')
      heard.push(look)
    }).run()
  }

  expect(heard).toEqual(told)
})

async function decide(severity: Severity, queued: string): Promise<void> {
  const print = { kind: 'anomaly', entity: 'e', rule: 'spike', period: '', revision: null } as const
  const texts = { title: 'A', sentence: 'A.', headline: 'h', footer: 'f', open: { label: 'Open', url: null } }
  const message = { kind: 'anomaly', severity, ...texts, lines: [], fields: [], fixes: [] } as const
  const rest = { team: null, figure: null, recipients: ['slack:#ml'], silent: null, message }
  await bed.db.writer.withTransaction((connection) =>
    record(connection, { ...print, ...rest }, new Date(queued).toISOString()),
  )
}

function server(lease: string, alerts: AlertsBed['config']['alerts'], hear: () => Promise<void>) {
  const notifier = {
    async send() {
      await hear()
      return null
    },
  }
  const plugin = { ...outboxFile, serves: () => true, create: () => notifier }
  return createDispatcher({
    ...{ db: bed.db, log: silentLogger, lease, random: () => 0, wait: async () => undefined },
    config: { ...bed.config, alerts },
    notifiers: { route: () => ({ plugin, notifier }) },
    clock: () => bed.now,
    signal: new AbortController().signal,
  })
}
