import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BASE, createBench, csv, HEADER } from './test-kit.ts'

let bench: ReturnType<typeof createBench>
beforeAll(() => {
  bench = createBench()
})
afterAll(() => bench.close())

async function parquet(name: string, select: string): Promise<string> {
  const path = bench.write(name, '')
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  await connection.run(`copy (${select}) to '${path}' (format parquet)`)
  connection.closeSync()
  instance.closeSync()
  return path
}

const COLUMNS = `'acc' as "BillingAccountId", 'USD' as "BillingCurrency", 'AWS' as "ProviderName", 'Usage' as "ChargeCategory"`

describe('Parquet', () => {
  test('is read with its doubles at 15 digits, its times in UTC and its maps, structs and lists as JSON', async () => {
    const path = await parquet(
      'bill.parquet',
      `select 12345.678901234567::double as "BilledCost", 0.1::float as "EffectiveCost", 7::bigint as "ConsumedQuantity",
        ${COLUMNS}, timestamp '2026-07-01' as "BillingPeriodStart",
        timestamptz '2026-07-03 04:00:00+02' as "ChargePeriodStart",
        map {'team': 'search', '__proto__': 'x'} as "Tags", {'a': 1} as "x_Struct", [1, 2] as "x_List"`,
    )

    const { delivery, lines } = await bench.run([path])

    expect(delivery.files).toMatchObject([{ format: 'focus', rowsIn: 1, rowsKept: 1, error: null }])
    expect(
      await lines(`select "BilledCost"::varchar, "EffectiveCost"::double, "ConsumedQuantity"::double,
        "ChargePeriodStart"::varchar, "Tags", "x_Struct", "x_List", __file, __row from $units`),
    ).toEqual([
      [
        '12345.67890123460000',
        0.1,
        7,
        '2026-07-03 02:00:00',
        [
          { key: 'team', value: 'search' },
          { key: '__proto__', value: 'x' },
        ],
        '{"a":1}',
        '[1,2]',
        0,
        '1',
      ],
    ])
  })

  const rows = (account: string, count: number) =>
    `select 0.5 as "BilledCost", ${COLUMNS.replace("'acc'", `'${account}'`)}, timestamp '2026-07-01' as "BillingPeriodStart",
      timestamp '2026-07-03' as "ChargePeriodStart", md5(i::varchar) as "ResourceName" from range(${count}) as r(i)`

  test('files of the same columns count their rows apart', async () => {
    const files = [await parquet('p/1.parquet', rows('a', 3)), await parquet('p/2.parquet', rows('a', 5))]

    const { delivery, lines } = await bench.run(files)

    expect(delivery.files.map((file) => file.rowsKept)).toEqual([3, 5])
    expect(await lines('select __file, max(__row) from $units group by all order by all')).toEqual([
      [0, '3'],
      [1, '5'],
    ])
  })

  test('a damaged file is an error of its own, whether footer or pages are damaged', async () => {
    const good = await parquet('d/good.parquet', rows('good', 10))
    const cut = await parquet('d/cut.parquet', rows('cut', 10))
    truncateSync(cut, 300)
    const flipped = await parquet('d/flipped.parquet', rows('flipped', 20_000))
    const bytes = readFileSync(flipped)
    bytes.fill(0xff, bytes.length >> 2, bytes.length >> 1)
    writeFileSync(flipped, bytes)

    const { delivery } = await bench.run([cut, flipped, good])

    expect(delivery.files).toMatchObject([
      { name: 'cut.parquet', error: expect.stringMatching(/damaged Parquet file/), rowsKept: 0 },
      { name: 'flipped.parquet', error: expect.stringMatching(/damaged Parquet file/), rowsKept: 0 },
      { name: 'good.parquet', error: null, rowsKept: 10 },
    ])
    expect(delivery.units.map((unit) => unit.billingAccount)).toEqual(['good'])
  })
})

