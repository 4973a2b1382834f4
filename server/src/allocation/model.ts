import type { Filter } from '../queries/filters.ts'

/** Where a rule is written down: in the file, where only its place and whether it is on can be changed, or in the app. */
export type Origin = 'config' | 'app'

/** Any of the lists, of which every filter must hold. */
export type Match = readonly (readonly Filter[])[]

interface Ruled {
  /** Stable: `team:<id>` and `rule:<id>` of the file, `app:<id>` of the app. */
  readonly key: string
  readonly origin: Origin
  readonly name: string
  readonly enabled: boolean
}

export interface TeamAssignment extends Ruled {
  readonly team: string
  readonly match: Match
}

/** How a set of costs is divided among teams. `teams` null: all that have direct costs in the month. */
export type Split =
  | { readonly method: 'even' | 'proportional'; readonly teams: readonly string[] | null }
  | { readonly method: 'fixed'; readonly percents: readonly Percent[] }
  | { readonly method: 'metric'; readonly unit: string; readonly teams: readonly string[] | null }

interface Percent {
  readonly team: string
  /** Decimal text; all of a rule add up to 100 exactly. */
  readonly percent: string
}

export interface SharedRule extends Ruled {
  readonly match: Match
  readonly split: Split
}

/** A tag that the bill lacks: the first value whose match holds, else the bill's own tag of that key. */
export interface VirtualTag extends Ruled {
  /** Folded as tag keys are. */
  readonly tag: string
  readonly values: readonly { readonly value: string; readonly match: Match }[]
}

export interface TagRequirement extends Ruled {
  readonly tag: string
  /** Values that are accepted; null accepts every one. */
  readonly allowed: readonly string[] | null
}

/** All that holds now, in order: the first rule that matches wins. */
export interface RuleSet {
  /** 0 while nobody saved anything in the app. */
  readonly version: number
  readonly rules: readonly TeamAssignment[]
  readonly shared: readonly SharedRule[]
  readonly virtualTags: readonly VirtualTag[]
  readonly tagPolicy: readonly TagRequirement[]
}
