import type { CollectContext, Collected, PageRow, Part } from '../collector.ts'
import { days } from '../windows.ts'
import { forEachAccount, settingsOf } from './accounts.ts'
import { openCloudWatch } from './clients.ts'
import { type Query, readHours } from './metric-data.ts'
import { listSeries, type Series } from './metric-list.ts'
import type { Settings } from './settings.ts'

/** 500 metrics over seven days of hours fit into one answer. */
const QUERIES_MAX = 500
const WINDOW_DAYS = 7
/** Of one resource: GPUs, variants. */
const PARTS_MAX = QUERIES_MAX / 2
const HOUR_MS = 3_600_000

/** Hourly metrics of everything that CloudWatch knows to run, in windows of a week. */
export const metricsPart: Part<Settings> = {
  id: 'metrics',
  title: 'Hourly metrics',
  kind: 'metrics',
  enabled: ({ metrics }) => metrics,
  windows: (settings, plan) =>
    forEachAccount(days({ back: settings.days, length: WINDOW_DAYS, changing: 2 }))(settings, plan),
  collect,
}

async function collect(source: Settings, context: CollectContext): Promise<Collected> {
  const settings = settingsOf(source, context.window)
  const { since, until } = context.window
  const start = new Date(`${since}T00:00:00Z`)
  // The hour that runs now would be half an hour forever.
  const thisHour = Math.floor(context.clock().getTime() / HOUR_MS) * HOUR_MS
  const end = new Date(Math.min(Date.parse(`${until}T00:00:00Z`), thisHour))
  if (end <= start) return { estimated: false }
  for (const region of settings.regions) {
    const cloudWatch = await openCloudWatch(settings, region, context)
    const resources = groupByMetric(await listSeries(cloudWatch, settings, region, context))
    const cut = resources.filter((group) => group.length > PARTS_MAX).map(([first]) => first?.resource)
    if (cut.length > 0) context.log.warn({ cut }, `only ${PARTS_MAX} parts of these resources are read`)
    let done = 0
    for (const batch of batchesOf(resources)) {
      const queries = batch.flatMap((group) => group.flatMap(queriesOf))
      const values = await readHours(cloudWatch, queries, { start, end })
      for (const group of batch) context.page(rowsOf(group, values))
      done += batch.length
      context.progress(`${region}: ${done} of ${resources.length} metrics`)
    }
  }
  return { estimated: false }
}

/** A resource's metric may have several series: GPUs, variants of an endpoint. */
function groupByMetric(all: readonly Series[]): Series[][] {
  const groups = new Map<string, Series[]>()
  for (const series of all) {
    const key = `${series.resource} ${series.spec.metric}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [series])
    else group.push(series)
  }
  return [...groups.values()]
}

/** Whole groups, as many as one request takes. */
function batchesOf(groups: readonly Series[][]): Series[][][] {
  const batches: Series[][][] = []
  let room = 0
  for (const whole of groups) {
    const group = whole.slice(0, PARTS_MAX)
    const size = group.flatMap(queriesOf).length
    const last = batches.at(-1)
    if (last === undefined || size > room) {
      batches.push([group])
      room = QUERIES_MAX - size
    } else {
      last.push(group)
      room -= size
    }
  }
  return batches
}

function queriesOf(series: Series): Query[] {
  return series.spec.as === 'amount'
    ? [{ series, stat: 'Sum' }]
    : [
        { series, stat: 'Average' },
        { series, stat: 'Maximum' },
      ]
}

const UNITS = { percent: 'percent', level: 'count', amount: 'per hour' } as const

/** Percentages of several parts are averaged, amounts and levels added. */
function rowsOf(
  group: readonly Series[],
  values: ReadonlyMap<Query, ReadonlyMap<number, number>>,
): PageRow[] {
  const [first] = group
  if (first === undefined) return []
  const { spec, resource } = first
  const own = [...values].filter(([{ series }]) => group.includes(series))
  const of = (wanted: readonly Query['stat'][]) =>
    own.filter(([{ stat }]) => wanted.includes(stat)).map(([, hours]) => hours)
  const averages = of(['Sum', 'Average'])
  const maxima = of(['Sum', 'Maximum'])
  const hours = new Set(averages.flatMap((series) => [...series.keys()]))
  const parts = group.map((series) => series.parts)
  return [...hours].map((hour) => {
    const average = combine(spec.as, averages, parts, hour)
    return {
      resource_id: resource,
      metric: spec.metric,
      timestamp: `${new Date(hour).toISOString().slice(0, 19)}Z`,
      average,
      // AWS rounds the two by themselves.
      maximum: Math.max(average, combine(spec.as, maxima, parts, hour)),
      unit: UNITS[spec.as],
    }
  })
}

function combine(
  as: keyof typeof UNITS,
  all: readonly ReadonlyMap<number, number>[],
  parts: readonly number[],
  hour: number,
): number {
  const values = all.flatMap((series, index) => {
    const value = series.get(hour)
    return value === undefined ? [] : [value / (parts[index] ?? 1)]
  })
  const sum = values.reduce((total, value) => total + value, 0)
  return as === 'percent' ? Math.min(100, sum / Math.max(1, values.length)) : sum
}
