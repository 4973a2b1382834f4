import { gzipSync } from 'node:zlib'
import { groupBy } from '@outlay/shared/group-by'
import { addDays, monthStart } from '@outlay/shared/period'
import type { CompanyBill, CompanyCost } from '../shared/company-types.ts'
import type { FakeS3 } from './s3.ts'

/** Column → value, in the order of a FOCUS 1.0 export; the rest is left out, as a person may. */
const COLUMNS: Readonly<Record<string, (cost: CompanyCost, bill: CompanyBill) => string>> = {
  BilledCost: ({ billed }) => billed,
  BillingAccountId: (_cost, { billingAccount }) => billingAccount,
  BillingAccountName: (_cost, { billingAccountName }) => billingAccountName,
  BillingCurrency: ({ currency }) => currency,
  BillingPeriodEnd: ({ day }) => time(monthStart(day, 1)),
  BillingPeriodStart: ({ day }) => time(monthStart(day)),
  ChargeCategory: ({ charge }) => ({ usage: 'Usage', credit: 'Credit', tax: 'Tax' })[charge],
  ChargeDescription: ({ sku }) => sku,
  ChargeFrequency: ({ charge }) => (charge === 'usage' ? 'Usage-Based' : 'One-Time'),
  ChargePeriodEnd: ({ day }) => time(addDays(day, 1)),
  ChargePeriodStart: ({ day }) => time(day),
  ConsumedQuantity: ({ charge, quantity }) => (charge === 'usage' ? quantity : ''),
  ConsumedUnit: ({ charge, unit }) => (charge === 'usage' ? unit : ''),
  ContractedCost: ({ billed }) => billed,
  EffectiveCost: ({ billed }) => billed,
  InvoiceIssuerName: () => 'Amazon Web Services, Inc.',
  ListCost: ({ billed }) => billed,
  PricingCategory: ({ charge }) => (charge === 'usage' ? 'Standard' : ''),
  ProviderName: () => 'AWS',
  PublisherName: () => 'AWS',
  RegionId: ({ region }) => (region === 'global' ? '' : region),
  ResourceId: ({ resource }) => resource,
  ServiceName: ({ service }) => service,
  SubAccountId: ({ account }) => account.id,
  SubAccountName: ({ account }) => account.name,
  Tags: ({ account }) => JSON.stringify({ 'user:team': account.team, 'user:env': account.env }),
  x_UsageType: ({ sku }) => sku,
}

export const EXPORT_NAME = 'pinemoor-focus'

/** Delivers the bill from a day on as AWS does: gzip CSV in two files a month, the manifest last. */
export async function deliverExport(s3: FakeS3, bill: CompanyBill, from: string): Promise<void> {
  const months = groupBy(
    bill.costs.filter(({ day }) => day >= from),
    ({ day }) => day.slice(0, 7),
  )
  for (const [month, costs] of months) {
    const half = Math.ceil(costs.length / 2)
    const dataFiles: string[] = []
    for (const [index, rows] of [costs.slice(0, half), costs.slice(half)].entries()) {
      const key = `exports/${EXPORT_NAME}/data/BILLING_PERIOD=${month}/${EXPORT_NAME}-0000${index + 1}.csv.gz`
      await s3.put(key, gzipSync(csvOf(rows, bill)))
      dataFiles.push(`s3://${s3.bucket}/${key}`)
    }
    await s3.put(
      `exports/${EXPORT_NAME}/metadata/BILLING_PERIOD=${month}/${EXPORT_NAME}-Manifest.json`,
      JSON.stringify({
        executionId: month,
        columns: Object.keys(COLUMNS).map((name) => ({ name })),
        dataFiles,
      }),
    )
  }
}

function csvOf(costs: readonly CompanyCost[], bill: CompanyBill): string {
  const lines = costs.map((cost) =>
    Object.values(COLUMNS)
      .map((value) => cell(value(cost, bill)))
      .join(','),
  )
  return [Object.keys(COLUMNS).join(','), ...lines, ''].join('\n')
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function time(day: string): string {
  return `${day}T00:00:00.000Z`
}
