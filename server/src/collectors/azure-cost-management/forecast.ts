import { addDays, monthStart } from '@outlay/shared/period'
import type { CollectContext, Collected } from '../collector.ts'
import { cellsOf } from './answer.ts'
import { connectCosts } from './client.ts'
import { billingAccount, type Settings } from './settings.ts'

const METRICS = { ActualCost: 'billed', AmortizedCost: 'effective' } as const

/** What Azure expects from today to the end of the next month, day by day. */
export async function collectForecast(config: Settings, context: CollectContext): Promise<Collected> {
  const client = await connectCosts(config, context)
  const from = context.window.since
  const until = monthStart(from, 2)
  for (const [type, metric] of Object.entries(METRICS)) {
    const answer = await client.forecast({
      type,
      timeframe: 'Custom',
      timePeriod: { from: new Date(`${from}T00:00:00Z`), to: new Date(`${addDays(until, -1)}T23:59:59Z`) },
      dataset: { granularity: 'Daily', aggregation: { Cost: { name: 'Cost', function: 'Sum' } } },
      includeActualCost: false,
      includeFreshPartialCost: false,
    })
    const cells = cellsOf(answer, []).filter(({ day }) => day >= from && day < until)
    context.page(
      cells.map(({ day, currency, cost }) => ({
        provider: 'azure',
        billing_account_id: billingAccount(config, context.source),
        metric,
        start: day,
        end: addDays(day, 1),
        currency,
        mean: cost,
        as_of: from,
      })),
    )
  }
  return { estimated: false }
}
