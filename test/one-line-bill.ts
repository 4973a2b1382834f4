import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runHere } from './run-here.ts'
import { tempFolder } from './temp-folder.ts'

const HEADER =
  'BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ProviderName,Tags'

/** Writes a bill of one line, of July 2026 and with a tag `squad`, and returns its path. */
export function oneLineBill(cost: string, folder = tempFolder()): string {
  const path = join(folder, 'bill.csv')
  const line = `${cost},${cost},1234,USD,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,2026-07-02T00:00:00Z,2026-07-02T01:00:00Z,Usage,Compute,AWS,"{""squad"":""search""}"`
  writeFileSync(path, `${HEADER}\n${line}\n`)
  return path
}

export const JULY = [
  'costs',
  '--start',
  '2026-07-01',
  '--end',
  '2026-08-01',
  '--granularity',
  'total',
  '--json',
]

/** The total of July, as the command says it. */
export async function totalOfJuly(data: string): Promise<unknown> {
  const ran = await runHere([...JULY, '--data-dir', data])
  return (ran.json() as { meta: { total: string } }).meta.total
}
