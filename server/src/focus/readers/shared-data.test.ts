import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { MappingError } from '../reader.ts'
import { recognise } from './registry.ts'
import { parseCsv } from './support/parse-csv.ts'
import { selectMapped } from './support/run-mapping.ts'

const FOLDER = join(import.meta.dirname, '../../../../../shared/data/focus')
const absent = !existsSync(FOLDER)
if (absent) console.warn('skipped: the reference data in ../shared/data/focus is absent')

/** A Savings Plan's covered usage and its negation cancel out; the files of three lines have the one without the other. */
const notNegated = (row: Record<string, string>) =>
  !['SavingsPlanCoveredUsage', 'SavingsPlanNegation'].includes(row['lineItem/LineItemType'] ?? '')

const files: readonly {
  file: string
  format: string
  cost: string
  rows: number
  counts?: (row: Record<string, string>) => boolean
}[] = [
  { file: 'focus-sample/focus_1_0_aws_942.csv', format: 'focus', cost: 'BilledCost', rows: 942 },
  { file: 'synthetic/focus_1_2_aws.csv.gz', format: 'focus', cost: 'BilledCost', rows: 3000 },
  { file: 'synthetic/focus_1_2_azure.csv.gz', format: 'focus', cost: 'BilledCost', rows: 3000 },
  { file: 'synthetic/focus_1_2_gcp.csv.gz', format: 'focus', cost: 'BilledCost', rows: 3000 },
  { file: 'aws/cur_legacy_640.csv', format: 'aws-cur', cost: 'lineItem/UnblendedCost', rows: 640 },
  { file: 'aws/test_cur.csv', format: 'aws-cur', cost: 'lineItem/UnblendedCost', rows: 19 },
  {
    file: 'aws/2023-06-01.csv',
    format: 'aws-cur',
    cost: 'lineItem/UnblendedCost',
    rows: 3,
    counts: notNegated,
  },
  {
    file: 'aws/2023-06-01-not-final.csv',
    format: 'aws-cur',
    cost: 'lineItem/UnblendedCost',
    rows: 3,
    counts: notNegated,
  },
  { file: 'aws/2022-07-01-alt-columns.csv', format: 'aws-cur', cost: 'line_item_unblended_cost', rows: 2 },
  {
    file: 'azure/azure_ea_sample-anonymous.csv',
    format: 'azure-cost',
    cost: 'CostInBillingCurrency',
    rows: 27,
  },
  { file: 'azure/azure_version_2.csv', format: 'azure-cost', cost: 'CostInBillingCurrency', rows: 5 },
  { file: 'azure/camel_azure_version_2.csv', format: 'azure-cost', cost: 'costInBillingCurrency', rows: 4 },
  { file: 'azure/azure_camelCased.csv', format: 'azure-cost', cost: 'preTaxCost', rows: 3 },
  {
    file: 'azure/costreport_a243c6f2-199f-4074-9a2c-40e671cf1584.csv',
    format: 'azure-cost',
    cost: 'PreTaxCost',
    rows: 3,
  },
  { file: 'azure/headersets/BOM.csv', format: 'azure-cost', cost: 'PreTaxCost', rows: 1 },
  { file: 'azure/headersets/Enterprise.csv', format: 'azure-cost', cost: 'CostInBillingCurrency', rows: 1 },
  {
    file: 'azure/headersets/EnterpriseCamel.csv',
    format: 'azure-cost',
    cost: 'costInBillingCurrency',
    rows: 1,
  },
  { file: 'azure/headersets/PayAsYouGo.csv', format: 'azure-cost', cost: 'PreTaxCost', rows: 1 },
  { file: 'azure/headersets/YA.csv', format: 'azure-cost', cost: 'costInBillingCurrency', rows: 1 },
]

test.skipIf(absent).each(files)(
  '$file: billed cost is the sum of its $cost',
  async ({ file, format, cost, rows, counts }) => {
    const { header, records } = parseCsv(textOf(file))
    const reader = recognise({ name: file, header }, null)
    const mapping = reader.map({ name: file, header })
    const mapped = await selectMapped(mapping, header, [records])

    expect(reader.id).toBe(format)
    expect(records.length).toBe(rows)
    expect(new Set(mapped.map((row) => row['__row'])).size).toBe(rows)
    expect(mapped.every((row) => row['__reject'] === null)).toBe(true)
    expect(exactSum(mapped.map((row) => row['BilledCost']))).toBe(
      exactSum(records.filter(counts ?? (() => true)).map((row) => row[cost])),
    )
  },
)

test.skipIf(absent).each([
  ['azure/camel_azure_version_2.csv', 'ContractedCost'],
  ['azure/camel_azure_version_2.csv', 'ListCost'],
  ['azure/headersets/EnterpriseCamel.csv', 'ListCost'],
])('%s, priced without a discount: %s is what was paid', async (file, column) => {
  const { header, records } = parseCsv(textOf(file))
  const mapping = recognise({ name: file, header }, null).map({ name: file, header })
  const mapped = await selectMapped(mapping, header, [records])

  expect(mapped.map((row) => Number(row[column]))).toEqual(mapped.map((row) => Number(row['BilledCost'])))
})

test.skipIf(absent).each([
  [
    'azure/headersets/VirtualMachine.csv',
    /closest to an Azure cost export \(azure-cost\) but lacks BillingCurrency/,
  ],
  [
    'focus_spec/commitment_discount_scenarios/commitment_discount_usage_scenario_4.csv',
    /closest to FOCUS \(focus\) but lacks BillingAccountId, BillingCurrency/,
  ],
  [
    'mapping/aws_category_mapping.csv',
    /is no bill that Outlay knows \(its columns: product_code, ServiceCategory\)/,
  ],
])('%s is refused: %s', (file, message) => {
  const { header } = parseCsv(textOf(file))
  const refuse = () => recognise({ name: file, header }, 'auto')

  expect(refuse).toThrow(MappingError)
  expect(refuse).toThrow(message)
})

function textOf(file: string): string {
  const bytes = readFileSync(join(FOLDER, file))
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** Sum of decimal texts, exponents included, in units of 10⁻³⁰. */
function exactSum(texts: readonly (string | null | undefined)[]): bigint {
  return texts.reduce((sum, text) => sum + units(text ?? ''), 0n)
}

function units(text: string): bigint {
  if (text === '') return 0n
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e')
  const negative = mantissa.startsWith('-')
  const [whole = '0', fraction = ''] = mantissa.replace('-', '').split('.')
  const value = BigInt(whole + fraction) * 10n ** BigInt(30 - fraction.length + Number(exponent))
  return negative ? -value : value
}
