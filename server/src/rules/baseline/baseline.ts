import type { DuckDBConnection } from '@duckdb/node-api'
import { type Amount, addAmounts, toAmount } from '@outlay/shared/money'
import { addDays, type Day } from '@outlay/shared/period'
import { Big } from 'big.js'
import type { Clock } from '../../clock.ts'
import { runQuery } from '../../db/query.ts'
import { SERVICE_PATTERNS } from '../../focus/service-alias.ts'
import { readDataState } from '../../queries/data-state.ts'
import { NAIVE_RULES, type NaiveRule } from './rules.ts'
import { type BaselineMetric, type ServiceTotal, serviceTotals } from './service-totals.ts'

export interface BaselineOptions {
  /** Length of the window in days, which ends with the last complete day. */
  readonly days?: number | undefined
  /** A service is expensive when its cost in the window is above this, in the currency of the answer. */
  readonly threshold?: number | undefined
  readonly metric?: BaselineMetric | undefined
  /** The last complete day, where the caller knows it; else it is found from the facts and the clock. */
  readonly dataThrough?: Day | null | undefined
  readonly clock: Clock
}

export interface ExpensiveService {
  readonly provider: string
  readonly service: string | null
  readonly cost: Amount
}

export interface NaiveRecommendation {
  readonly provider: string
  readonly service: string
  readonly action: NaiveRule['action']
  readonly title: string
  readonly cost: Amount
  /** Share of the cost, e.g. `0.3`. */
  readonly savings_rate: Amount
  readonly potential_savings: Amount
}

export interface BaselineAnswer {
  readonly expensive_services: readonly ExpensiveService[]
  readonly recommendations: readonly NaiveRecommendation[]
  readonly total_potential_savings: Amount
  readonly currency: string | null
  /** Currencies that the figures leave out, with the cost of the same days. Currencies are never added. */
  readonly other_currencies: readonly { readonly currency: string; readonly cost: Amount }[]
  /** Half-open; null without a complete day. */
  readonly window: { readonly start: Day; readonly end: Day; readonly days: number } | null
  /** What was summed: the metric, or the billed cost where the source does not have it, or some of each. */
  readonly metric: string
  readonly threshold: number
}

const DEFAULT_DAYS = 30
const DEFAULT_THRESHOLD = 100

/**
 * The naive yardstick: services that cost more than the threshold over the last complete days, and a fixed share of each
 * that a rule of thumb promises (EC2 on spot 30 %, SageMaker autoscaling 20 %, S3 lifecycle 15 %). Later rules are scored
 * against it.
 */
export async function baseline(
  connection: DuckDBConnection,
  options: BaselineOptions,
): Promise<BaselineAnswer> {
  const { days = DEFAULT_DAYS, threshold = DEFAULT_THRESHOLD, metric = 'blended' } = options
  const through = options.dataThrough ?? (await readDataState(connection, options.clock())).dataThrough
  if (through === null) return empty(metric, threshold)
  const end = addDays(through, 1)
  const window = { start: addDays(end, -days), end, days }
  const totals = await runQuery(connection, serviceTotals(metric), { ...SERVICE_PATTERNS, ...window })
  const [main, ...others] = byCurrency(totals)
  const expensive = (main?.services ?? []).filter(({ cost }) => new Big(cost).gt(threshold))
  const recommendations = expensive.flatMap(recommend)
  return {
    expensive_services: expensive.map(({ provider, service, cost }) => ({ provider, service, cost })),
    recommendations,
    total_potential_savings: addAmounts(recommendations.map(({ potential_savings }) => potential_savings)),
    currency: main?.currency ?? null,
    other_currencies: others.map(({ currency, cost }) => ({ currency, cost })),
    window,
    metric: metricUsed(metric, main?.services ?? []),
    threshold,
  }
}

function empty(metric: BaselineMetric, threshold: number): BaselineAnswer {
  return {
    expensive_services: [],
    recommendations: [],
    total_potential_savings: '0',
    currency: null,
    other_currencies: [],
    window: null,
    metric,
    threshold,
  }
}

interface CurrencyTotal {
  readonly currency: string
  readonly cost: Amount
  readonly services: readonly ServiceTotal[]
}

/** Largest currency first. */
function byCurrency(totals: readonly ServiceTotal[]): CurrencyTotal[] {
  return [...new Set(totals.map(({ currency }) => currency))]
    .map((currency) => {
      const services = totals.filter((total) => total.currency === currency)
      return { currency, services, cost: addAmounts(services.map(({ cost }) => cost)) }
    })
    .toSorted((a, b) => new Big(b.cost).abs().cmp(new Big(a.cost).abs()))
}

function recommend({ alias, provider, service, cost }: ServiceTotal): NaiveRecommendation[] {
  const rule = NAIVE_RULES.find((candidate) => candidate.service === alias)
  if (rule === undefined || service === null) return []
  return [
    {
      provider,
      service,
      action: rule.action,
      title: rule.title,
      cost,
      savings_rate: toAmount(rule.rate),
      potential_savings: toAmount(new Big(cost).times(rule.rate).toFixed()),
    },
  ]
}

function metricUsed(metric: BaselineMetric, services: readonly ServiceTotal[]): string {
  if (metric !== 'blended' || services.every(({ known, facts }) => known === facts)) return metric
  return services.every(({ known }) => known === 0) ? 'billed' : 'blended, billed where it is unknown'
}
