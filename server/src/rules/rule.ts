import type { z } from 'zod'

/** What a rule is about; pages group by it. */
export const FAMILIES = [
  'spot',
  'rightsizing',
  'idle',
  'storage',
  'ml',
  'commitment',
  'generation',
  'schedule',
  'network',
  'logs',
  'licence',
  'governance',
] as const
export type Family = (typeof FAMILIES)[number]

/**
 * Order in which measures apply to one resource: usage before rate. Measures of one stage exclude each other on a
 * resource; those of different stages compound on what the earlier leave. `delete` excludes everything behind it.
 */
export const STAGES = [
  'delete',
  'schedule',
  'resize',
  'architecture',
  'configure',
  'purchase',
  'commit',
  'note',
] as const
export type Stage = (typeof STAGES)[number]

export type Grade = 'P' | 'S' | 'W' | 'U' | 'I'
export type SavingsClass = 'usage' | 'rate' | 'avoidance'
export type Cloud = 'aws' | 'azure' | 'gcp'

/** An estimate with its low and high end. Money a month, or a share. */
export interface Range {
  readonly low: number
  readonly expected: number
  readonly high: number
}

/** One number that a saving was computed from. */
export interface Factor extends Range {
  readonly name: string
  /** e.g. `share`, `USD/GB-month`, `h` */
  readonly unit: string
  /** Where the number comes from: `bill`, `metrics`, `inventory`, `catalogue 2026-07-20 (karpenter-aws)`, a link, or `prior` for an assumption of ours. */
  readonly source: string
}

export interface Remediation {
  readonly cli: string | null
  readonly terraform: string | null
  readonly console: string | null
  readonly rollback: string | null
}

/** What every candidate row says, whatever the rule. */
export interface CandidateBase {
  readonly provider: string
  readonly billing_account: string
  readonly sub_account: string | null
  readonly service: string | null
  readonly region: string | null
  readonly team: string | null
  readonly currency: string
  /** One or more; a rule may group small identical ones into one card. */
  readonly resource_ids: readonly string[]
  /** EffectiveCost of what the measure would touch, over 30 days, exact decimal text. */
  readonly monthly_cost: string
}

/** A candidate that was judged and found to be waste. */
export interface Finding {
  readonly verdict: 'finding'
  readonly grade: Grade
  /** What is wrong, with the resource's name, as a person would say it. */
  readonly title: string
  /** Probability that the waste is real, 0–1. Priors: P .95, I .9, U .85, S .6, W .25. */
  readonly probability: number
  /**
   * Saving a month in the candidate's currency at the price paid, before commitments are looked at: the engine reduces
   * what the commitments that cover the resource would not give back.
   */
  readonly savings: Range
  readonly factors: readonly Factor[]
  /**
   * What of the resource it touches, where two measures of one stage may go together: `multipart`, `objects`, `iops`.
   * Without it, the whole.
   */
  readonly part?: string
  /** What tells it from others of its rule in the account, where it names no resource: a scope, a log group. */
  readonly about?: string
  /** The same action on many resources (from one family to another): those that share it in an account are one card. */
  readonly move?: string
  /** Work whose resources change from run to run (a job, a group, a kind of machine): the card stays the same by its name. */
  readonly workload?: string
  /** One-off cost of acting (transition requests, migration), 0 where there is none. */
  readonly oneOff: number
  readonly effort: 'S' | 'M' | 'L'
  readonly risk: 'low' | 'medium' | 'high'
  readonly facts: Readonly<Record<string, string | number | boolean | null>>
  readonly remediation: Remediation
}

export const SILENCES = [
  'no_metrics',
  'no_inventory',
  'price_unknown',
  'permission',
  'too_young',
  'below_materiality',
  'already_covered',
  'not_worth_it',
  'excluded',
] as const

/** A candidate that could not be judged, or is no waste after all; silence is never "all good". */
export interface Silence {
  readonly verdict: 'silence'
  readonly reason: (typeof SILENCES)[number]
  /** What would have to be there, in words: "no CPU series for 14 days". */
  readonly detail: string
}

export type Verdict = Finding | Silence

export interface JudgeContext<S> {
  readonly settings: S
  /** Last day that the rules look at. */
  readonly lastDay: string
  /** Findings that save less than this a month, in the candidate's currency, are below materiality. */
  readonly materiality: (currency: string) => number
}

/**
 * A recommendation rule: one file `rules/<family>/<slug>.ts`, one test beside it, one line in the registry, one page
 * `docs/rules/<slug>.md`. Its SQL lists candidates from the relations of `base/` (documented there); `judge` computes the
 * saving of each with every factor named, or says why it is silent.
 */
export interface Rule {
  /** e.g. `SPOT-01` */
  readonly id: string
  /** e.g. `spot-01-short-lived`: file, page and address. */
  readonly slug: string
  readonly title: string
  readonly family: Family
  readonly class: SavingsClass
  readonly stage: Stage
  readonly clouds: readonly Cloud[]
  /** What it needs beyond the bill to be sure. */
  readonly wants: readonly ('metrics' | 'inventory' | 'prices')[]
  /** Thresholds with defaults and descriptions; every key is a `$parameter` of the SQL as well. */
  readonly settings: z.ZodObject
  /** One SELECT; parameters are the settings. Returns the columns of CandidateBase and the rule's own. */
  readonly sql: string
  /** Shape of the rule's own columns. */
  readonly row: z.ZodObject
  judge(row: CandidateBase & Record<string, unknown>, context: JudgeContext<Record<string, unknown>>): Verdict
}

interface TypedRule<S extends z.ZodObject, R extends z.ZodObject>
  extends Omit<Rule, 'settings' | 'row' | 'judge'> {
  readonly settings: S
  readonly row: R
  judge(row: CandidateBase & z.output<R>, context: JudgeContext<z.output<S>>): Verdict
}

/** Checks a rule's types; rows and settings are parsed by its own schemas before `judge` sees them. */
export function defineRule<S extends z.ZodObject, R extends z.ZodObject>(rule: TypedRule<S, R>): Rule {
  return rule as unknown as Rule
}

export function silence(reason: Silence['reason'], detail: string): Silence {
  return { verdict: 'silence', reason, detail }
}

/** Product of a monthly cost and shares, each with low, expected and high. */
export function times(amount: number, ...shares: readonly Range[]): Range {
  return {
    low: shares.reduce((product, { low }) => product * low, amount),
    expected: shares.reduce((product, { expected }) => product * expected, amount),
    high: shares.reduce((product, { high }) => product * high, amount),
  }
}

/** A factor that is known: low = expected = high. */
export function exactly(name: string, value: number, unit: string, source: string): Factor {
  return { name, low: value, expected: value, high: value, unit, source }
}
