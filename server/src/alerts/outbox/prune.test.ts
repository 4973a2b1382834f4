import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AlertsBed, dailyFacts, openAlertsBed } from '../test-kit.ts'
import { prune } from './prune.ts'

let bed: AlertsBed

const OLD = '2025-09-01 00:00:00'
const KEPT = '2026-11-01 00:00:00'
const CONFIG = `
budgets:
  - { id: monthly, name: Monthly, amount: 1000000 }
  - { id: yearly, name: Yearly, amount: 1000000, period: year }
alerts: { keepDays: 60 }`

beforeAll(async () => {
  bed = await openAlertsBed(dailyFacts('2026-11-01', '2026-11-21', '1'), CONFIG)
})

afterAll(() => bed.close())

beforeEach(() =>
  bed.db.writer.withTransaction(async (connection) => {
    await connection.run('delete from outbox; delete from alert')
  }),
)

interface Given {
  readonly id: string
  readonly kind?: string
  readonly entity?: string
  readonly state?: string
  readonly at?: string
  /** State of its one delivery; null for none. */
  readonly delivery?: string | null
}

async function keep(all: readonly Given[], bundle: readonly string[] = []): Promise<void> {
  await bed.db.writer.withTransaction(async (connection) => {
    for (const given of all) {
      const {
        id,
        kind = 'budget',
        entity = 'monthly',
        state = 'resolved',
        at = OLD,
        delivery = 'sent',
      } = given
      await connection.run(
        `insert into alert (id, fingerprint, kind, entity, rule, period, severity, message, state, created_at, updated_at)
         values ($id, $id, $kind, $entity, 'actual-100', 'p', 'info', '{}', $state, $at::timestamp, $at::timestamp)`,
        { id, kind, entity, state, at },
      )
      if (delivery !== null) await connection.run(INSERT_DELIVERY, { id, state: delivery, at, payload: null })
    }
    const [first] = bundle
    if (first !== undefined)
      await connection.run(INSERT_DELIVERY, {
        id: first,
        state: 'sent',
        at: OLD,
        payload: JSON.stringify(bundle),
      })
  })
}

const INSERT_DELIVERY = `
  insert into outbox (id, alert_id, channel, action, payload, state, attempts, created_at)
  values ('out-' || $id || coalesce($payload, ''), $id, 'slack:#ml', if($payload is null, 'post', 'bundle'), $payload,
    $state, 1, $at::timestamp)`

async function left(): Promise<{ readonly alerts: unknown[]; readonly deliveries: number }> {
  const deliveries = await bed.rows('select count(*)::integer as n from outbox')
  const alerts = await bed.rows('select id from alert order by id')
  return { alerts: alerts.map(({ id }) => id), deliveries: Number(deliveries[0]?.['n']) }
}

const GONE = { alerts: [], deliveries: 0 }

test.each<readonly [string, Given, Awaited<ReturnType<typeof left>>]>([
  ['what was told and is over', { id: 'a' }, GONE],
  ['what was never told', { id: 'a', state: 'silent', delivery: null }, GONE],
  ['what nobody wanted', { id: 'a', state: 'withdrawn', delivery: 'unsubscribed' }, GONE],
  ['a test, which nobody closes', { id: 'a', kind: 'test', state: 'open' }, GONE],
  ['a report that was sent', { id: 'a', kind: 'report', state: 'silent' }, GONE],
  ['what is younger', { id: 'a', at: KEPT }, { alerts: ['a'], deliveries: 1 }],
  ['what still stands', { id: 'a', state: 'acknowledged' }, { alerts: ['a'], deliveries: 1 }],
  ['what waits for its channel', { id: 'a', delivery: 'held' }, { alerts: ['a'], deliveries: 1 }],
  ['what was given up', { id: 'a', delivery: 'dead' }, { alerts: ['a'], deliveries: 1 }],
  [
    'a threshold of a year that goes on',
    { id: 'a', entity: 'yearly', at: '2026-02-01 00:00:00' },
    { alerts: ['a'], deliveries: 0 },
  ],
  ['a threshold of a budget that is gone', { id: 'a', entity: 'gone' }, GONE],
])('after its time goes or stays: %s', async (_, given, expected) => {
  await keep([given])

  await prune({ db: bed.db, config: bed.config, now: bed.now })

  expect(await left()).toEqual(expected)
})

test('a message of several alerts stays while one of them stands', async () => {
  await keep(
    [
      { id: 'a', delivery: 'bundled' },
      { id: 'b', delivery: 'bundled', state: 'open', kind: 'anomaly' },
    ],
    ['a', 'b'],
  )

  await prune({ db: bed.db, config: bed.config, now: bed.now })

  expect(await left()).toEqual({ alerts: ['a', 'b'], deliveries: 2 })
})

test('happens once a day, and by the setting', async () => {
  const alerting = bed.alerting()
  await alerting.tick()
  await keep([{ id: 'a' }])
  await alerting.tick()
  expect((await left()).alerts).toEqual(['a'])

  bed.now = new Date('2026-11-24T00:00:00Z')
  await alerting.tick()

  expect(await left()).toEqual(GONE)
})
