import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROWS = 6_000
const HEADER =
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ServiceCategory,ProviderName,PublisherName,InvoiceIssuerName,ResourceId'

/** Writes bill number `index` of one unit: every bill costs more than the one before, so that none is held. */
export function writeBill(folder: string, index: number): string {
  const path = join(folder, `bill-${index}.csv`)
  const cost = (centsOf(index) / ROWS / 100).toFixed(2)
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const day = `2026-07-${String((row % 28) + 1).padStart(2, '0')}`
    return `${cost},${cost},${cost},${cost},account,USD,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,${day}T00:00:00Z,${day}T01:00:00Z,Usage,Compute,Compute,AWS,AWS,AWS,resource-${row % 97}`
  })
  writeFileSync(path, [HEADER, ...rows, ''].join('\n'))
  return path
}

/** What bill number `index` costs, in cents; nothing before the first. */
export function centsOf(index: number): number {
  return index < 0 ? 0 : ROWS * (100 + index)
}
