import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, type Day, monthStart, toDay } from '@outlay/shared/period'
import { runOutlay } from '../run-outlay.ts'

/** The last whole month, the one before it, and the last day of the bill, which is old enough to be complete. */
export const MONTHS = (() => {
  const through = addDays(toDay(new Date()), -4)
  const last = monthStart(through, -1)
  return { last, before: monthStart(last, -1), through }
})()

const HEADER = [
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingAccountName,BillingCurrency,InvoiceId',
  'BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeFrequency,ServiceName',
  'ServiceCategory,ProviderName,RegionId,ResourceId,SkuId,x_UsageType,ConsumedQuantity,ConsumedUnit,Tags',
].join(',')

/** What each line costs an hour and how many hours it runs, by whether its day lies in the last month or later. */
interface Meter {
  readonly service: string
  readonly team: string
  readonly resource: string
  readonly currency?: 'EUR' | 'USD'
  /** Price and hours of a day, before the last month and since. */
  readonly before: readonly [price: number, hours: number] | null
  readonly since: readonly [price: number, hours: number] | null
  /** In the month of the last day, where that differs. */
  readonly now?: readonly [price: number, hours: number]
}

const METERS: readonly Meter[] = [
  { service: 'Amazon S3', team: 'ads', resource: 'bucket-1', before: [1, 10], since: [1, 10], now: [1, 30] },
  { service: 'Amazon SageMaker', team: 'ml', resource: 'train-1', before: [4, 10], since: [4, 22] },
  { service: 'Amazon SageMaker', team: 'ml', resource: 'train-2', before: null, since: [6, 8] },
  { service: 'Amazon SageMaker', team: 'ads', resource: 'notebook-1', before: [1, 24], since: [1.25, 24] },
  { service: 'Amazon EC2', team: 'ads', resource: 'web-1', before: [2, 24], since: [2, 20] },
  { service: 'Amazon EC2', team: 'ml', resource: 'web-2', before: [0.5, 24], since: null },
  {
    service: 'Compute Engine',
    team: 'ads',
    resource: 'gce-1',
    currency: 'EUR',
    before: [1, 24],
    since: [1, 25],
  },
]

/**
 * Loads a company of two payers into a data folder: usage with quantities over two months and the days since, so that
 * usage, prices, new and gone resources can be told apart; an invoice of one payer, business volumes and exchange rates.
 */
export async function loadMoneyCompany(folder: string): Promise<void> {
  const days: Day[] = []
  for (let day = MONTHS.before; day <= MONTHS.through; day = addDays(day, 1)) days.push(day)
  const lines = days.flatMap((day) => METERS.flatMap((meter) => lineOf(meter, day)))
  await load(folder, 'bill.csv', 'costs', [HEADER, ...lines])
  await load(folder, 'invoices.csv', 'invoices', [
    'invoice_id,billing_account_id,billing_period,currency,amount',
    `INV-USD,pay-usd,${MONTHS.last.slice(0, 7)},USD,${totalOf('USD')}`,
  ])
  await load(folder, 'units.csv', 'units', [
    'day,unit,team,quantity',
    ...days.slice(0, -3).map((day) => `${day},predictions,ml,${day < MONTHS.last ? 100_000 : 150_000}`),
  ])
  await load(folder, 'rates.csv', 'rates', ['day,from,to,rate', ...days.map((day) => `${day},EUR,USD,1.25`)])
}

/** What the lines of the last month bill in a currency, to the cent. */
export function totalOf(currency: 'USD' | 'EUR'): string {
  const days = (Date.parse(monthStart(MONTHS.last, 1)) - Date.parse(MONTHS.last)) / 86_400_000
  const cost = METERS.filter((meter) => (meter.currency ?? 'USD') === currency).reduce(
    (sum, { since }) => sum + (since === null ? 0 : since[0] * since[1] * days),
    0,
  )
  return cost.toFixed(2)
}

async function load(folder: string, name: string, kind: string, lines: readonly string[]): Promise<void> {
  const path = join(folder, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  const ran = await runOutlay(['import', path, '--kind', kind, '--data-dir', folder])
  if (ran.code !== 0) throw new Error(`${name} could not be imported: ${ran.err}`)
}

function lineOf(meter: Meter, day: Day): readonly string[] {
  const { service, team, resource, currency = 'USD', before, since, now = since } = meter
  const rate = day < MONTHS.last ? before : day < monthStart(MONTHS.through) ? since : now
  if (rate === null) return []
  const [price, hours] = rate
  const cost = (price * hours).toFixed(4)
  const [month, next, tomorrow] = [monthStart(day), monthStart(day, 1), addDays(day, 1)]
  const provider = currency === 'EUR' ? 'Google Cloud' : 'AWS'
  return [
    [
      ...[cost, cost, cost, cost, `pay-${currency.toLowerCase()}`, `${provider} payer`, currency],
      currency === 'USD' && month < monthStart(MONTHS.through) ? 'INV-USD' : '',
      ...[month, next, day, tomorrow].map((date) => `${date}T00:00:00Z`),
      ...['Usage', 'Usage-Based', service, 'Compute', provider, 'eu-1', resource, `sku-${resource}`, 'Hours'],
      ...[String(hours), 'Hours', JSON.stringify({ team })],
    ]
      .map((cell) => `"${cell.replaceAll('"', '""')}"`)
      .join(','),
  ]
}
