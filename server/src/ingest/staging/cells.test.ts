import { type DuckDBConnection, DuckDBInstance, listValue } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cellOf } from './cells.ts'

let connection: DuckDBConnection
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
  await connection.run(`set TimeZone = 'UTC'`)
})
afterAll(() => connection.closeSync())

/** What SQL makes of each text, as text. */
async function values(texts: readonly string[], sql: string): Promise<unknown[]> {
  const reader = await connection.runAndReadAll(
    `select (${sql})::varchar from (select unnest($texts) as t)`,
    {
      texts: listValue([...texts]),
    },
  )
  return reader.getRowsJson().map(([value]) => value)
}

const digits = (max: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: max })
const number = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    digits(24),
    fc.constantFrom('', '.'),
    digits(24),
    fc.constantFrom('', 'e3', 'E-3', 'e-14', 'e-20', 'e22', 'e', '_1', ' '),
  )
  .map((parts) => parts.join(''))

test('a decimal is what the cast to 38 digits gives, whatever its length', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(number, { minLength: 100, maxLength: 400 }), async (texts) => {
      const plain = texts.filter((text) => !text.includes('_'))
      expect(await values(plain, cellOf('decimal').typed('t'))).toEqual(
        await values(plain, 'try_cast(t as decimal(38, 14))'),
      )
    }),
    { numRuns: 30 },
  )
})

test.each([
  ['1_000', null],
  ['9999.999999999999995', '10000.00000000000000'],
  ['10000.000000000000005', '10000.00000000000001'],
  ['-0.000000000000005', '-0.00000000000001'],
  ['123456789012345678901234.5', '123456789012345678901234.50000000000000'],
  ['1234567890123456789012345', null],
])('%s is %s', async (text, value) => {
  expect(await values([text], cellOf('decimal').typed('t'))).toEqual([value])
})

test.each([
  ['2026-07-01T07:00:00Z', '2026-07-01 07:00:00'],
  ['2026-07-01 07:00:00.5Z', '2026-07-01 07:00:00.5'],
  ['2026-07-01T07:00Z', '2026-07-01 07:00:00'],
  ['2026-07-01T07:00:00+02:00', '2026-07-01 05:00:00'],
  ['2026-02-30T00:00:00Z', null],
])('the time %s is %s', async (text, value) => {
  expect(await values([text], cellOf('time').typed('t'))).toEqual([value])
})
