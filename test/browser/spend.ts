import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDb } from '@outlay/server/db/open'
import { addDays, monthStart, toDay } from '@outlay/shared/period'
import { runOutlay } from '../run-outlay.ts'

const HEADER = [
  'BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd',
  'ChargeCategory,ChargeFrequency,PricingCategory,ProviderName,ServiceName,ServiceCategory,SubAccountId,RegionId',
  'ResourceId,x_UsageType,ConsumedQuantity,ConsumedUnit,BilledCost,EffectiveCost,ContractedCost,ListCost,Tags',
].join(',')
const DAYS = 130
/** Days of the end that cost more than they ever did, on one service. */
const UNUSUAL_DAYS = 7

export const TEAMS = ['search', 'maps', 'ads'] as const

/**
 * Loads a bill of three teams whose storage has cost six times as much for a week, and lets its source have been
 * connected for long, so that alerts may speak.
 */
export async function loadSpend(folder: string): Promise<void> {
  const today = toDay(new Date())
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS - 2))
  const path = join(folder, 'spend.csv')
  writeFileSync(path, `${[HEADER, ...days.flatMap((day, index) => linesOf(day, index))].join('\n')}\n`)
  const ran = await runOutlay(['import', path, '--data-dir', folder])
  if (ran.code !== 0) throw new Error(`${path} could not be imported: ${ran.err}`)
  const db = await openDb(folder)
  await db.writer.withTransaction((connection) =>
    connection.run(`update import set created_at = created_at - interval 130 days`),
  )
  await db.close()
}

function linesOf(day: string, index: number): readonly string[] {
  const dates = [monthStart(day), monthStart(day, 1), day, addDays(day, 1)].map((date) => `${date}T00:00:00Z`)
  const unusual = index >= DAYS - UNUSUAL_DAYS
  return TEAMS.flatMap((team, place) =>
    ['Amazon EC2', 'Amazon S3'].map((service) => {
      const usual = (200 - 40 * place) * (service === 'Amazon S3' ? 0.5 : 1) * (1 + 0.02 * (index % 7))
      const cost = (unusual && service === 'Amazon S3' && team === 'search' ? usual * 6 : usual).toFixed(2)
      return [
        ...[
          'payer',
          'USD',
          ...dates,
          'Usage',
          'Usage-Based',
          'Standard',
          'AWS',
          service,
          'Compute',
          'account-1',
        ],
        ...['us-east-1', `${team}-${service.slice(-2)}`, `${service.slice(-2)}:Usage`, '24', 'Hours'],
        ...[cost, cost, cost, cost, `"{""team"": ""${team}""}"`],
      ].join(',')
    }),
  )
}
