import { createHash } from 'node:crypto'
import { addAmounts } from '@outlay/shared/money'
import type { CandidateBase, Finding, Range, Rule } from '../rule.ts'
import type { Judged } from '../run-rule.ts'

/** One recommendation before it is counted: a finding, or several small ones of a kind. */
export interface Card {
  /** The same in every run, whatever the figures: rule, account and what it is about. */
  readonly id: string
  readonly rule: Rule
  readonly candidate: CandidateBase
  readonly finding: Finding
}

export interface Grouped {
  readonly cards: readonly Card[]
  /** Findings that save too little to act on, even together. */
  readonly immaterial: readonly Judged<Finding>[]
}

/** Materiality in the currency of a candidate, by what its sub-account costs. Source: rules guide §0.5. */
export type MaterialityOf = (candidate: CandidateBase) => number

/**
 * Makes cards of the findings of one rule. Those below materiality are gathered by sub-account and region (37 idle
 * addresses are one card), and left out where they do not reach it together. Findings without a saving of their own stay.
 */
export function toCards(found: readonly Judged<Finding>[], materiality: MaterialityOf): Grouped {
  const isSmall = ({ candidate, verdict, rule }: Judged<Finding>) =>
    rule.stage !== 'note' && verdict.savings.high < materiality(candidate)
  const small = new Map<string, Judged<Finding>[]>()
  for (const judged of found.filter(isSmall)) {
    const { provider, billing_account, sub_account, region, currency } = judged.candidate
    const { grade, move } = judged.verdict
    const key = [provider, billing_account, sub_account, move ?? region, currency, grade].join('\0')
    small.set(key, [...(small.get(key) ?? []), judged])
  }
  const groups = [...small.values()]
  const isMaterial = (group: readonly Judged<Finding>[]) => {
    const [first] = group
    const high = group.reduce((sum, { verdict }) => sum + verdict.savings.high, 0)
    return first !== undefined && high >= materiality(first.candidate)
  }
  return {
    cards: [
      ...found.filter((judged) => !isSmall(judged)).map(single),
      ...groups
        .filter(isMaterial)
        .map((group) => (group[0] !== undefined && group.length === 1 ? single(group[0]) : merged(group))),
    ],
    immaterial: groups.filter((group) => !isMaterial(group)).flat(),
  }
}

function single({ rule, candidate, verdict }: Judged<Finding>): Card {
  const { provider, billing_account, sub_account, service, region, resource_ids } = candidate
  const named =
    resource_ids.length > 0 ? resource_ids : ['', sub_account, service, region, verdict.about ?? null]
  const about = verdict.workload === undefined ? named : ['workload', sub_account, region, verdict.workload]
  return {
    id: idOf(rule, [provider, billing_account, candidate.currency, ...about]),
    rule,
    candidate,
    finding: { ...verdict, savings: slack(verdict.savings) },
  }
}

/** One card for several findings of a rule: what they save and cost together, and the steps of each. */
export function merged(group: readonly Judged<Finding>[]): Card {
  const [first] = group
  if (first === undefined) throw new Error('a group without findings')
  const { rule, candidate, verdict } = first
  const { provider, billing_account, sub_account, region, currency } = candidate
  return {
    id: idOf(rule, [provider, billing_account, currency, 'group', sub_account, verdict.move ?? region]),
    rule,
    candidate: {
      ...candidate,
      team: group.every((one) => one.candidate.team === candidate.team) ? candidate.team : null,
      region: group.every((one) => one.candidate.region === region) ? region : null,
      resource_ids: group.flatMap((one) => one.candidate.resource_ids).toSorted(),
      monthly_cost: addAmounts(group.map((one) => one.candidate.monthly_cost)),
    },
    finding: {
      ...verdict,
      title:
        verdict.move === undefined
          ? `${rule.title}: ${group.length} of them`
          : movedTitle(verdict.move, group.length, sub_account),
      probability: weighted(group),
      savings: slack(add(group.map((one) => one.verdict.savings))),
      oneOff: group.reduce((sum, one) => sum + one.verdict.oneOff, 0),
      facts: {
        count: group.length,
        ...Object.fromEntries(
          group.slice(0, 20).map((one) => [one.candidate.resource_ids[0] ?? '', one.verdict.title]),
        ),
      },
      remediation: joinSteps(group),
    },
  }
}

function movedTitle(move: string, count: number, account: string | null): string {
  return `${count} machines of ${account ?? 'the account'}: ${move}`
}

/** No month is like the one before: even what a meter proves moves by so much from window to window. */
const SLACK = 0.015

function slack({ low, expected, high }: Range): Range {
  return {
    low: Math.min(low, expected * (1 - SLACK)),
    expected,
    high: Math.max(high, expected * (1 + SLACK)),
  }
}

function joinSteps(group: readonly Judged<Finding>[]): Finding['remediation'] {
  const step = (key: keyof Finding['remediation']) => {
    const texts = [
      ...new Set(group.map((one) => one.verdict.remediation[key]).filter((text) => text !== null)),
    ]
    return texts.length === 0 ? null : texts.join('\n')
  }
  return {
    cli: step('cli'),
    terraform: step('terraform'),
    console: step('console'),
    rollback: step('rollback'),
  }
}

function weighted(group: readonly Judged<Finding>[]): number {
  const total = group.reduce((sum, { verdict }) => sum + verdict.savings.expected, 0)
  if (total === 0) return group[0]?.verdict.probability ?? 0
  return group.reduce((sum, { verdict }) => sum + verdict.probability * verdict.savings.expected, 0) / total
}

export function add(ranges: readonly Range[]): Range {
  return {
    low: ranges.reduce((sum, { low }) => sum + low, 0),
    expected: ranges.reduce((sum, { expected }) => sum + expected, 0),
    high: ranges.reduce((sum, { high }) => sum + high, 0),
  }
}

/** The same for the same parts in every run. */
export function idOf(rule: Rule, parts: readonly (string | null)[]): string {
  const hash = createHash('sha256')
    .update([rule.id, ...parts].join('\0'))
    .digest('hex')
  return `${rule.id.toLowerCase()}-${hash.slice(0, 12)}`
}
