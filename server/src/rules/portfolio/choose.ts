import { STAGES, type Stage } from '../rule.ts'

/** A measure that may be taken, as the choice sees it. */
export interface Option {
  readonly id: string
  readonly stage: Stage
  /** Costs a month by resource id; a measure on no resource has one of its own. */
  readonly resources: ReadonlyMap<string, number>
  /** What of the resource it touches; measures on different parts of one resource leave each other alone. */
  readonly part: string | null
  /** Expected saving a month, and the probability that it is real. */
  readonly expected: number
  readonly probability: number
}

export interface Choice {
  /** Ids of the measures that are taken together. */
  readonly taken: ReadonlySet<string>
  /**
   * Of each measure, the part of its saving that is left once the measures before it in the order of stages are taken on
   * the same resources, 0–1: shares compound, they are never added. A measure that is not taken counts 0.
   */
  readonly left: ReadonlyMap<string, number>
  readonly conflicts: ReadonlyMap<string, readonly string[]>
}

/** Components up to this size are searched whole. */
const EXHAUSTIVE_MAX = 12

/**
 * The measures that save most together without excluding one another: on one resource only one of each stage, nothing
 * beside its deletion, and spot or a commitment but not both. Maximises Σ probability × saving, compounded.
 */
export function choose(options: readonly Option[]): Choice {
  const conflicts = new Map<string, string[]>()
  const taken = new Set<string>()
  const left = new Map<string, number>()
  for (const group of components(options)) {
    for (const one of group)
      conflicts.set(
        one.id,
        group.filter((other) => other !== one && excludes(one, other)).map(({ id }) => id),
      )
    const best = group.length <= EXHAUSTIVE_MAX ? search(group) : greedy(group)
    for (const option of best) {
      taken.add(option.id)
      left.set(option.id, remaining(option, best))
    }
  }
  return { taken, left, conflicts }
}

/** Options that share a resource, directly or over others. */
function components(options: readonly Option[]): Option[][] {
  const byResource = new Map<string, Option[]>()
  for (const option of options) {
    for (const resource of option.resources.keys()) {
      byResource.set(resource, [...(byResource.get(resource) ?? []), option])
    }
  }
  const seen = new Set<Option>()
  return options.flatMap((first) => (seen.has(first) ? [] : [spread(first, byResource, seen)]))
}

function spread(
  first: Option,
  byResource: ReadonlyMap<string, readonly Option[]>,
  seen: Set<Option>,
): Option[] {
  const group: Option[] = []
  const queue = [first]
  seen.add(first)
  for (let option = queue.pop(); option !== undefined; option = queue.pop()) {
    group.push(option)
    const near = [...option.resources.keys()].flatMap((resource) => byResource.get(resource) ?? [])
    for (const other of near) {
      if (seen.has(other)) continue
      seen.add(other)
      queue.push(other)
    }
  }
  return group
}

function excludes(a: Option, b: Option): boolean {
  if (a.stage === 'note' || b.stage === 'note' || !overlap(a, b)) return false
  if (a.stage === 'delete' || b.stage === 'delete') return true
  const rates = ['purchase', 'commit']
  return a.stage === b.stage || (rates.includes(a.stage) && rates.includes(b.stage))
}

function overlap(a: Option, b: Option): boolean {
  if (a.part !== null && b.part !== null && a.part !== b.part) return false
  return [...a.resources.keys()].some((resource) => b.resources.has(resource))
}

/** Every set without a conflict, best first; ties go to the earlier option. */
function search(group: readonly Option[]): Option[] {
  let best: Option[] = []
  let bestValue = -1
  const visit = (index: number, set: Option[]) => {
    const option = group[index]
    if (option === undefined) {
      const total = value(set)
      if (total > bestValue) [best, bestValue] = [[...set], total]
      return
    }
    if (set.every((other) => !excludes(option, other))) visit(index + 1, [...set, option])
    visit(index + 1, set)
  }
  visit(0, [])
  return best
}

function greedy(group: readonly Option[]): Option[] {
  const set: Option[] = []
  const bySize = group.toSorted((a, b) => b.expected * b.probability - a.expected * a.probability)
  for (const option of bySize) if (set.every((other) => !excludes(option, other))) set.push(option)
  return set
}

function value(set: readonly Option[]): number {
  return set.reduce((sum, option) => sum + option.probability * option.expected * remaining(option, set), 0)
}

/** What earlier stages leave of an option's cost, weighted over its resources. */
function remaining(option: Option, set: readonly Option[]): number {
  const before = set.filter(
    (other) => other !== option && rank(other) < rank(option) && overlap(other, option),
  )
  let kept = 0
  let total = 0
  for (const [resource, cost] of option.resources) {
    const factor = before
      .filter((other) => other.resources.has(resource))
      .reduce((product, other) => product * (1 - shareOf(other)), 1)
    kept += cost * factor
    total += cost
  }
  return total === 0 ? 1 : kept / total
}

function shareOf({ expected, resources }: Option): number {
  const cost = [...resources.values()].reduce((sum, each) => sum + each, 0)
  return cost <= 0 ? 0 : Math.min(1, Math.max(0, expected / cost))
}

function rank({ stage }: Option): number {
  return STAGES.indexOf(stage)
}
