import type { DuckDBConnection } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import type { Recommendation, RecommendationMetric } from '@outlay/shared/recommendations'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'

type Evidence = Recommendation['evidence']
type Threshold = NonNullable<RecommendationMetric['threshold']>

/** Metrics that a rule looked at, each with the line below or above which it speaks; null: it has no line of its own. */
const CHARTS: Readonly<
  Record<string, Readonly<Record<string, ((evidence: Evidence) => Threshold | null) | null>>>
> = {
  'IDLE-05': { cpu_utilization: setting('cpu', 'Idle below'), gpu_utilization: null },
  'IDLE-11': { invocations: setting('calls', 'No calls: at most') },
  'RS-01': { cpu_utilization: fitsNew('vcpu'), memory_utilization: fitsNew('memory_gib') },
  'RS-03': { memory_utilization: setting('max_memory', 'Little memory: at most') },
  'RS-04': { cpu_utilization: fact('baseline', 'What it earns') },
  'RS-05': { gpu_utilization: setting('max_gpu', 'Little used: at most'), gpu_memory_utilization: null },
  'RS-06': { disk_read_ops: null, disk_write_ops: null },
  'RS-08': { cpu_utilization: fitsNew('vcpu'), memory_utilization: fitsNew('memory_gib') },
  'RS-10': { cpu_utilization: null, memory_utilization: null },
  'SCH-01': { cpu_utilization: setting('busy_percent', 'Works from') },
  'ML-04': {
    cpu_utilization: always(80, 'Target of scaling'),
    gpu_utilization: always(80, 'Target of scaling'),
    invocations: null,
  },
  'ML-05': { cpu_utilization: setting('busy', 'Works from'), gpu_utilization: setting('busy', 'Works from') },
  'ML-06': { cpu_utilization: setting('busy', 'Filled to'), gpu_utilization: setting('busy', 'Filled to') },
  'ML-07': { gpu_utilization: setting('each', 'Little used: at most'), gpu_memory_utilization: null },
  'ML-08': { gpu_memory_utilization: null },
}

/** Days that a chart shows, and the resources of a card whose series it draws. */
const DAYS = 30
const RESOURCES_MAX = 3

/** The utilisation that a recommendation rests on, of its first resources over the last 30 days; empty where it rests on none. */
export async function chartMetrics(
  connection: DuckDBConnection,
  { rule, resourceIds, evidence }: Recommendation,
): Promise<RecommendationMetric[]> {
  const charts = CHARTS[rule]
  if (charts === undefined) return []
  const rows = await runQuery(connection, metricDaysQuery, {
    resources: JSON.stringify(resourceIds.slice(0, RESOURCES_MAX)),
    metrics: JSON.stringify(Object.keys(charts)),
  })
  return [...groupBy(rows, ({ resource, metric }) => `${resource}\0${metric}`).values()].flatMap((days) => {
    const [first] = days
    if (first === undefined) return []
    const { resource, metric, unit, p95 } = first
    return [
      {
        resource,
        metric,
        unit: metric.endsWith('_utilization') ? '%' : unit,
        days: days.map(({ day, average, maximum }) => ({ day, average, maximum })),
        p95,
        threshold: charts[metric]?.(evidence) ?? null,
      },
    ]
  })
}

function always(value: number, label: string) {
  return () => ({ value, label })
}

function setting(name: string, label: string) {
  return ({ params }: Evidence) => lineAt(params[name], label)
}

function fact(name: string, label: string) {
  return ({ facts }: Evidence) => lineAt(facts[name], label)
}

/** Share of what is there that the proposed machine has, less the head-room. */
function fitsNew(part: 'vcpu' | 'memory_gib') {
  return ({ facts, params }: Evidence) => {
    const [now, next] = [facts[part], facts[`new_${part}`]]
    const room = params[part === 'vcpu' ? 'headroom' : 'memory_headroom']
    if (typeof now !== 'number' || typeof next !== 'number' || typeof room !== 'number' || now === 0)
      return null
    return { value: (100 * next * (1 - room)) / now, label: 'Fits the proposed size up to' }
  }
}

function lineAt(value: unknown, label: string): Threshold | null {
  return typeof value === 'number' ? { value, label } : null
}

const metricDaysQuery = {
  name: 'recommendations.metric-days',
  sql: `
    with asked as (
      select unnest(from_json($resources, '["VARCHAR"]')) as resource
    ),
    known as (
      select asked.resource, metric, day, average, maximum, unit
      from metric_day
      join asked on metric_day.resource_id = asked.resource
        or (starts_with(asked.resource, '/subscriptions/') and lower(metric_day.resource_id) = asked.resource)
      where list_contains(from_json($metrics, '["VARCHAR"]'), metric)
    )
    select resource, metric, day::varchar as day, average, maximum, unit,
      quantile_cont(maximum, 0.95) over (partition by resource, metric) as p95
    from known
    where day > (select max(day) from known) - ${DAYS}
    order by resource, metric, day
  `,
  params: z.object({ resources: z.string(), metrics: z.string() }),
  row: z.object({
    resource: z.string(),
    metric: z.string(),
    day: z.string(),
    average: z.number(),
    maximum: z.number(),
    unit: z.string().nullable(),
    p95: z.number(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
