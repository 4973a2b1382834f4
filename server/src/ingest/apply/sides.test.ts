import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesIn, parquetIn, type TestFolder, testFolder } from './harness.ts'
import type { SideSpec } from './staged-builder.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const deliver = (kind: SideSpec['kind'], ...rows: SideSpec['rows'][number][]) =>
  folder.deliver({ sides: [{ kind, rows }] })

const sample = (timestamp: string, average: string, maximum: string, resource_id = 'i-1') => ({
  resource_id,
  metric: 'cpu_utilization',
  timestamp,
  average,
  maximum,
  unit: 'percent',
})

test('utilisation is kept by resource, metric and day, and a newer file replaces the day whole', async () => {
  const [first] = (
    await deliver(
      'metrics',
      sample('2026-07-01 00:00:00', '10', '20'),
      sample('2026-07-01 01:00:00', '30', '90'),
      sample('2026-07-02 00:00:00', '5', '5'),
    )
  ).imports
  await deliver('metrics', sample('2026-07-02 12:00:00', '50', '60'))

  expect(first).toMatchObject({ kind: 'metrics', state: 'counted', rowsKept: 3 })
  expect(
    await folder.select('select day, average, maximum, samples::integer, unit from metric_day order by day'),
  ).toEqual([
    ['2026-07-01', 20, 90, 2, 'percent'],
    ['2026-07-02', 50, 60, 1, 'percent'],
  ])
  expect(parquetIn(folder.db.paths.lake).every((path) => path.startsWith('metrics/'))).toBe(true)
})

test('utilisation older than 13 months goes, and its file with it', async () => {
  await folder.deliver(
    { sides: [{ kind: 'metrics', rows: [sample('2025-07-15 00:00:00', '1', '1')] }] },
    { clock: () => new Date('2025-08-01T00:00:00Z') },
  )
  await deliver('metrics', sample('2026-07-01 00:00:00', '2', '2'))

  expect(await folder.select('select average from metric_day')).toEqual([[1], [2]])
  await folder.deliver(
    { sides: [{ kind: 'metrics', rows: [sample('2026-08-31 00:00:00', '3', '3')] }] },
    { clock: () => new Date('2026-09-01T00:00:00Z') },
  )

  expect(await folder.select('select average from metric_day order by average')).toEqual([[2], [3]])
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(2)
  expect(parquetIn(folder.db.paths.lakeOld)).toHaveLength(1)
})

test('the same side file again changes nothing', async () => {
  const row = { day: '2026-07-01', from: 'EUR', to: 'USD', rate: '1.1' }
  await deliver('rates', row)
  const again = await deliver('rates', row)

  expect(again.imports).toMatchObject([{ state: 'unchanged' }])
  expect(filesIn(folder.db.paths.lake)).toHaveLength(2)
})

test('the later observation of a resource counts, whichever came first', async () => {
  const vm = (state: string, observed_at: string) => ({
    resource_id: 'vm-1',
    resource_type: 'vm',
    state,
    observed_at,
    attributes: '{}',
  })
  await deliver('inventory', vm('running', '2026-07-02 00:00:00'))
  await deliver('inventory', vm('stopped', '2026-07-01 00:00:00'))
  expect(await folder.select('select state from inventory')).toEqual([['running']])
  await deliver('inventory', vm('deleted', '2026-07-03 00:00:00'))

  expect(await folder.select('select state from inventory')).toEqual([['deleted']])
})

test.each([
  {
    kind: 'invoices' as const,
    key: { invoice_id: 'inv-1', billing_account_id: 'a', billing_period: '2026-07', currency: 'USD' },
    values: ['100', '101.5'],
    name: 'amount',
    table: 'invoice',
  },
  {
    kind: 'units' as const,
    key: { day: '2026-07-01', unit: 'requests', team: null },
    values: ['5', '6'],
    name: 'quantity',
    table: 'business_unit',
  },
  {
    kind: 'rates' as const,
    key: { day: '2026-07-01', from: 'EUR', to: 'USD' },
    values: ['1.1', '1.2'],
    name: 'rate',
    table: 'exchange_rate',
  },
])('$kind are replaced by their key', async ({ kind, key, values, name, table }) => {
  for (const value of values) await deliver(kind, { ...key, [name]: value })

  expect(await folder.select(`select ${name}::double from ${table}`)).toEqual([[Number(values.at(-1))]])
})
