import type { Fleet } from './fleet.ts'

/** Records what a rule should find; `fromDaysAgo` and `untilDaysAgo` bound an anomaly. */
export function plant(
  fleet: Fleet,
  kind: string,
  rule: string,
  resourceIds: readonly string[],
  share: number,
  note: string,
  fromDaysAgo?: number,
  untilDaysAgo?: number,
): void {
  add(fleet, { kind, rule, resourceIds, series: [], share, note }, fromDaysAgo, untilDaysAgo)
}

/** The same for lines that belong to no resource. */
export function plantLines(
  fleet: Fleet,
  kind: string,
  rule: string,
  series: readonly number[],
  share: number,
  note: string,
  fromDaysAgo?: number,
): void {
  add(
    fleet,
    { kind, rule, resourceIds: [], series, share, note },
    fromDaysAgo,
    fromDaysAgo === undefined ? undefined : 0,
  )
}

type Truth = Pick<Fleet['planted'][number], 'kind' | 'rule' | 'resourceIds' | 'series' | 'share' | 'note'>

function add(fleet: Fleet, truth: Truth, fromDaysAgo?: number, untilDaysAgo?: number): void {
  const { calendar } = fleet
  const first = fleet.series.findLast(
    ({ id, resourceId }) =>
      truth.series.includes(id) || (resourceId !== null && resourceId === truth.resourceIds[0]),
  )
  fleet.planted.push({
    id: `${truth.kind}-${fleet.planted.filter(({ kind }) => kind === truth.kind).length + 1}`,
    source: first?.source ?? 'aws-main',
    from: fromDaysAgo === undefined ? null : calendar.ago(fromDaysAgo),
    until: untilDaysAgo === undefined ? null : calendar.ago(untilDaysAgo),
    ...truth,
  })
}
