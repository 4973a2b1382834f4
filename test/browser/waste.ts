import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, monthStart, toDay } from '@outlay/shared/period'
import { runOutlay } from '../run-outlay.ts'

const HEADER = [
  'BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd',
  'ChargeCategory,ChargeFrequency,PricingCategory,ProviderName,ServiceName,ServiceCategory,SubAccountId,RegionId',
  'ResourceId,x_UsageType,ConsumedQuantity,ConsumedUnit,BilledCost,EffectiveCost,ContractedCost,ListCost',
].join(',')
const DAYS = 60

/** Addresses that nothing uses, in the order of what they cost a day. */
export const ADDRESSES = ['eipalloc-0aa', 'eipalloc-0bb', 'eipalloc-0cc', 'eipalloc-0dd'] as const

/**
 * Loads a bill of idle addresses, which the bill itself proves to be waste, each in an account of its own so that each is
 * one recommendation. The costs of a day are 4, 3, 2 and 1.
 */
export async function loadWaste(folder: string): Promise<void> {
  const today = toDay(new Date())
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS - 2))
  const path = join(folder, 'addresses.csv')
  writeFileSync(path, `${[HEADER, ...days.flatMap(linesOf)].join('\n')}\n`)
  const ran = await runOutlay(['import', path, '--data-dir', folder])
  if (ran.code !== 0) throw new Error(`${path} could not be imported: ${ran.err}`)
}

function linesOf(day: string): readonly string[] {
  const dates = [monthStart(day), monthStart(day, 1), day, addDays(day, 1)].map((date) => `${date}T00:00:00Z`)
  return ADDRESSES.map((id, index) => {
    const cost = String(ADDRESSES.length - index)
    return [
      ...[
        'payer',
        'USD',
        ...dates,
        'Usage',
        'Usage-Based',
        'Standard',
        'AWS',
        'Amazon Virtual Private Cloud',
      ],
      ...['Networking', `account-${index}`, 'us-east-1', id, 'PublicIPv4:IdleAddress', '24', 'Hours'],
      ...[cost, cost, cost, cost],
    ].join(',')
  })
}
