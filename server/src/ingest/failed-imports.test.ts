import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestFolder, testFolder } from './apply/harness.ts'
import { csv, HEADER } from './staging/test-kit.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const headerOnly = `${HEADER.join(',')}\n`
const ledger = () =>
  folder.select(
    'select state, rows_in::integer, rows_kept::integer, totals::varchar, message from import order by seq',
  )

test('a unit of which a file is cut off brings no money, in the answer and in the ledger', async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => ({
    ResourceName: `node-${index}-${(index * 7919) % 9973}`,
  }))
  const whole = gzipSync(csv(rows))
  const other = csv([{ BillingAccountId: '2', BilledCost: '4' }])

  const summary = await folder.importFiles({
    'cut.csv.gz': whole.subarray(0, Math.floor(whole.length * 0.7)),
    'other.csv': other,
  })

  expect(summary).toMatchObject({ rowsKept: 1, billedCost: { USD: '4' } })
  const [cut] = summary.files
  expect(cut).toMatchObject({ name: 'cut.csv.gz', rowsKept: 0, error: expect.stringContaining('cut off') })
  expect(cut?.rowsIn).toBeGreaterThan(1000)
  expect(summary.imports.toSorted((a, b) => a.state.localeCompare(b.state))).toMatchObject([
    { state: 'counted', rowsKept: 1 },
    { state: 'failed', rowsKept: 0, totals: [] },
  ])
  expect((await ledger()).filter(([state]) => state === 'failed')).toEqual([
    ['failed', expect.any(Number), 0, '[]', expect.stringContaining('cut off')],
  ])
})

test('the good file of a unit that fails is no money either', async () => {
  const cut = gzipSync(
    csv(Array.from({ length: 5000 }, (_, index) => ({ ResourceName: `n${index * 7919}` }))),
  )

  const summary = await folder.importFiles({
    'part-1.csv': csv([{}]),
    'part-2.csv.gz': cut.subarray(0, Math.floor(cut.length * 0.7)),
  })

  expect(summary).toMatchObject({ rowsKept: 0, billedCost: {}, imports: [{ state: 'failed', rowsKept: 0 }] })
  expect(summary.files[0]).toMatchObject({ name: 'part-1.csv', rowsIn: 1, error: null })
})

test('a delivery without any row stands in the ledger with the reason', async () => {
  const summary = await folder.importFiles({ 'empty.csv': headerOnly })

  expect(summary).toMatchObject({ rowsIn: 0, imports: [{ state: 'failed', files: ['empty.csv'] }] })
  expect(await ledger()).toEqual([['failed', 0, 0, '[]', expect.stringContaining('holds no rows')]])
})

test('a part without rows beside others is nothing to report', async () => {
  const summary = await folder.importFiles({ 'a.csv': csv([{}]), 'b.csv': headerOnly })

  expect(summary).toMatchObject({ rowsIn: 1, imports: [{ state: 'counted', files: ['a.csv'] }] })
})

test('a file of which no row could be used says why the first could not', async () => {
  const summary = await folder.importFiles({ 'bad.csv': csv([{ BilledCost: 'ten' }]) })

  expect(summary.imports).toMatchObject([
    { state: 'failed', message: expect.stringMatching(/No row of it .* Row 1: BilledCost 'ten' is not/) },
  ])
})
