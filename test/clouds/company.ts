import { addAmounts, toAmount } from '@outlay/shared/money'
import { addDays, monthStart } from '@outlay/shared/period'
import type { Company, CompanyBill, CompanyCost, Provider } from './shared/company-types.ts'
import { estates, type Item } from './shared/estates.ts'

const PROVIDERS: readonly Provider[] = ['aws', 'azure', 'gcp']

export interface CompanyOptions {
  readonly seed: number
  readonly today: string
  /** Months before the current one. */
  readonly monthsBack?: number
}

/** A company of three clouds, day by day up to and with today. */
export function createCompany({ seed, today, monthsBack = 12 }: CompanyOptions): Company {
  const random = seeded(seed)
  const bills = PROVIDERS.map((provider) => [provider, billOf(provider, random, today, monthsBack)] as const)
  return { name: 'Pinemoor', seed, today, bills: Object.fromEntries(bills) as Company['bills'] }
}

/** Billed cost by currency, exact: what a collect must bring in. */
export function billedOf({ costs }: CompanyBill): Record<string, string> {
  const billed: Record<string, string[]> = {}
  for (const cost of costs) billed[cost.currency] = [...(billed[cost.currency] ?? []), cost.billed]
  return Object.fromEntries(
    Object.entries(billed).map(([currency, amounts]) => [currency, addAmounts(amounts)]),
  )
}

function billOf(provider: Provider, random: () => number, today: string, monthsBack: number): CompanyBill {
  const { items, currency, ...bill } = estates[provider]
  const costs: CompanyCost[] = []
  for (let day = monthStart(today, -monthsBack); day <= today; day = addDays(day, 1)) {
    const usage = items.map((item) => lineOf(item, day, currency, random))
    costs.push(...usage, ...chargesOf(bill.accounts, day, currency, usage))
  }
  return { provider, ...bill, costs }
}

function lineOf(item: Item, day: string, currency: string, random: () => number): CompanyCost {
  const { price, perDay, ...rest } = item
  const quantity = (perDay * (0.9 + 0.2 * random())).toFixed(3)
  return {
    ...rest,
    day,
    quantity,
    charge: 'usage',
    billed: toAmount((Number(quantity) * price).toFixed(7)),
    currency,
  }
}

/** A credit on the first of every month, and tax on the last day that there is of it. */
function chargesOf(
  accounts: CompanyBill['accounts'],
  day: string,
  currency: string,
  usage: readonly CompanyCost[],
): CompanyCost[] {
  const [account] = accounts
  if (account === undefined || !day.endsWith('-01')) return []
  const line = {
    day,
    account,
    region: 'global',
    resource: '',
    quantity: '1',
    unit: 'Each',
    currency,
  } as const
  const tax = (Number(addAmounts(usage.map(({ billed }) => billed))) * 0.19).toFixed(2)
  return [
    { ...line, service: usage[0]?.service ?? '', sku: 'Promotional credit', charge: 'credit', billed: '-25' },
    { ...line, service: 'Tax', sku: 'Value added tax', charge: 'tax', billed: toAmount(tax) },
  ]
}

/** Uniform in [0, 1). Source: mulberry32, public domain. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
