import { z } from 'zod'
import { defineRule, type Factor, type Silence, silence, times } from '../rule.ts'
import { ENDPOINT_LOAD } from './endpoint-load.ts'
import { scalingSteps } from './scaling-steps.ts'
import { SERVERLESS_COLUMNS, SERVERLESS_PRICE, serverlessFacts } from './serverless.ts'

/** Hours that start-up and shut-down add to those in which it is called. Source: rules guide ML-04. */
const COLD = 1.15

/**
 * Endpoints whose replicas stand still while their load moves, replayed on their own series: autoscaling to 80 %, and to
 * zero in the hours without a call where those are many. Sources: finops §5, endpoint what-if.
 */
export const endpointScaling = defineRule({
  id: 'ML-04',
  slug: 'ml-04-endpoint-scaling',
  title: 'Endpoint that does not scale with its load',
  family: 'ml',
  class: 'usage',
  stage: 'schedule',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics', 'prices'],
  settings: z.object({
    days: z.number().min(7).max(32).default(14).describe('Days of series, at least'),
    quiet: z
      .number()
      .min(0.1)
      .max(1)
      .default(0.4)
      .describe('Share of hours without a call from which it may go to zero'),
    share: z
      .number()
      .min(0.01)
      .max(0.9)
      .default(0.1)
      .describe('Share of its cost that must be saved, at least'),
  }),
  sql: `
    with ${ENDPOINT_LOAD}, ${SERVERLESS_PRICE}
    select endpoint.provider, billing_account, sub_account, service, region, team, currency, [endpoint.resource] as resource_ids,
      compute_cost::varchar as monthly_cost, resource_name as name, instance_type, idle_days, age_days, replicas::double as replicas,
      env_class, run_hours, coalesce(served.days, 0) as days, served.hours, quiet, busy_mean, busy_peak, calls, call_hours, busy_hours, burst,
      need_low, need_mid, need_high, open_low, open_mid, open_high,
      starts, start_calls, coalesce((attributes->>'autoscaling')::boolean, false) as scales,
      coalesce(gpus, 0)::double as gpus, vcpu::double as vcpu, memory_gib::double as memory_gib,
      memory.peak as memory_peak, serverless_usd, serverless_source
    from endpoint
    left join served using (resource)
    left join metric_stat as memory on memory.resource = endpoint.resource and memory.metric = 'memory_utilization'
    left join serverless using (provider)
    where $days > 0 and $quiet > 0 and $share > 0
  `,
  row: z.object({
    name: z.string().nullable(),
    instance_type: z.string().nullable(),
    idle_days: z.number(),
    age_days: z.number(),
    replicas: z.number(),
    env_class: z.string().nullable(),
    run_hours: z.number().nullable(),
    days: z.number(),
    hours: z.number().nullable(),
    quiet: z.number().nullable(),
    busy_mean: z.number().nullable(),
    busy_peak: z.number().nullable(),
    calls: z.number().nullable(),
    call_hours: z.number().nullable(),
    busy_hours: z.number().nullable(),
    burst: z.number().nullable(),
    need_low: z.number().nullable(),
    need_mid: z.number().nullable(),
    need_high: z.number().nullable(),
    open_low: z.number().nullable(),
    open_mid: z.number().nullable(),
    open_high: z.number().nullable(),
    starts: z.number().nullable(),
    start_calls: z.number().nullable(),
    scales: z.boolean(),
    ...SERVERLESS_COLUMNS,
  }),
  judge(row, { settings }) {
    const refused = refusalOf(row, settings.days)
    if (refused !== undefined) return refused
    const toZero = (row.quiet ?? 0) >= settings.quiet && (row.call_hours ?? 0) > 0
    const keep = keepOf(row, toZero)
    if (1 - keep.expected < settings.share)
      return silence('not_worth_it', 'Its replicas are needed nearly all the time.')
    const share: Factor = {
      name: toZero ? 'replicas that are not needed, none while nobody calls' : 'replicas that are not needed',
      low: Math.max(0, 1 - keep.high),
      expected: 1 - keep.expected,
      high: 1 - keep.low,
      unit: 'share',
      source: `metrics: replayed over ${row.hours} hours to 80 % busy at a burst of ${row.burst === null ? '1.2, 1.5 and 2' : `${row.burst.toFixed(1)}, as measured`}${toZero ? `, ${COLD} × for cold starts` : ''}`,
    }
    return {
      verdict: 'finding',
      grade: 'U',
      title: toZero
        ? `${row.name ?? row.resource_ids[0] ?? 'The endpoint'} is called in ${Math.round((1 - (row.quiet ?? 0)) * 100)} % of the hours and runs in all`
        : `${row.name ?? row.resource_ids[0] ?? 'The endpoint'} keeps ${row.replicas} replicas whatever its load`,
      probability: 0.85,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'M',
      risk: toZero ? 'high' : 'medium',
      facts: { ...loadFacts(row), ...startFacts(row, toZero), ...serverlessFacts(row) },
      remediation: scalingSteps(row.provider, row.resource_ids[0] ?? '', toZero),
    }
  },
})

