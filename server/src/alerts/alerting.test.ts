import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { insertFacts, insertImport } from '../queries/fact-builder.ts'
import { changeAlert } from './change-alert.ts'
import { type AlertsBed, dailyFacts, openAlertsBed } from './test-kit.ts'

let bed: AlertsBed

afterEach(async () => {
  await bed.close()
})

const BUDGET = 'budgets: [{ id: all, name: All, amount: 3000 }]'

interface Line {
  readonly id: string
  readonly action: string
  readonly note: string | null
  readonly alerts: readonly { readonly title: string; readonly sentence: string }[]
}

function told(): readonly Line[] {
  const path = join(bed.db.paths.root, 'outbox.jsonl')
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const alerts = () => bed.rows('select rule, period, state, reason from alert order by rule')

describe('a budget', () => {
  test('is told once when a threshold is reached, by the gravest that holds', async () => {
    bed = await openAlertsBed(dailyFacts('2026-08-01', '2026-11-21', '160'), BUDGET)

    await bed.alerting().tick()
    await bed.alerting().tick()

    expect(told()).toHaveLength(1)
    expect(told()[0]?.alerts[0]?.title).toBe('Over budget: All')
    expect(await alerts()).toEqual([
      { rule: 'actual-100', period: '2026-11', state: 'open', reason: null },
      {
        rule: 'actual-80',
        period: '2026-11',
        state: 'silent',
        reason: 'It was reached before alerts began to look.',
      },
      {
        rule: 'forecast-100',
        period: '2026-11',
        state: 'silent',
        reason: 'Told with actual-100, which was reached by then.',
      },
    ])
  })

  test('is quiet while all is well', async () => {
    bed = await openAlertsBed(dailyFacts('2026-08-01', '2026-11-21', '90'), BUDGET)

    await bed.alerting().tick()

    expect(await alerts()).toEqual([])
    expect(told()).toEqual([])
  })

  test('is told of its forecast with the day on which it will be used up', async () => {
    bed = await openAlertsBed(dailyFacts('2026-08-01', '2026-11-21', '110'), BUDGET)

    await bed.alerting().tick()

    expect(told()[0]?.alerts[0]?.sentence).toContain(
      'Budget at risk: All: it is forecast to finish Nov 2026 at $3.3K, 10% over its $3.0K budget (used up about 28 Nov 2026). Spent $2.2K so far.',
    )
  })

  test('speaks again in the next period, and of one that ended while nobody looked', async () => {
    bed = await openAlertsBed(dailyFacts('2026-08-01', '2026-10-20', '90'), BUDGET)
    bed.now = new Date('2026-10-22T10:00:00Z')
    await bed.alerting().tick()
    await bed.db.writer.withTransaction(async (connection) => {
      await insertFacts(connection, dailyFacts('2026-10-20', '2026-11-21', '200'))
    })

    bed.now = new Date('2026-11-23T10:00:00Z')
    await bed.alerting().tick()

    expect(
      await bed.rows(
        `select period, rule from alert where state = 'open' or reason like '%is over%' order by period`,
      ),
    ).toEqual([
      { period: '2026-10', rule: 'actual-100' },
      { period: '2026-11', rule: 'actual-100' },
    ])
  })

  test('is taken back, and says so, when a correction of the bill removes what had reached it', async () => {
    bed = await openAlertsBed([{ day: '2026-11-20', billed: '3200' }], BUDGET)
    await bed.alerting().tick()
    await bed.db.writer.withTransaction(async (connection) => {
      await connection.run('update cost_fact set effective = 10, billed = 10')
      await insertImport(connection, { id: 'second', seq: 2 })
      await connection.run(`update import set created_at = '2026-01-01'`)
    })

    await bed.alerting().tick()

    expect(await bed.rows(`select state, reason from alert where rule = 'actual-100'`)).toEqual([
      { state: 'withdrawn', reason: 'A correction of the bill took back what had reached it.' },
    ])
  })

  test('is a preview while its source is on trial, and is told once that is over', async () => {
    bed = await openAlertsBed([{ day: '2026-11-20', billed: '3200' }], BUDGET)
    await bed.db.writer.withTransaction((connection) =>
      connection.run(`update import set created_at = '2026-11-15'`),
    )
    await bed.alerting().tick()
    expect(told()).toEqual([])
    expect(await bed.rows(`select reason from alert where rule = 'actual-100'`)).toEqual([
      { reason: 'Preview only: a source in it was connected lately.' },
    ])

    bed.now = new Date('2026-11-29T10:00:00Z')
    await bed.alerting().tick()

    expect(told().flatMap(({ alerts: all }) => all.map(({ title }) => title))).toContain('Over budget: All')
  })

  test('that nobody acknowledges goes on to others once, a snoozed one comes back', async () => {
    bed = await openAlertsBed(
      [{ day: '2026-11-20', billed: '3200' }],
      `${BUDGET}\nalerts: { escalate: { afterHours: 24, to: [webhook] } }`,
    )
    await bed.alerting().tick()
    bed.now = new Date('2026-11-24T11:00:00Z')
    await bed.alerting().tick()
    await bed.alerting().tick()
    expect(await bed.rows(`select channel, payload from outbox where action = 'escalate'`)).toEqual([
      { channel: 'webhook', payload: 'Nobody has acknowledged this for 24 hours.' },
    ])

    const [row] = await bed.rows(`select id from alert where state = 'open'`)
    await bed.db.writer.withTransaction((connection) =>
      changeAlert(connection, String(row?.['id']), { state: 'snoozed' }, { actor: 'ada', now: bed.now }),
    )
    bed.now = new Date('2026-11-27T10:00:00Z')
    await bed.alerting().tick()

    expect(await bed.rows(`select state from alert where rule = 'actual-100'`)).toEqual([{ state: 'open' }])
    expect(told().at(-1)).toMatchObject({ action: 'reply', note: 'The snooze is over and this still holds.' })
  })

  test('is armed anew when its amount is edited, not by a new name', async () => {
    bed = await openAlertsBed([{ day: '2026-11-20', billed: '3200' }], BUDGET)
    await bed.alerting().tick()
    const edited = (patch: object) => ({
      ...bed.config,
      budgets: bed.config.budgets.map((budget) => ({ ...budget, ...patch })),
    })
    await bed.alerting({ config: edited({ name: 'Everything' }) }).tick()
    expect(told()).toHaveLength(1)

    await bed.alerting({ config: edited({ amount: '3100' }) }).tick()

    expect(told().filter(({ action }) => action === 'post')).toHaveLength(2)
    expect(await bed.rows(`select count(*)::integer as n from alert where state = 'withdrawn'`)).toEqual([
      { n: 1 },
    ])
  })
})

describe('a source that stays behind', () => {
  test('is told once with the day from which it is missing, and again as come', async () => {
    bed = await openAlertsBed([{ day: '2026-11-10', billed: '1' }])
    await bed.alerting().tick()
    bed.now = new Date('2026-11-24T10:00:00Z')
    await bed.alerting().tick()
    expect(told().map(({ alerts: all }) => all[0]?.sentence)).toEqual([
      'Data late: aws 111111111111: nothing has come for 11 Nov 2026 or later. Budgets and anomalies of it say less than they should until it does.',
    ])

    await bed.db.writer.withTransaction(async (connection) => {
      await insertFacts(connection, [{ day: '2026-11-22', billed: '1' }])
    })
    await bed.alerting().tick()

    expect(await alerts()).toMatchObject([{ rule: 'data-late', period: '2026-11-11', state: 'resolved' }])
  })

  test('has its anomalies told only once its data has come', async () => {
    bed = await openAlertsBed([{ day: '2026-11-10', billed: '1' }])
    bed.now = new Date('2026-11-24T10:00:00Z')
    await bed.db.writer.withTransaction((connection) =>
      connection.run(
        `insert into anomaly by name select 'a' as id, 'f' as fingerprint, 'service' as scope, 'aws' as provider,
           '111111111111' as billing_account, 'EC2' as service, 'spike' as kind, 'active' as state,
           date '2026-11-10' as started_on, date '2026-11-10' as last_day, date '2026-11-10' as detected_on, 1 as days,
           'USD' as currency, 1 as expected, 90 as actual, 89 as excess_per_day, 89 as excess, 0 as month_end_impact,
           0.9 as confidence, '[]' as causes, timestamp '2026-11-12' as created_at, timestamp '2026-11-12' as updated_at`,
      ),
    )
    const kinds = () => told().map(({ alerts: all }) => all[0]?.title)

    await bed.alerting().tick()
    expect(kinds()).toEqual(['Data late: aws 111111111111'])
    await bed.db.writer.withTransaction((connection) =>
      insertFacts(connection, [{ day: '2026-11-22', billed: '1' }]),
    )
    await bed.alerting().tick()

    expect(kinds().filter((title) => title?.startsWith('Cost anomaly: EC2'))).toHaveLength(1)
  })

  test('that has been silent for more than a month has ended', async () => {
    bed = await openAlertsBed([{ day: '2026-10-10', billed: '1' }])

    await bed.alerting().tick()

    expect(await alerts()).toEqual([])
  })
})
