import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runHere } from './run-here.ts'
import { runOutlay, serveOutlay } from './run-outlay.ts'
import { referenceBill, tempFolder } from './temp-folder.ts'

const HEADER =
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ServiceCategory,ProviderName,PublisherName,InvoiceIssuerName'

function bill(rows: readonly string[]): string {
  const path = join(tempFolder(), 'bill.csv')
  writeFileSync(path, [HEADER, ...rows, ''].join('\n'))
  return path
}

const row = (cost: string, day: string, service = 'Compute', category = 'Usage') =>
  `${cost},${cost},${cost},${cost},1234,USD,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,${day}T00:00:00Z,${day}T01:00:00Z,${category},${service},Compute,AWS,AWS,AWS`

const JULY = ['--start', '2026-07-01', '--end', '2026-08-01']

test('imports a bill, answers its exact total and takes the same bytes only once', async () => {
  const data = tempFolder()
  const file = bill([
    row('0.1', '2026-07-01'),
    row('0.2', '2026-07-02'),
    row('1.00000000000001', '2026-07-02', 'Storage'),
  ])

  const first = await runOutlay(['import', file, '--data-dir', data, '--json'])
  const again = await runOutlay(['import', file, '--data-dir', data, '--json'])
  const costs = await runOutlay([
    'costs',
    ...JULY,
    '--granularity',
    'total',
    '--group-by',
    'service',
    '--data-dir',
    data,
    '--json',
  ])

  expect(first).toMatchObject({ code: 0 })
  expect(first.json()).toMatchObject({
    rowsIn: 3,
    rowsKept: 3,
    rowsRejected: 0,
    billedCost: { USD: '1.30000000000001' },
  })
  expect(again.json()).toMatchObject({ imports: [{ state: 'unchanged' }] })
  expect(costs.json()).toMatchObject({ meta: { total: '1.30000000000001', currency: 'USD' } })
})

test('keeps what is readable, counts what is not, and --strict refuses it', async () => {
  const file = bill([row('1', '2026-07-01'), row('NaN', '2026-07-02')])
  const lenient = tempFolder()

  const kept = await runOutlay(['import', file, '--data-dir', lenient, '--json'])
  const strict = await runOutlay(['import', file, '--data-dir', tempFolder(), '--strict', '--json'])

  expect(kept.json()).toMatchObject({ rowsIn: 2, rowsKept: 1, rowsRejected: 1 })
  expect(strict.code).toBe(65)
  expect(strict.err).toContain('NaN')
})

test('while a server runs, commands go through it and a second server is refused', async () => {
  const data = tempFolder()
  const server = await serveOutlay(['--data-dir', data])

  const imported = await runOutlay([
    'import',
    bill([row('12.5', '2026-07-03')]),
    '--data-dir',
    data,
    '--json',
  ])
  const costs = await runOutlay(['costs', ...JULY, '--granularity', 'total', '--data-dir', data, '--json'])
  const second = await runOutlay(['serve', '--port', '0', '--data-dir', data])
  const rebuild = await runHere(['rebuild', '--data-dir', data])
  const overHttp: unknown = await (
    await fetch(`${server.url}/api/v1/costs?start=2026-07-01&end=2026-08-01&granularity=total`)
  ).json()

  expect(await server.stop()).toBe(0)
  expect(imported).toMatchObject({ code: 0 })
  expect(costs.json()).toEqual(overHttp)
  expect(costs.json()).toMatchObject({ meta: { total: '12.5' } })
  expect([second.code, rebuild.code]).toEqual([75, 75])
})

const sample = referenceBill('focus-sample/focus_1_0_aws_942.csv')

test.skipIf(sample === undefined)(
  'the public FOCUS sample gives its own total, and its fault is named',
  async () => {
    const data = tempFolder()

    const imported = await runOutlay(['import', sample ?? '', '--data-dir', data, '--json'])
    const range = ['--start', '2024-09-01', '--end', '2024-11-01', '--data-dir', data]
    const billed = await runHere([
      'costs',
      '--metric',
      'billed',
      '--charges',
      'all',
      '--granularity',
      'total',
      ...range,
      '--json',
    ])
    const effective = await runHere(['costs', '--granularity', 'total', ...range, '--json'])

    expect(imported.json()).toMatchObject({
      rowsIn: 942,
      rowsKept: 942,
      billedCost: { USD: '18.0066386184' },
    })
    expect(billed.json()).toMatchObject({ meta: { total: '18.0066386184' } })
    expect(effective.json()).toMatchObject({
      meta: { warnings: [{ code: 'effective_cost_missing', lines: 604 }] },
    })
  },
)
