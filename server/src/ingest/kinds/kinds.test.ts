import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sideKinds } from './registry.ts'
import { SIDE_SQL_TYPES } from './side-kind.ts'

type Row = Readonly<Record<string, string | null>>
type Case = readonly [kind: keyof typeof sideKinds, differs: Row, rejected: RegExp | null]

let instance: DuckDBInstance
let connection: DuckDBConnection

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  connection = await instance.connect()
})

afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const VALID: Readonly<Record<keyof typeof sideKinds, Row>> = {
  metrics: {
    resource_id: 'i-1',
    metric: 'cpu_utilization',
    timestamp: '2026-07-01 10:00:00',
    average: '3.5',
    maximum: '9',
    unit: 'percent',
  },
  inventory: {
    resource_id: 'vol-1',
    resource_type: 'volume',
    state: 'available',
    observed_at: '2026-07-01 10:00:00',
    attributes: '{"attached": false, "size_gib": 100}',
  },
  invoices: {
    invoice_id: 'inv-1',
    billing_account_id: '123',
    billing_period: '2026-07',
    currency: 'USD',
    amount: '100.25',
  },
  units: { day: '2026-07-01', unit: 'orders', team: 'shop', quantity: '1200' },
  rates: { day: '2026-07-01', from: 'EUR', to: 'USD', rate: '1.08' },
  accounts: { provider: 'aws', account_id: '111122223333', name: 'ml-prod', org_path: 'Root/ML' },
  prices: {
    provider: 'gcp',
    sku_id: '0000-1111-2222',
    service: 'Compute Engine',
    region: 'europe-west4',
    model: 'on_demand',
    unit: 'h',
    tier_start: '0',
    currency: 'USD',
    price: '0.031611',
    as_of: '2026-07-01',
  },
  findings: {
    provider: 'azure',
    advisor: 'advisor',
    finding_id: 'f-1',
    finding_type: 'rightsize',
    currency: 'EUR',
    monthly_savings: '70',
  },
  groupings: {
    provider: 'aws',
    billing_account_id: '111122223333',
    day: '2026-07-01',
    dimension_1: 'subAccount',
    value_1: '444455556666',
    dimension_2: 'service',
    value_2: 'Amazon S3',
    currency: 'USD',
    billed: '-1.5',
  },
  forecasts: {
    provider: 'aws',
    billing_account_id: '111122223333',
    metric: 'billed',
    start: '2026-07-01',
    end: '2026-08-01',
    currency: 'USD',
    mean: '100',
    low: '90',
    high: '110',
    as_of: '2026-07-01',
  },
  commitments: {
    provider: 'aws',
    billing_account_id: '111122223333',
    start: '2026-07-01',
    end: '2026-07-02',
    measure: 'utilization',
    commitment_type: 'savings_plan',
    unit: 'USD',
    used: '9',
    unused: '1',
    total: '10',
    percentage: '90',
  },
}

