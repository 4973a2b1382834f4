import { gzipSync } from 'node:zlib'
import { addAmounts } from '@outlay/shared/money'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cell, createBench, csv, HEADER, type Values } from './test-kit.ts'

let bench: ReturnType<typeof createBench>
beforeAll(() => {
  bench = createBench()
})
afterAll(() => bench.close())

const amount = fc
  .tuple(fc.boolean(), fc.nat({ max: 99_999_999 }), fc.stringMatching(/^[0-9]{0,14}$/))
  .map(
    ([negative, whole, decimals]) => `${negative ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`,
  )

// NUL is a reject, empty and NULL are null, and a bill has no lone surrogates
const name = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('"', ',', '\n', '\r\n', ';', ' ', "'", '\\'),
      fc.string({ unit: 'grapheme', maxLength: 2 }),
    ),
    maxLength: 12,
  })
  .filter((text) => !text.includes('\0') && !['', 'NULL', 'null'].includes(text))

const row: fc.Arbitrary<Values> = fc.record({ BilledCost: amount, ResourceName: name })

test('rows, names and the exact total are those of the file, whatever stands in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), fc.boolean(), async (rows, packed) => {
      const text = csv(rows)
      const path = bench.write('bill.csv', packed ? gzipSync(text) : text)

      const { delivery, lines } = await bench.run([path])

      expect(delivery.files).toMatchObject([
        { rowsIn: rows.length, rowsKept: rows.length, rowsRejected: 0, error: null },
      ])
      expect(delivery.units[0]?.totals[0]?.billed).toBe(
        addAmounts(rows.map((values) => values['BilledCost'] ?? '0')),
      )
      const names = await lines('select "ResourceName" from $units order by __row')
      expect(names.flat()).toEqual(rows.map((values) => values['ResourceName']))
    }),
    { numRuns: 25 },
  )
})

test('of a file with broken lines every line is kept or rejected, and no row is lost', async () => {
  const broken = fc.constantFrom('a,b', `${'x,'.repeat(20)}x`, 'word', `${HEADER.map(() => 'x').join(',')}`)
  const line = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: broken })
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 40 }), async (lines) => {
      const good = csv([{}]).split('\n')[1] ?? ''
      const path = bench.write(
        'bill.csv',
        [HEADER.join(','), ...lines.map((text) => text ?? good)].join('\n'),
      )

      const { delivery, rejects } = await bench.run([path])

      const bad = lines.flatMap((text, index) => (text === undefined ? [] : [index + 1]))
      expect(delivery.files).toMatchObject([{ rowsIn: lines.length, rowsKept: lines.length - bad.length }])
      expect(rejects.map((reject) => reject.row)).toEqual(bad)
    }),
    { numRuns: 15 },
  )
})

test('a bill of 20,000 rows that crosses read buffers is whole', async () => {
  const filler = 'long "quoted", text\nover lines '.repeat(8)
  const rows = Array.from({ length: 20_000 }, (_, index) => `1.5,${cell(`${filler}${index}`)}`)
  const fixed = 'acc,USD,2026-07-01,Usage,2026-07-03,AWS'
  const text = `BilledCost,ResourceName,BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,ChargePeriodStart,ProviderName\n${rows.map((values) => `${values},${fixed}`).join('\n')}`

  const { delivery, lines } = await bench.run([bench.write('bill.csv.gz', gzipSync(text, { level: 1 }))])

  expect(delivery.files).toMatchObject([{ rowsIn: 20_000, rowsKept: 20_000 }])
  expect(delivery.units[0]?.totals[0]?.billed).toBe('30000')
  expect(
    await lines(
      `select count(*) filter (where split_part("ResourceName", 'lines ', 9) = (__row - 1)::varchar) from $units`,
    ),
  ).toEqual([['20000']])
})
