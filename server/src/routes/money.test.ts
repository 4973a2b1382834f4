import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { ChangesShape, DriversShape } from './answers/changes.ts'
import { ReportShape } from './answers/common.ts'
import { CostsShape } from './answers/costs.ts'
import { InvoicesShape } from './answers/invoices.ts'
import { MetaShape } from './answers/ledger.ts'
import { RowsShape } from './answers/money.ts'
import { OverviewShape } from './answers/overview.ts'
import { UnitCostsShape } from './answers/unit-costs.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let served: TestApp

beforeAll(async () => {
  served = await openTestApp(
    [
      { day: '2026-09-01', billed: '1' },
      { day: '2026-10-05', billed: '60', team: 'ml', service: 'EC2' },
      { day: '2026-11-05', billed: '75', team: 'ml', service: 'EC2' },
      { day: '2026-11-06', billed: '25', service: 'S3' },
      { day: '2026-11-06', billed: '10', service: 'S3', currency: 'EUR', resource: 'vm' },
    ],
    { reportCurrency: 'USD' },
  )
  await served.deps.db.writer.withTransaction(async (connection) => {
    await connection.run(`insert into exchange_rate values ('2026-11-05', 'EUR', 'USD', 1.5, 'r')`)
    await connection.run(`insert into business_unit values ('2026-11-05', 'orders', 'ml', 3000, 'u')`)
    await connection.run(`
      insert into bill_month by name
      select 'aws' as provider, '111111111111' as billing_account, date '2026-10-01' as billing_period, 'USD' as currency,
        'INV-1' as invoice_id, 3 as lines, 60 as billed, 0 as tax, 0 as credits, 0 as adjustments, 0 as usd_from, 0 as usd,
        0 as pricing_from, 0 as pricing`)
  })
})
afterAll(() => served.close())

async function ask(path: string, method = 'GET', body?: unknown) {
  const response = await served.app.request(`http://127.0.0.1/api/v1${path}`, {
    method,
    headers: { host: '127.0.0.1', 'x-outlay-actor': 'Ada', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}

const Reported = z.object({
  meta: z.object({ report: ReportShape }).optional(),
  report: ReportShape.optional(),
})

const INVOICE = {
  invoiceId: 'INV-1',
  billingAccount: '111111111111',
  month: '2026-10',
  currency: 'USD',
  amount: '60.00',
}

test.each([
  ['/changes', ChangesShape],
  ['/changes?explain=1', ChangesShape],
  ['/changes/drivers?start=2026-11-01&end=2026-11-21', DriversShape],
  ['/costs/rows', RowsShape],
  ['/costs?explain=1', CostsShape],
  ['/unit-costs?granularity=daily&explain=1', UnitCostsShape],
  ['/invoices', InvoicesShape],
  ['/overview', OverviewShape],
  ['/meta', MetaShape],
] as const)('%s answers what the OpenAPI document says', async (path, shape) => {
  const { status, body } = await ask(path)

  expect(status).toBe(200)
  expect(shape.parse(body)).toEqual(body)
})

test('an invoice is entered in a name, seen at once on the page and on the overview, and taken away', async () => {
  const entered = await ask('/invoices', 'POST', INVOICE)
  expect(entered.status).toBe(201)
  const { id } = z.object({ data: z.object({ id: z.string() }) }).parse(entered.body).data

  const [row] = InvoicesShape.parse((await ask('/invoices?month=2026-10')).body).data
  expect(row).toMatchObject({
    result: 'matched',
    invoices: [{ id, actor: 'Ada', amount: '60', billed: '60' }],
  })
  const { facts = [] } = OverviewShape.parse((await ask('/overview')).body)
  expect(facts.find((fact) => fact.id === 'reconciliation')).toMatchObject({
    tone: 'good',
    value: { amount: '60' },
  })

  expect((await ask(`/invoices/${id}`, 'DELETE')).status).toBe(200)
  expect((await ask(`/invoices/${id}`, 'DELETE')).status).toBe(404)
  expect(InvoicesShape.parse((await ask('/invoices?month=2026-10')).body).data[0]?.result).toBe('no_invoice')
})

test.each([
  { amount: '1e3' },
  { amount: '12,50' },
  { month: '2026-13' },
  { currency: 'usd' },
  { invoiceId: ' ' },
  { colour: 'red' },
])('an invoice with %o is refused', async (wrong) => {
  expect((await ask('/invoices', 'POST', { ...INVOICE, ...wrong })).status).toBe(400)
})

test('the report currency of the configuration holds until a question names its own', async () => {
  const total = async (query: string) =>
    CostsShape.parse((await ask(`/costs?start=2026-11-01&end=2026-12-01&${query}`)).body).meta

  expect(await total('')).toMatchObject({
    currency: 'USD',
    total: '115',
    report: { conversions: [{ from: 'USD' }, { from: 'EUR', converted: '15' }] },
  })
  expect((await total('currency=EUR')).total).toBe('10')
  expect(await total('reportCurrency=EUR')).toMatchObject({
    currency: 'EUR',
    report: { conversions: [{ from: 'USD' }, { from: 'EUR' }] },
  })
})

test.each([
  '/changes?start=2026-11-01',
  '/changes/drivers?start=2026-11-01',
  '/unit-costs?start=2026-11-01',
  '/resources/vm',
])('%s answers in the report currency of the settings, and says at which rate of which day', async (path) => {
  const { body } = await ask(path)
  const { meta, report = meta?.report } = Reported.parse(body)

  expect(report).toMatchObject({ currency: 'USD', rate: 'day' })
  expect(report?.conversions).toContainEqual(
    expect.objectContaining({ from: 'EUR', source: 'file', rateLow: '1.5', firstDay: '2026-11-05' }),
  )
})

test('the second row of the overview tells what share has a team and what a unit costs', async () => {
  const { facts = [] } = OverviewShape.parse((await ask('/overview?currency=USD')).body)

  expect(facts.map(({ id, value }) => [id, value])).toEqual([
    ['allocated', { kind: 'share', share: 0.75 }],
    ['unit_cost', { kind: 'unit', cost: 0.025, currency: 'USD' }],
  ])
})

test('savings that the bill shows count by the days of the quarter', async () => {
  await served.deps.db.writer.withTransaction((connection) =>
    connection.run(
      `insert into recommendation by name
       select 'r' as id, 'IDLE-01' as rule, '{}' as body, 'aws' as provider, 'payer' as billing_account, 'P' as grade,
         'USD' as currency, 3 as counted, [] as resource_ids, 'verified' as status, date '2026-11-01' as first_seen,
         date '2026-11-01' as last_seen, timestamp '2026-11-01' as updated_at,
         '{"state": "verified", "appliedOn": "2026-11-06", "monthly": {"low": 100, "expected": 300, "high": 400}}' as realised`,
    ),
  )

  const { facts = [], period } = OverviewShape.parse((await ask('/overview?currency=USD')).body)
  expect(period.end).toBe('2026-11-07')
  expect(facts.find(({ id }) => id === 'verified')).toMatchObject({
    value: { kind: 'money', amount: '10' },
    start: '2026-10-01',
  })
})
