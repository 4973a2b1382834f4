import { afterAll, beforeAll, expect, test } from 'vitest'
import { base, credit } from '../../focus/readers/support/gcp-lines.ts'
import { createBench } from './test-kit.ts'

let bench: ReturnType<typeof createBench>
beforeAll(() => {
  bench = createBench()
})
afterAll(() => bench.close())

/** Rows of Google's export as JSON Lines; a promotion makes a credit row beside the usage row. */
const jsonLines = (rows: readonly Record<string, string | null>[]) =>
  rows.map((row) => JSON.stringify({ ...base, ...row })).join('\n')

test('a record that becomes two rows counts once', async () => {
  const path = bench.write('gcp.jsonl', jsonLines([{}, { credits: credit('PROMOTION', -2.5) }]))

  const { delivery, lines } = await bench.run([path])

  expect(delivery.files).toMatchObject([{ rowsIn: 2, rowsKept: 2, rowsRejected: 0, error: null }])
  expect(delivery.units).toMatchObject([{ rowsIn: 2, rowsKept: 2, totals: [{ rows: 3, billed: '17.5' }] }])
  expect(await lines('select count(*)::integer from $units')).toEqual([[3]])
})

test('a record of which one row is bad is rejected whole, with one reason', async () => {
  const path = bench.write(
    'gcp.jsonl',
    jsonLines([
      {},
      { cost: 'ten', credits: credit('PROMOTION', -2.5) },
      { credits: credit('PROMOTION', -1) },
    ]),
  )

  const { delivery, rejects, lines } = await bench.run([path])

  expect(delivery.files).toMatchObject([{ rowsIn: 3, rowsKept: 2, rowsRejected: 1, error: null }])
  expect(rejects).toMatchObject([{ row: 2, reason: expect.stringContaining('ten') }])
  expect(await lines('select distinct __row::integer from $units order by 1')).toEqual([[1], [3]])
})

test('a file of which every record is rejected leaves no unit', async () => {
  const path = bench.write('gcp.jsonl', jsonLines([{ cost: 'ten', credits: credit('PROMOTION', -2.5) }]))

  const { delivery, rejects } = await bench.run([path])

  expect(delivery.units).toEqual([])
  expect(rejects).toHaveLength(1)
})
