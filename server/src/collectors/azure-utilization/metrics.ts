import type { Metric, MonitorClient } from '@azure/arm-monitor'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected, PageRow } from '../collector.ts'
import { subscriptionsOf } from './accounts.ts'
import { connectEstate, type Estate } from './client.ts'
import { METRICS, type MetricSource } from './metric-map.ts'
import { resourcesOf } from './resources.ts'
import type { Settings } from './settings.ts'

/**
 * Hourly samples of every resource whose type has metrics here, one question a resource. One that Azure refuses to
 * answer for is named in the log; when it refuses all, the first refusal is thrown.
 */
export async function collectMetrics(config: Settings, context: CollectContext): Promise<Collected> {
  const estate = await connectEstate(config, context)
  const { MonitorClient } = await import('@azure/arm-monitor')
  const refused: CollectError[] = []
  let answered = 0
  for (const subscription of await subscriptionsOf(config, estate, context)) {
    const client = new MonitorClient(estate.arm.credential, subscription, estate.arm.options)
    const resources = await resourcesOf(estate, subscription, Object.keys(METRICS))
    for (const [index, { id, type }] of resources.entries()) {
      context.progress(`metrics of ${id.split('/').at(-1)} (${index + 1} of ${resources.length})`)
      try {
        context.page(await samplesOf({ estate, client, context }, id, METRICS[type] ?? []))
        answered += 1
      } catch (error) {
        if (!(error instanceof CollectError) || error.kind !== 'bad_request') throw error
        context.log.warn({ resource: id, said: error.message }, 'Azure Monitor has no metrics of a resource')
        refused.push(error)
      }
    }
  }
  if (answered === 0 && refused[0] !== undefined) throw refused[0]
  return { estimated: false }
}

interface Deps {
  readonly estate: Estate
  readonly client: MonitorClient
  readonly context: CollectContext
}

/** A resource that went away in the meantime has no samples; metrics that it lacks are left out and asked no more. */
async function samplesOf(deps: Deps, id: string, sources: readonly MetricSource[]): Promise<PageRow[]> {
  if (sources.length === 0) return []
  try {
    return await ask(deps, id, sources)
  } catch (error) {
    if (!(error instanceof CollectError)) throw error
    if (error.vendorCode?.startsWith('ResourceNotFound')) return []
    const known = knownAmong(error, sources)
    if (known.length === sources.length) throw error
    return samplesOf(deps, id, known)
  }
}

/** Azure refuses the whole question for one name that the resource lacks, and lists the names that it has. */
function knownAmong({ cause, message }: CollectError, sources: readonly MetricSource[]): MetricSource[] {
  const said = cause instanceof Error ? cause.message : message
  const [, missing, list] = /, metric: ?([^,]+), Valid metrics: ?([^(]*)/i.exec(said) ?? []
  if (missing === undefined || list === undefined) return [...sources]
  const known = list.split(',').map((name) => name.trim().toLowerCase())
  return sources.filter(({ name }) => name !== missing.trim() && known.includes(name.toLowerCase()))
}

async function ask({ estate, client, context }: Deps, id: string, sources: readonly MetricSource[]) {
  const { since, until } = context.window
  const answer = await estate.ask('Azure Monitor', (abortSignal) =>
    client.metrics.list(id.replace(/^\//, ''), {
      timespan: `${since}T00:00:00Z/${until}T00:00:00Z`,
      interval: 'PT1H',
      metricnames: sources.map(({ name }) => name).join(','),
      aggregation: 'Average,Maximum,Minimum,Total',
      abortSignal,
    }),
  )
  return sources.flatMap((source) =>
    answer.value
      .filter(({ name }) => name.value.toLowerCase() === source.name.toLowerCase())
      .flatMap((metric) => rowsOf(id, source, metric)),
  )
}

function rowsOf(id: string, source: MetricSource, { timeseries }: Metric): PageRow[] {
  return timeseries.flatMap(({ data = [] }) =>
    data.flatMap(({ timeStamp, average, maximum, minimum, total }) => {
      const sample = valuesOf(source, { average, maximum, minimum, total })
      return sample === null
        ? []
        : [
            {
              resource_id: id,
              metric: source.metric,
              timestamp: timeStamp.toISOString().replace('.000Z', 'Z'),
              ...sample,
              unit: source.unit,
            },
          ]
    }),
  )
}

interface Values {
  readonly average: number | undefined
  readonly maximum: number | undefined
  readonly minimum: number | undefined
  readonly total: number | undefined
}

const SECONDS = 3600

/** Null for an hour without samples, which Azure lists without values: unknown, not nothing. */
function valuesOf(
  { from, invert, perSecond }: MetricSource,
  { average, maximum, minimum, total }: Values,
): { average: number; maximum: number } | null {
  if (from === 'total') return total === undefined ? null : { average: total, maximum: total }
  if (average === undefined) return null
  if (invert) return { average: 100 - average, maximum: 100 - (minimum ?? average) }
  // an amount of the interval, like totals: what a busy second would make of the hour is none
  if (perSecond) return { average: average * SECONDS, maximum: average * SECONDS }
  return { average, maximum: Math.max(average, maximum ?? average) }
}