const CASES: readonly Case[] = [
  ['metrics', {}, null],
  ['metrics', { unit: null }, null],
  ['metrics', { metric: 'cpu' }, /^metric cpu is not known; known are cpu_utilization, .*connections$/],
  ['metrics', { maximum: '100.2' }, null],
  ['metrics', { average: '0', maximum: '0' }, null],
  ['metrics', { maximum: '250' }, /cpu_utilization is a percentage of the whole resource/],
  ['metrics', { metric: 'invocations', average: '2500', maximum: '9000' }, null],
  ['metrics', { metric: 'invocations', average: '-5', maximum: '0' }, /must not be negative/],
  ['metrics', { average: '3', maximum: '2' }, /maximum must not be below average/],
  ['metrics', { average: '1234567.0000001', maximum: '1234567', metric: 'connections' }, null],
  ['metrics', { timestamp: '1970-01-20 12:00:00' }, /timestamp 1970-01-20 12:00:00 is not between/],
  ['inventory', {}, null],
  ['inventory', { state: null, attributes: '{}' }, null],
  ['inventory', { attributes: '[1]' }, /not a JSON object/],
  ['inventory', { attributes: '"text"' }, /not a JSON object/],
  ['inventory', { attributes: '{"a": ' }, /not JSON/],
  ['inventory', { attributes: nested(8) }, null],
  ['inventory', { attributes: nested(9) }, /nested deeper than 8 levels/],
  ['inventory', { attributes: '{"a": [[[[[[[{}]]]]]]]}' }, /nested deeper than 8 levels/],
  ['inventory', { attributes: '{"a": "{[{[{[{[{[ \\" }", "b": [{}, [], {"c": {}}]}' }, null],
  ['inventory', { attributes: nested(30_000) }, /longer than 65536 bytes/],
  ['inventory', { attributes: `{"a": ${'['.repeat(30_000)}${']'.repeat(30_000)}}` }, /nested deeper/],
  ['inventory', { observed_at: '0026-07-01 00:00:00' }, /observed_at/],
  ['invoices', {}, null],
  ['invoices', { amount: '-3' }, null],
  ['invoices', { billing_period: '2026-13' }, /billing_period 2026-13 is not a month/],
  ['invoices', { billing_period: '2026-07-01' }, /is not a month/],
  ['invoices', { currency: 'usd' }, /currency usd is not a currency code/],
  ['invoices', { currency: 'US' }, /is not a currency code/],
  ['units', {}, null],
  ['units', { team: null, quantity: '0' }, null],
  ['units', { quantity: '-1' }, /quantity must not be negative/],
  ['rates', {}, null],
  ['rates', { rate: '0' }, /rate must be above 0/],
  ['rates', { rate: '-1' }, /rate must be above 0/],
  ['rates', { to: 'EUR' }, /the same currency/],
  ['rates', { from: 'Euro' }, /from Euro is not a currency code/],
  ['rates', { day: '1999-01-01' }, /day 1999-01-01 is not between/],
  ['accounts', {}, null],
  ['accounts', { provider: 'oci' }, /provider oci is not known/],
  ['prices', {}, null],
  ['prices', { price: '0' }, null],
  ['prices', { price: '-1' }, /must not be negative/],
  ['prices', { tier_start: '-1' }, /must not be negative/],
  ['prices', { model: 'reserved' }, /model reserved is none of on_demand/],
  ['prices', { provider: 'x' }, /provider x is not known/],
  ['prices', { currency: 'Euro' }, /is not a currency code/],
  ['prices', { as_of: '1970-01-01' }, /as_of 1970-01-01 is not between/],
  ['findings', {}, null],
  ['findings', { monthly_savings: null, currency: null }, null],
  ['findings', { currency: null }, /monthly_savings has no currency/],
  ['findings', { provider: 'x' }, /provider x is not known/],
  ['groupings', {}, null],
  ['groupings', { value_1: null }, null],
  ['groupings', { billed: null }, /neither billed nor effective/],
  ['groupings', { currency: 'N/A' }, /is not a currency code/],
  ['groupings', { day: '1970-01-01' }, /is not between/],
  ['groupings', { provider: 'x' }, /provider x is not known/],
  ['forecasts', {}, null],
  ['forecasts', { low: null, high: null }, null],
  ['forecasts', { low: '101' }, /mean is not between low and high/],
  ['forecasts', { end: '2026-07-01' }, /end is not after start/],
  ['forecasts', { metric: 'usage' }, /neither billed nor effective/],
  ['commitments', {}, null],
  ['commitments', { measure: 'cover' }, /neither coverage nor utilization/],
  ['commitments', { commitment_type: 'ri' }, /is none of savings_plan/],
  ['commitments', { percentage: '-1' }, /percentage must not be negative/],
  ['commitments', { end: '2026-07-01' }, /end is not after start/],
]

test.each(CASES)('%s with %j', async (kind, differs, rejected) => {
  const spec = sideKinds[kind]
  const row = { ...VALID[kind], ...differs }
  const columns = spec.columns.map(
    ({ name, type }) => `cast($${name} as ${SIDE_SQL_TYPES[type]}) as "${name}"`,
  )
  const values = Object.fromEntries(spec.columns.map(({ name }) => [name, row[name] ?? null]))

  const reader = await connection.runAndReadAll(
    `select ${spec.validate ?? 'null'} from (select ${columns.join(', ')}) as typed`,
    values,
  )

  const reason = reader.getRowsJson()[0]?.[0]
  if (rejected === null) expect(reason).toBeNull()
  else expect(reason).toMatch(rejected)
})

test.each(Object.values(sideKinds))('the key of $id is made of its columns', ({ columns, key }) => {
  const names = columns.map(({ name }) => name)

  expect(names).toEqual(expect.arrayContaining([...key]))
})

function nested(depth: number): string {
  return `${'{"a": '.repeat(depth)}1${'}'.repeat(depth)}`
}