function loadFacts(row: {
  readonly instance_type: string | null
  readonly replicas: number
  readonly quiet: number | null
  readonly busy_mean: number | null
  readonly busy_peak: number | null
  readonly calls: number | null
}) {
  return {
    instance_type: row.instance_type,
    replicas: row.replicas,
    hours_without_calls: row.quiet,
    mean_busy: row.busy_mean,
    peak_busy: row.busy_peak,
    calls: row.calls,
  }
}

/** Of the calls of an hour, those of the five minutes that a replica takes to start; assumption of ours. */
const COLD_SHARE = 5 / 60

function startFacts(
  row: { readonly starts: number | null; readonly start_calls: number | null; readonly hours: number | null },
  toZero: boolean,
) {
  return {
    cold_starts_a_month: toZero ? perMonth(row.starts, row.hours) : 0,
    requests_at_risk_a_month: toZero ? perMonth((row.start_calls ?? 0) * COLD_SHARE, row.hours) : 0,
  }
}

function perMonth(count: number | null, hours: number | null): number | null {
  return count === null || hours === null || hours === 0 ? null : Math.round((count / hours) * 720)
}

function refusalOf(
  row: {
    readonly idle_days: number
    readonly age_days: number
    readonly scales: boolean
    readonly days: number
    readonly busy_hours: number | null
    readonly calls: number | null
  },
  days: number,
): Silence | undefined {
  if (row.idle_days > 3) return silence('not_worth_it', 'It is gone.')
  if (row.age_days < days) return silence('too_young', `It is younger than ${days} days.`)
  if (row.scales) return silence('not_worth_it', 'It scales with its load already.')
  if (row.days < days || (row.busy_hours ?? 0) < days * 12)
    return silence('no_metrics', `There is no hourly series of its load for ${days} days.`)
  return row.calls === 0
    ? silence('not_worth_it', 'Nobody calls it: it can go as a whole (IDLE-11).')
    : undefined
}

interface Needs {
  readonly need_low: number | null
  readonly need_mid: number | null
  readonly need_high: number | null
  readonly open_low: number | null
  readonly open_mid: number | null
  readonly open_high: number | null
}

function keepOf(row: Needs, toZero: boolean) {
  const bounded = (value: number | null) => Math.min(1, value ?? 1)
  return toZero
    ? {
        low: bounded((row.open_low ?? 1) * (COLD - 0.1)),
        expected: bounded((row.open_mid ?? 1) * COLD),
        high: bounded((row.open_high ?? 1) * (COLD + 0.15)),
      }
    : { low: bounded(row.need_low), expected: bounded(row.need_mid), high: bounded(row.need_high) }
}