describe('JSON Lines', () => {
  const line = (values: Record<string, unknown>) => JSON.stringify({ ...BASE, ...values })

  test('unites the keys of all lines and keeps nested values as JSON', async () => {
    const path = bench.write(
      'bill.jsonl',
      [
        line({ Tags: { team: 'a' }, 'x_a/b~"c': 'odd' }),
        '',
        line({ BilledCost: 2.5, Tags: { team: 'b' }, x_Late: 'yes' }),
      ].join('\n'),
    )

    const { delivery, lines } = await bench.run([path])

    expect(delivery.files).toMatchObject([{ format: 'focus', rowsIn: 2, rowsKept: 2, error: null }])
    expect(
      await lines(
        `select "BilledCost"::varchar, "Tags"['team'], "x_Late", "x_a/b~""c", __row from $units order by __row`,
      ),
    ).toEqual([
      ['1.50000000000000', 'a', null, 'odd', '1'],
      ['2.50000000000000', 'b', 'yes', null, '2'],
    ])
  })

  test.each([
    ['cut off', '{"BilledCost": 1', 'it is not a JSON object'],
    ['an array', '[1]', 'it is not a JSON object'],
    [
      'nested 100,000 deep',
      `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'it is nested more than 1000 levels deep',
    ],
    ['a control character', '{"a":"\u0001"}', 'it holds a control character'],
    ['over-long', `{"a":"${'x'.repeat(5e6)}"}`, 'it is longer than 4 MiB'],
  ])('a line that is %s is a counted reject', async (_case, bad, reason) => {
    const path = bench.write('bill.jsonl', [line({}), bad, line({})].join('\n'))

    const { delivery, rejects } = await bench.run([path])

    expect(rejects).toMatchObject([{ row: 2, reason, unit: 'unit-0001.parquet' }])
    expect(delivery.files).toMatchObject([{ rowsIn: 3, rowsKept: 2, rowsRejected: 1, error: null }])
  })
})

describe('many files', () => {
  test('300 files of one row are one unit, each row with its file', async () => {
    const files = Array.from({ length: 300 }, (_, index) =>
      bench.write(
        `many/${String(index).padStart(3, '0')}.csv`,
        csv([{ BilledCost: '0.01', ResourceName: `n${index}` }]),
      ),
    )

    const { delivery, lines } = await bench.run(files)

    expect(delivery.units).toMatchObject([
      { rowsKept: 300, totals: [{ currency: 'USD', rows: 300, billed: '3' }] },
    ])
    expect(delivery.units[0]?.files).toEqual(delivery.files.map(({ name }) => name))
    expect(await lines(`select count(*) filter (where "ResourceName" = 'n' || __file) from $units`)).toEqual([
      ['300'],
    ])
  })

  test('a column that appears in the middle of a month is kept, and null before', async () => {
    const files = [
      bench.write('drift/1.csv', csv([{}])),
      bench.write('drift/2.csv', csv([{ x_New: 'here' }], [...HEADER, 'x_New'])),
    ]

    const { delivery, lines } = await bench.run(files)

    expect(delivery.units).toMatchObject([{ rowsKept: 2, files: ['1.csv', '2.csv'] }])
    expect(await lines('select "x_New" from $units order by __file')).toEqual([[null], ['here']])
  })

  test('200 units come out of one file, each with its own figures', async () => {
    const rows = Array.from({ length: 400 }, (_, index) => ({
      BillingAccountId: `acc-${index % 200}`,
      BilledCost: String(index),
    }))

    const { delivery } = await bench.run([bench.write('bill.csv', csv(rows))])

    const billed = new Map(delivery.units.map((unit) => [unit.billingAccount, unit.totals[0]?.billed]))
    expect(billed.size).toBe(200)
    expect(billed.get('acc-7')).toBe('214')
  })

  test('names tell files of the same name in different folders apart', async () => {
    const files = ['2026-07', '2026-08'].map((month) => bench.write(`exports/${month}/part-1.csv`, csv([{}])))

    const { delivery } = await bench.run(files)

    expect(delivery.files.map(({ name }) => name)).toEqual(['2026-07/part-1.csv', '2026-08/part-1.csv'])
  })
})
