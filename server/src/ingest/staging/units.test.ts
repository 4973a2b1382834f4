import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBench, csv, HEADER } from './test-kit.ts'

let bench: ReturnType<typeof createBench>
beforeAll(() => {
  bench = createBench()
})
afterAll(() => bench.close())

describe('units', () => {
  test.each([
    ['2026-07-01T07:00:00Z', '2026-07'],
    ['2026-11-01T08:00:00Z', '2026-11'],
    ['2026-06-30T22:00:00Z', '2026-07'],
    ['2026-07-01', '2026-07'],
    ['2026-07-31T12:00:00Z', '2026-08'],
    ['2026-07-31T11:59:59Z', '2026-07'],
  ])('a billing period that starts %s is the month %s', async (start, month) => {
    const { delivery } = await bench.run([bench.write('bill.csv', csv([{ BillingPeriodStart: start }]))])

    expect(delivery.units.map((unit) => unit.billingPeriod)).toEqual([month])
  })

  test('spellings of one provider are one unit, and no provider is unknown', async () => {
    const rows = ['AWS', 'Amazon Web Services, Inc.', 'Snowflake Inc.', ''].map((ProviderName) => ({
      ProviderName,
    }))

    const { delivery } = await bench.run([bench.write('bill.csv', csv(rows))])

    expect(Object.fromEntries(delivery.units.map((unit) => [unit.provider, unit.rowsKept]))).toEqual({
      aws: 2,
      'snowflake-inc': 1,
      unknown: 1,
    })
  })

  test('figures never add currencies and keep unknown apart from zero', async () => {
    const rows = [
      { BillingCurrency: 'EUR', BilledCost: '0.1', SubAccountId: 'b' },
      { BillingCurrency: 'USD', BilledCost: '0.2', SubAccountId: 'a', EffectiveCost: '' },
      { BillingCurrency: 'USD', BilledCost: '-0.05', ChargePeriodStart: '2026-07-04', SubAccountId: '' },
    ]

    const { delivery } = await bench.run([
      bench.write('bill.csv', csv(rows, [...HEADER, 'SubAccountId', 'x_Own', 'Odd'])),
    ])

    expect(delivery.units).toMatchObject([
      {
        totals: [
          { currency: 'EUR', rows: 1, billed: '0.1', effective: '1.25', contracted: null, list: null },
          { currency: 'USD', rows: 2, billed: '0.15', effective: '1.25', contracted: null, list: null },
        ],
        days: [
          { day: '2026-07-03', currency: 'EUR', rows: 1, billed: '0.1', effective: '1.25' },
          { day: '2026-07-03', currency: 'USD', rows: 1, billed: '0.2', effective: '0' },
          { day: '2026-07-04', currency: 'USD', rows: 1, billed: '-0.05', effective: '1.25' },
        ],
        subAccounts: ['a', 'b'],
      },
    ])
    expect(delivery.files[0]?.ignoredColumns).toEqual(['Odd'])
  })

  test('the same bytes have the same content hash, other bytes another', async () => {
    const same = bench.write('one.csv', csv([{}]))
    const other = bench.write('other.csv', csv([{ BilledCost: '9' }]))
    const hashes = []

    for (const path of [same, same, other])
      hashes.push((await bench.run([path])).delivery.units[0]?.contentHash)

    expect(hashes[1]).toBe(hashes[0])
    expect(hashes[2]).not.toBe(hashes[0])
  })

  test('hands each unit to the conformance rules with the columns that the bill fills', async () => {
    const seen: unknown[] = []
    const finding = { rule: 'X-1', violations: 1, example: null }

    const { delivery } = await bench.run(
      [bench.write('bill.csv', csv([{}]))],
      {},
      {
        conformance: async (connection, { relation, header, files }) => {
          const reader = await connection.runAndReadAll(
            `select __file, __row, "BilledCost"::double from ${relation}`,
          )
          seen.push(reader.getRowsJson(), header.includes('Tags'), header.includes('ListCost'), files)
          return [finding]
        },
      },
    )

    expect(seen).toEqual([[[0, '1', 1.5]], true, false, ['bill.csv']])
    expect(delivery.units[0]?.findings).toEqual([finding])
  })
})

describe('side tables', () => {
  test('are typed by their kind, with rejects', async () => {
    const path = bench.write(
      'metrics.csv',
      [
        'Resource ID,metric,timestamp,average,maximum,unit',
        'i-1,cpu_utilization,2026-07-01T00:00:00Z,12.5,80,percent',
        'i-1,cpu_utilization,2026-07-01T01:00:00Z,NaN,80,percent',
        'i-1,cpu_utilization,2026-07-01T02:00:00Z,12,180,percent',
      ].join('\n'),
    )

    const { delivery, rejects, lines } = await bench.run([path], { kind: 'metrics' })

    expect(delivery.sides).toMatchObject([
      {
        kind: 'metrics',
        parquet: 'side-metrics.parquet',
        files: ['metrics.csv'],
        rowsIn: 3,
        rowsKept: 1,
        rowsRejected: 2,
      },
    ])
    expect(rejects.map(({ row, reason }) => [row, reason])).toEqual([
      [2, `average 'NaN' is not a number`],
      [3, expect.stringMatching(/0 to 100/)],
    ])
    expect(
      await lines('select resource_id, average, "timestamp"::varchar from $units', 'side-*.parquet'),
    ).toEqual([['i-1', 12.5, '2026-07-01 00:00:00']])
  })

  test('a file without a needed column is an error that lists the columns', async () => {
    const { delivery } = await bench.run([bench.write('rates.csv', 'day,from,rate\n2026-07-01,EUR,1.1\n')], {
      kind: 'rates',
    })

    expect(delivery.files[0]?.error).toBe(
      'has no column to, which --kind rates needs. Its columns are: day, from, to, rate.',
    )
  })

  test('inventory comes as JSON Lines with its attributes as JSON', async () => {
    const resource = { resource_id: 'vol-1', resource_type: 'disk', observed_at: '2026-07-01T00:00:00Z' }
    const path = bench.write(
      'inventory.jsonl',
      JSON.stringify({ ...resource, attributes: { attached: false, size_gib: 100 } }),
    )

    const { lines } = await bench.run([path], { kind: 'inventory' })

    expect(await lines('select resource_id, attributes from $units', 'side-*.parquet')).toEqual([
      ['vol-1', '{"attached":false,"size_gib":100}'],
    ])
  })
})
