import { afterEach, beforeEach, expect, test } from 'vitest'
import { base as awsBase, noResource, RI, SP } from '../focus/readers/support/aws-cur-lines.ts'
import { credit, base as gcpBase } from '../focus/readers/support/gcp-lines.ts'
import { type TestFolder, testFolder } from './apply/harness.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const facts = () =>
  folder.select('select sum(billed)::varchar, sum(effective)::varchar, sum(lines)::integer from cost_fact')
const lakeLines = () =>
  folder.select(
    `select count(*)::integer from read_parquet('${folder.db.paths.lake}/**/*.parquet', union_by_name = true, hive_partitioning = false)`,
  )

const csv = (lines: readonly Readonly<Record<string, string>>[]) => {
  const header = Object.keys(awsBase)
  const row = (line: Readonly<Record<string, string>>) =>
    header.map((name) => ({ ...awsBase, ...line })[name] ?? '').join(',')
  return `${[header.join(','), ...lines.map(row)].join('\n')}\n`
}

test('fees with an unused part, in a report of AWS, are counted once and billed once', async () => {
  const summary = await folder.importFiles({
    'cur.csv': csv([
      {},
      {
        ...noResource,
        'lineItem/LineItemType': 'RIFee',
        'lineItem/UnblendedCost': '72',
        'reservation/ReservationARN': RI,
        'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '5',
        'reservation/UnusedRecurringFee': '7',
        'reservation/UnusedQuantity': '120',
      },
      {
        ...noResource,
        'lineItem/LineItemType': 'SavingsPlanRecurringFee',
        'lineItem/UnblendedCost': '1',
        'savingsPlan/SavingsPlanARN': SP,
        'savingsPlan/TotalCommitmentToDate': '1',
        'savingsPlan/UsedCommitment': '0.25',
        'savingsPlan/RecurringCommitmentForBillingPeriod': '1',
      },
    ]),
  })

  expect(summary).toMatchObject({
    rowsIn: 3,
    rowsKept: 3,
    rowsRejected: 0,
    billedCost: { USD: '73.192' },
    imports: [{ state: 'counted', rowsIn: 3, rowsKept: 3 }],
  })
  expect(await facts()).toEqual([['73.19200000000000', '12.94200000000000', 5]])
  expect(await lakeLines()).toEqual([[5]])
})

test('promotions of Google and usage that a commitment covers in part are counted once', async () => {
  const rows = [
    {},
    { credits: credit('PROMOTION', -2.5) },
    { credits: credit('COMMITTED_USAGE_DISCOUNT', -4) },
    {
      credits: JSON.stringify([
        ...JSON.parse(credit('COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', -3)),
        ...JSON.parse(credit('PROMOTION', '-1')),
      ]),
    },
  ]
  const text = rows.map((row) => JSON.stringify({ ...gcpBase, ...row })).join('\n')

  const summary = await folder.importFiles({ 'google.jsonl': text })

  expect(summary).toMatchObject({
    rowsIn: 4,
    rowsKept: 4,
    rowsRejected: 0,
    billedCost: { EUR: '29.5' },
    imports: [{ state: 'counted', rowsIn: 4, rowsKept: 4 }],
  })
  const [[billed, , lines] = []] = await facts()
  expect(billed).toBe('29.50000000000000')
  expect(lines).toBeGreaterThan(4)
  expect(await lakeLines()).toEqual([[lines]])
})
