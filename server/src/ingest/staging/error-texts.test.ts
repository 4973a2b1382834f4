import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBench, csv, HEADER } from './test-kit.ts'

let bench: ReturnType<typeof createBench>
beforeAll(() => {
  bench = createBench()
})
afterAll(() => bench.close())

const errorOf = async (name: string, content: string | Buffer) =>
  (await bench.run([bench.write(name, content)])).delivery.files[0]?.error ?? ''

const CONTROL = /[\p{Cc}\p{Cf}]/u

test.each([
  { case: 'nothing but NULs', content: Buffer.alloc(1000), says: /no text: .* NUL/ },
  { case: 'a NUL in its header', content: Buffer.from('a\0b,c\n1,2\n'), says: /no text: .* NUL/ },
  { case: 'escape sequences', content: '\u001b[31mred,b\u202e\n1,2\n', says: /its columns: \[31mred, b\)/ },
  {
    case: 'an endless name',
    content: `${'x'.repeat(100_000)},b\n1,2\n`,
    says: /x … .*Formats: .*column names\.$/,
  },
])('a file with $case is told in one short line', async ({ content, says }) => {
  const error = await errorOf('file.csv', content)

  expect(error).toMatch(says)
  expect(error).not.toMatch(CONTROL)
  expect(error.length).toBeLessThan(600)
})

test.each([
  {
    case: 'nested too deeply',
    line: `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`,
    says: /nested more than 1000/,
  },
  { case: 'no JSON', line: '{"a":', says: /not a JSON object/ },
  { case: 'an empty object', line: '{}', says: /an empty JSON object/ },
])('lines of which each is $case are rejected for that, not for their columns', async ({ line, says }) => {
  const { delivery, rejects } = await bench.run([bench.write('lines.jsonl', `${line}\n${line}\n`)])

  expect(delivery.files).toMatchObject([{ rowsIn: 2, rowsKept: 0, rowsRejected: 2, error: null }])
  expect(rejects).toMatchObject([
    { row: 1, reason: expect.stringMatching(says) },
    { row: 2, reason: expect.stringMatching(says) },
  ])
})

test('keys that SQL cannot tell apart are an error of the file', async () => {
  expect(await errorOf('keys.jsonl', '{"cost":1,"Cost":2}\n')).toMatch(/the column "\w+" 2 times/)
})

test('a rejected record of CSV stands as it was, with empty fields and quotes', async () => {
  const rows = [{ BilledCost: 'ten', EffectiveCost: '', ResourceName: 'a, "b"' }]
  const text = csv(rows)

  const { rejects } = await bench.run([bench.write('bad.csv', text)])

  expect(rejects).toMatchObject([{ row: 1, line: text.split('\n')[1] }])
})

test('a rejected record keeps the delimiter of its file', async () => {
  const text = csv([{ BilledCost: 'ten', EffectiveCost: '', Tags: '' }]).replaceAll(',', ';')

  const { rejects } = await bench.run([bench.write('bad-semicolon.csv', text)])

  expect(rejects[0]?.line.split(';')).toHaveLength(HEADER.length)
  expect(rejects[0]?.line).toBe(text.split('\n')[1])
})

test('a rejected record of JSON Lines is its line', async () => {
  const line =
    '{"BilledCost":"ten","BillingAccountId":"1","BillingCurrency":"USD","BillingPeriodStart":"2026-07-01T00:00:00Z","ChargeCategory":"Usage","ChargePeriodStart":"2026-07-03T04:00:00Z","Tags":null}'

  const { rejects } = await bench.run([bench.write('bad.jsonl', `${line}\n`)])

  expect(rejects).toMatchObject([{ row: 1, line }])
})
