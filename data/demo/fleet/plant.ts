import type { Day } from '@outlay/shared/period'
import type { Anomaly, Change, Remedy, Shape, Truth } from '../types.ts'
import type { Fleet } from './fleet.ts'

/** One right answer; `keep` is the part of the cost that remains (0 by default), `method` says why. */
export interface Fix {
  readonly rule: string
  readonly keep?: number
  readonly during?: Shape
  readonly added?: number
  readonly refills?: readonly number[]
  readonly method?: string
}

interface Found {
  readonly name: string
  /** Resources of the bill, with all their lines, */
  readonly ids?: readonly string[]
  /** or some lines only. */
  readonly series?: readonly number[]
  readonly needs?: Truth['needs']
  readonly why: string
}

/** Records a piece of waste with the rules that are right about it, the best first. */
export function plantWaste(
  fleet: Fleet,
  { fixes, ...found }: Found & { readonly fixes: readonly Fix[] },
): void {
  const series = seriesOf(fleet, found)
  add(
    fleet,
    'waste',
    found,
    series,
    fixes.map((fix) => remedyOf(fix, series)),
    [],
  )
}

/** Records what looks like waste to the rules in `tempts` and is none. */
export function plantDecoy(
  fleet: Fleet,
  { tempts, ...found }: Found & { readonly tempts: readonly string[] },
): void {
  add(fleet, 'decoy', found, seriesOf(fleet, found), [], tempts)
}

/** Records an unusual stretch, from `first` to `last` days before the end; 0: it goes on. */
export function plantAnomaly(
  fleet: Fleet,
  found: Pick<Anomaly, 'name' | 'shape' | 'series' | 'cause'>,
  first: number,
  last: number,
): void {
  const day = (ago: number): Day => fleet.calendar.ago(ago)
  fleet.anomalies.push({ ...found, first: day(first), last: last === 0 ? null : day(last) })
}

/** Every line of some resources. */
export function linesOf(fleet: Fleet, ids: readonly string[]): readonly number[] {
  const wanted = new Set(ids)
  return fleet.series
    .filter(({ resourceId, grain }) => grain !== 'none' && resourceId !== null && wanted.has(resourceId))
    .map(({ id }) => id)
}

/** The lines that bill the running time of some machines, without their disks and traffic. */
export function hoursOf(fleet: Fleet, ids: readonly string[]): readonly number[] {
  const lines = new Set(linesOf(fleet, ids))
  return fleet.series
    .filter(({ id, unit }) => lines.has(id) && /^(gibibyte )?hours?$/i.test(unit))
    .map(({ id }) => id)
}

function seriesOf(fleet: Fleet, { ids = [], series }: Found): readonly number[] {
  return series ?? linesOf(fleet, ids)
}

export function remedyOf(
  { rule, keep = 0, during, added = 0, refills = [], method }: Fix,
  series: readonly number[],
): Remedy {
  const changes = series.map((id): Change => ({ series: id, keep, during: during ?? null }))
  return {
    rule,
    changes,
    added,
    refills,
    method: method ?? (keep === 0 ? 'the lines vanish' : `${keep} of the cost remains`),
  }
}

function add(
  fleet: Fleet,
  kind: Truth['kind'],
  { name, ids = [], needs = [], why }: Found,
  series: readonly number[],
  remedies: readonly Remedy[],
  tempts: readonly string[],
): void {
  const first = fleet.series.find(
    ({ id, resourceId }) => id === series[0] || (resourceId !== null && resourceId === ids[0]),
  )
  if (first === undefined) throw new Error(`${name} names nothing of the fleet`)
  fleet.truths.push({
    kind,
    name,
    source: first.source,
    account: first.account,
    resourceIds: ids,
    series,
    remedies,
    tempts,
    needs,
    why,
  })
}
