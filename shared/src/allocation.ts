import type { Basis, CurrencyTotal, DataWarning } from './api.ts'
import type { BudgetStatus } from './budgets.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** Shapes of what `/api/v1/allocation` answers. Billed money is text, estimates are numbers. */

export type SplitMethod = 'even' | 'proportional' | 'fixed' | 'metric'

export type AllocationSplit =
  | { readonly method: 'even' | 'proportional'; readonly teams: readonly string[] | null }
  | {
      readonly method: 'fixed'
      readonly percents: readonly { readonly team: string; readonly percent: string }[]
    }
  | { readonly method: 'metric'; readonly unit: string; readonly teams: readonly string[] | null }

/** Any of the lists of `dimension:operator:value`, of which every one must hold. */
export type AllocationMatch = readonly (readonly string[])[]

interface Ruled {
  /** Left out for a new rule of the app. */
  readonly key?: string
  /** Of the file only place and `enabled` can be changed. */
  readonly origin: 'config' | 'app'
  readonly name: string | null
  readonly enabled: boolean
}

export interface AllocationRule extends Ruled {
  readonly team: string
  readonly match: AllocationMatch
}

export interface SharedCostRule extends Ruled {
  readonly match: AllocationMatch
  readonly split: AllocationSplit
}

export interface VirtualTagRule extends Ruled {
  readonly tag: string
  readonly values: readonly { readonly value: string; readonly match: AllocationMatch }[]
}

export interface TagPolicyRule extends Ruled {
  readonly tag: string
  readonly allowed: readonly string[] | null
}

export interface AllocationRules {
  readonly rules: readonly AllocationRule[]
  readonly shared: readonly SharedCostRule[]
  readonly virtualTags: readonly VirtualTagRule[]
  readonly tagPolicy: readonly TagPolicyRule[]
}

export interface AllocationVersion {
  readonly version: number
  readonly createdAt: string
  readonly actor: string
  readonly note: string | null
}

export interface AllocationRulesAnswer {
  readonly data: AllocationRules
  readonly version: number
  /** Newest first; version 0 is the file alone. */
  readonly versions: readonly AllocationVersion[]
  /** Teams that the file names or a cost has. */
  readonly teams: readonly { readonly id: string; readonly name: string | null }[]
  /** Business units that have quantities by team. */
  readonly units: readonly string[]
  /** Columns for tags: how many there are, and the keys of the file that take one each. */
  readonly slots: { readonly max: number; readonly promoted: readonly string[] }
  /** What decides where no rule matches. */
  readonly fallback: string | null
}

/** The budget of a team as it stands in the month of the last complete day, whatever period is asked for. */
export interface TeamBudget {
  readonly id: string
  /** Null where its plan has none for the month. */
  readonly amount: Amount | null
  readonly currency: string
  /** Of the complete days of the month. */
  readonly actual: Amount
  readonly month: string
  readonly status: BudgetStatus
}

export interface TeamAllocation {
  /** Null is never here: what has no team is `unallocated`. */
  readonly team: string
  readonly name: string | null
  readonly owner: string | null
  readonly direct: Amount
  readonly sharedIn: Amount
  /** Costs of the team that a shared rule took; part of no total. */
  readonly sharedOut: Amount
  readonly total: Amount
  /** Of the period before; null where history does not hold it. */
  readonly previousTotal: Amount | null
  /** Null unless exactly one month budget names the team. */
  readonly budget: TeamBudget | null
  /** Share of its direct cost in resources that carry every required tag, 0–1; null without such resources. */
  readonly tagCoverage: number | null
  /** Counted savings a month of open recommendations; null while the rules have not run. */
  readonly openSavings: number | null
  /** Total ÷ quantity of the unit; null where the team has none. */
  readonly unitCost: number | null
}

export interface SharedPool {
  readonly key: string
  readonly name: string
  readonly method: SplitMethod
  readonly cost: Amount
  readonly shares: readonly { readonly team: string; readonly cost: Amount }[]
  readonly unsplit: readonly { readonly month: Day; readonly cost: Amount; readonly reason: string }[]
}

/** Who bought a commitment and whose usage it covered. */
export interface CommitmentFlow {
  readonly buyer: string | null
  readonly buyerName: string | null
  /** Null is usage without a team, or the part that nobody used where `status` is Unused. */
  readonly team: string | null
  readonly status: 'Used' | 'Unused'
  readonly cost: Amount
}

export interface AllocationSummary {
  readonly sentence: string
  readonly basis: Basis
  readonly currency: string
  readonly currencies: readonly CurrencyTotal[]
  readonly start: Day
  readonly end: Day
  readonly previous: { readonly start: Day; readonly end: Day } | null
  readonly teams: readonly TeamAllocation[]
  readonly direct: Amount
  readonly shared: Amount
  readonly unallocated: Amount
  readonly previousUnallocated: Amount | null
  /** Of `unallocated`: what a shared rule takes but could not split. */
  readonly unsplit: Amount
  /** What `GET /costs` answers to the same question. */
  readonly total: Amount
  readonly previousTotal: Amount | null
  /** direct + shared + unallocated − total. */
  readonly reconciles: { readonly ok: boolean; readonly difference: Amount }
  readonly pools: readonly SharedPool[]
  readonly commitments: readonly CommitmentFlow[]
  /** Keys that tagCoverage asks for. */
  readonly requiredTags: readonly string[]
  readonly unit: string | null
  readonly units: readonly string[]
  readonly rulesVersion: number
  readonly dataThrough: Day | null
  readonly partialFrom: Day | null
  readonly warnings: readonly DataWarning[]
  /** With `explain`. */
  readonly meta?: { readonly sql: string; readonly params: Readonly<Record<string, string>> }
}

export interface AllocationPreview {
  readonly currency: string
  readonly basis: Basis
  readonly start: Day
  readonly end: Day
  readonly before: { readonly unallocated: Amount; readonly shared: Amount }
  readonly after: { readonly unallocated: Amount; readonly shared: Amount }
  readonly teams: readonly { readonly team: string; readonly before: Amount; readonly after: Amount }[]
  /** Costs whose team changes, largest first. */
  readonly moves: readonly {
    readonly from: string | null
    readonly to: string | null
    readonly rows: number
    readonly cost: Amount
  }[]
  /** Daily facts and costs that change hands in the period, sizes added. */
  readonly moved: { readonly rows: number; readonly cost: Amount }
  readonly reconciles: { readonly ok: boolean; readonly difference: Amount }
}

export interface AllocationExplanation {
  readonly currency: string
  readonly start: Day
  readonly end: Day
  readonly data: readonly {
    /** What decides, in words. */
    readonly reason: string
    readonly key: string | null
    readonly origin: 'config' | 'app' | 'tag' | 'none'
    readonly match: AllocationMatch | null
    readonly team: string | null
    readonly rows: number
    readonly cost: Amount
    /** A shared rule that takes the cost afterwards. */
    readonly shared: string | null
  }[]
}
