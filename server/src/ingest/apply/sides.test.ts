import { afterEach, beforeEach, expect, test } from 'vitest'
import { rebuild } from '../rebuild.ts'
import { withdrawSlice } from '../withdraw.ts'
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

const finding = (id: string, savings: string) => ({
  provider: 'aws',
  advisor: 'compute-optimizer',
  finding_id: id,
  finding_type: 'Overprovisioned',
  title: null,
  account_id: null,
  service: null,
  region: null,
  resource_id: id,
  state: null,
  currency: 'USD',
  monthly_cost: null,
  monthly_savings: savings,
  generated_at: null,
  details: null,
})
const FINDINGS = `
  select finding_id, monthly_savings::decimal(18, 2)::varchar from vendor_finding order by finding_id`

const tell = (source: string, slice: string, ...rows: SideSpec['rows'][number][]) =>
  folder.deliver({ sides: [{ kind: 'findings', source, slice, rows }] })

test('a source replaces whole what it told of the same slice, and nothing else', async () => {
  const { imports } = await tell('aws', 'advice/now', finding('i-1', '10'), finding('i-2', '20'))
  await tell('aws', 'rightsizing/now', finding('i-3', '30'))
  await tell('other', 'advice/now', finding('i-4', '40'))
  const again = await tell('aws', 'advice/now', finding('i-2', '25'))

  expect(again.imports).toMatchObject([{ state: 'counted', replaces: imports[0]?.id }])
  expect(again.replaced).toEqual([imports[0]?.id])
  expect(await folder.select(FINDINGS)).toEqual([
    ['i-2', '25.00'],
    ['i-3', '30.00'],
    ['i-4', '40.00'],
  ])
  expect(parquetIn(folder.db.paths.lakeOld)).toHaveLength(1)
})

test('the same telling again changes nothing, whatever other slices said meanwhile', async () => {
  await tell('aws', 'advice/now', finding('i-1', '10'))
  await tell('aws', 'rightsizing/now', finding('i-3', '30'))
  const again = await tell('aws', 'advice/now', finding('i-1', '10'))

  expect(again.imports).toMatchObject([{ state: 'unchanged' }])
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(2)
})

test('what a replaced telling had hidden shows again, as after a rebuild', async () => {
  await deliver('findings', finding('i-1', '1'), finding('i-2', '2'))
  await tell('aws', 'advice/now', finding('i-1', '10'), finding('i-2', '20'))
  await tell('aws', 'advice/now', finding('i-2', '21'))
  const shown = [
    ['i-1', '1.00'],
    ['i-2', '21.00'],
  ]

  expect(await folder.select(FINDINGS)).toEqual(shown)
  await rebuild(folder.db, { clock: () => new Date('2026-08-01T00:00:00Z'), promoted: [], teams: [] })
  expect(await folder.select(FINDINGS)).toEqual(shown)
})

test('accounts keep every telling that differs', async () => {
  const account = (name: string) => ({
    provider: 'aws',
    account_id: '444455556666',
    name,
    owner: null,
    org_path: 'Root/ML',
    billing_account_id: null,
    status: 'ACTIVE',
    joined_on: '2024-03-01',
    attributes: null,
  })
  const told = (name: string) =>
    folder.deliver({
      sides: [{ kind: 'accounts', source: 'aws', slice: 'accounts/now', rows: [account(name)] }],
    })
  await told('ml-old')
  const same = await told('ml-old')
  await told('ml')

  expect(same.imports).toMatchObject([{ state: 'unchanged' }])
  expect(
    await folder.select(
      'select account.name from account join import on import.id = account.import_id order by import.seq',
    ),
  ).toEqual([['ml-old'], ['ml']])
  expect(parquetIn(folder.db.paths.lakeOld)).toEqual([])
})

test('a slice that is told to be empty goes, and what it had hidden shows again', async () => {
  await deliver('findings', finding('i-1', '1'))
  await tell('aws', 'advice/now', finding('i-1', '10'), finding('i-2', '20'))
  const slice = { kind: 'findings', source: 'aws', slice: 'advice/now' } as const

  expect(await withdrawSlice(folder.db, slice, folder.options)).toBe(1)
  expect(await folder.select(FINDINGS)).toEqual([['i-1', '1.00']])
  expect(parquetIn(folder.db.paths.lakeOld)).toHaveLength(1)
  await rebuild(folder.db, folder.options)
  expect(await folder.select(FINDINGS)).toEqual([['i-1', '1.00']])
  expect(await withdrawSlice(folder.db, slice, folder.options)).toBe(0)
})
