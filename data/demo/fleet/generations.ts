import { unitOf } from '../random.ts'
import type { Series } from '../types.ts'
import type { Fleet } from './fleet.ts'
import { ago } from './hours.ts'
import { type Fix, plantDecoy, plantWaste, remedyOf } from './plant.ts'

interface Family {
  readonly type: RegExp
  readonly amd: number
  /** null: none of the same price class. */
  readonly arm: number | null
}

/** Price of the cheaper family in units of the present one, from the public lists of 2026. */
const FAMILIES: readonly Family[] = [
  { type: /^[mcr](5|6i)\./, amd: 0.9, arm: 0.85 },
  { type: /^Standard_[DE]\d+s_v5$/, amd: 0.896, arm: 0.802 },
  { type: /^n2-standard-/, amd: 0.87, arm: null },
]

/** Most programs run on AMD, half of them on ARM, a few on neither; it is a further answer where a story is told. */
export function plantGenerations(fleet: Fleet): void {
  const told = new Map(
    fleet.truths.flatMap(({ resourceIds }, index) => resourceIds.map((id) => [id, index] as const)),
  )
  const groups = new Map<string, Series[]>()
  const further = new Map<number, Series[]>()
  for (const series of fleet.series.filter((candidate) => isCandidate(fleet, candidate))) {
    const story = told.get(series.resourceId ?? '')
    const key = `${series.account}/${(series.resourceName ?? '').replace(/-\d+$/, '')}`
    if (story === undefined) groups.set(key, [...(groups.get(key) ?? []), series])
    else further.set(story, [...(further.get(story) ?? []), series])
  }
  for (const [index, group] of further) addFurther(fleet, index, group)
  for (const [key, group] of groups) plantGroup(fleet, key, group)
}

function addFurther(fleet: Fleet, index: number, group: readonly Series[]): void {
  const truth = fleet.truths[index]
  const family = group[0] === undefined ? undefined : familyOf(group[0])
  const named = [...(truth?.tempts ?? []), ...(truth?.remedies ?? []).map(({ rule }) => rule)]
  if (truth === undefined || family === undefined || named.some((rule) => rule.startsWith('GEN-'))) return
  const fix = {
    rule: 'GEN-02',
    keep: family.amd,
    method: 'price of the same size with AMD, if nothing else is done',
  }
  const remedy = remedyOf(
    fix,
    group.map(({ id }) => id),
  )
  fleet.truths[index] = { ...truth, remedies: [...truth.remedies, remedy] }
}

function isCandidate(fleet: Fleet, series: Series): boolean {
  const running = series.fromHour < ago(fleet, 30) && series.untilHour >= ago(fleet, 4)
  return (
    running && series.pricing === 'Standard' && series.commitment === null && familyOf(series) !== undefined
  )
}

function familyOf({ details, service, unit }: Series): Family | undefined {
  if (!['ec2', 'vm', 'gce'].includes(service) || !/hours?$/i.test(unit) || details === null) return undefined
  const type: unknown = JSON.parse(details).InstanceType
  return FAMILIES.find((family) => family.type.test(String(type)))
}

function plantGroup(fleet: Fleet, key: string, group: readonly Series[]): void {
  const family = group[0] === undefined ? undefined : familyOf(group[0])
  if (family === undefined) return
  const draw = unitOf(fleet.calendar.seed, `architecture:${key}`)
  const ids = [...new Set(group.flatMap(({ resourceId }) => resourceId ?? []))]
  const common = { ids, series: group.map(({ id }) => id) }
  if (draw > 0.85) {
    const why = 'certified on Intel by its vendor: neither AMD nor ARM may run it'
    plantDecoy(fleet, { ...common, name: 'intel-only', tempts: ['GEN-02', 'GEN-03'], why })
    return
  }
  const amd: Fix = { rule: 'GEN-02', keep: family.amd, method: 'price of the same size with AMD' }
  const arm = draw < 0.45 && family.arm !== null
  plantWaste(fleet, {
    ...common,
    name: arm ? 'arm-or-amd' : 'amd',
    why: arm ? 'an open run-time, built for ARM as well' : 'x86 programs that run on AMD as they are',
    fixes: arm
      ? [{ rule: 'GEN-03', keep: family.arm ?? 1, method: 'price of the same size with ARM' }, amd]
      : [amd],
  })
}
