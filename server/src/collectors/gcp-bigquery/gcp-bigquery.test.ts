import { addAmounts } from '@outlay/shared/money'
import { expect, test } from 'vitest'
import type { Remembered } from '../collector.ts'
import { gcpBigquery } from './index.ts'
import { collect, type InsertJob, OCTOBER, paramsOf, rows, start, world } from './test-kit.ts'
import { exportTable, focusLine, worldOf } from './test-world.ts'

test('a month as BigQuery counts it, to the last digit', async () => {
  const { rows: found, error, collected } = await collect()

  expect(error).toBeNull()
  expect(collected).toEqual({ estimated: false, version: '1793667600000123', format: 'gcp-billing' })
  expect(found.map(({ cost }) => cost)).toEqual(['0.000000001', '12345.678901234', '3'])
  expect(addAmounts(found.map(({ cost }) => String(cost)))).toBe('12348.678901235')
  expect(found[1]).toEqual(rows[1]?.line)
})

test('asks for the state, what reading costs, and then the rows between the partitions of the month', async () => {
  const { fake } = await collect()

  expect(fake.calls.map(({ operation }) => operation)).toEqual([
    'bigquery.listTables',
    'bigquery.getTable',
    'bigquery.insertJob',
    'bigquery.getQueryResults',
    'bigquery.insertJob',
    'bigquery.insertJob',
    'bigquery.getQueryResults',
  ])
  const [state, dryRun, read] = fake.calls.flatMap(({ body }) =>
    body === undefined ? [] : [body as InsertJob],
  )
  expect(state?.configuration.labels).toEqual({ application: 'outlay', query: 'gcp-month-state' })
  expect(paramsOf(state)).toEqual({ month: '202610', partitions_from: '2026-09-21T00:00:00Z' })
  expect(dryRun?.configuration.dryRun).toBe(true)
  expect(read?.configuration.query.maximumBytesBilled).toBe(String(100 * 2 ** 30))
  expect(paramsOf(read)).toEqual({
    month: '202610',
    partitions_from: '2026-10-01T00:00:00Z',
    partitions_until: '2026-11-04T00:00:00Z',
    exported_until: '1793667600000123',
  })
})

test('follows pages, and waits for a query that takes its time', async () => {
  const { rows: found, fake, error } = await collect({ world: { ...world, pageSize: 1, pendingPolls: 3 } })

  expect(error).toBeNull()
  expect(found).toHaveLength(3)
  expect(fake.calls.filter(({ operation }) => operation === 'bigquery.getQueryResults')).toHaveLength(
    4 + 3 + 3,
  )
})

test('a month that holds what it held is not read', async () => {
  const previous: Remembered = {
    estimated: true,
    collectedAt: '2026-11-22T00:00:00Z',
    version: '1793667600000123',
  }
  const { collected, rows: found, fake } = await collect({ run: { remembered: { '2026-10': previous } } })

  expect(collected).toMatchObject({ unchanged: true, version: '1793667600000123' })
  expect(found).toEqual([])
  expect(fake.jobs()).toBe(1)
})

test.each<[string, string, boolean]>([
  ['five days after its end a month is not', '2026-11-06T00:00:00Z', false],
  ['before that it is', '2026-11-05T23:59:59Z', true],
])('estimated: %s', async (_case, now, estimated) => {
  const { collected } = await collect({ run: { now } })

  expect(collected?.estimated).toBe(estimated)
})

test('a month without rows takes no query', async () => {
  const { collected, fake } = await collect({ window: { ...OCTOBER, version: '0' } })

  expect(collected).toEqual({ estimated: false, version: '0' })
  expect(fake.calls).toEqual([])
})

test('the FOCUS export names its reader', async () => {
  const focus = exportTable([focusLine('2026-10-02', '1.5')], 'gcp_billing_export_focus_A')
  const { collected, rows: found } = await collect({ world: worldOf(focus) })

  expect(collected).toMatchObject({ format: 'focus' })
  expect(found.map(({ BilledCost }) => BilledCost)).toEqual(['1.5'])
})

test.each(gcpBigquery.probes.map((probe) => [probe.permission, probe] as const))(
  '%s is proved',
  async (_permission, probe) => {
    const { run, settings, fake } = await start()

    const { note, serverTime } = await probe.check(settings, run.plan)

    expect(note).toMatch(/gcp_billing_export_resource_v1|bytes/)
    expect(serverTime).toBeInstanceOf(Date)
    expect(fake.jobs()).toBe(0)
  },
)
