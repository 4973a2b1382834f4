import type { FocusVersion } from '../readers/support/focus-version.ts'

/** Values of a fixture row that differ from the conformant base row; `null` empties the column. */
export type FixtureRow = Readonly<Record<string, string | null>>

interface RuleBase {
  /** Official id of the FOCUS 1.2 rule model where one exists and is right, otherwise `OUTLAY-…`. */
  readonly id: string
  readonly title: string
  /** MUST of the standard is an error; SHOULD, and what only looks wrong, a warning. */
  readonly level: 'error' | 'warning'
  /** Every FOCUS column that the SQL reads. */
  readonly columns: readonly string[]
  /** Columns of these that a bill may lack: they read as null. A rule is skipped when another one is missing. */
  readonly mayLack?: readonly string[]
  /** Versions that it belongs to, told by the bill's columns; every version by default. */
  readonly versions?: readonly FocusVersion[]
}

interface Fixtures {
  /** Rows to which the rule applies and which keep it. */
  readonly clean: readonly FixtureRow[]
  /** Rows that break it: each once, or all together once for an aggregate. */
  readonly violating: readonly FixtureRow[]
}

export interface RowRule extends RuleBase, Fixtures {
  readonly kind: 'row'
  /** SQL boolean over one row; true is a violation, null is not. */
  readonly violation: string
}

export interface AggregateRule extends RuleBase, Fixtures {
  readonly kind: 'aggregate'
  /** A group of rows, of which each that satisfies `having` is one violation. */
  readonly groupBy: readonly string[]
  readonly where: string
  readonly having: string
  /** What to show of a violating group beside its first row's values: name → SQL aggregate that gives text. */
  readonly evidence: Readonly<Record<string, string>>
}

export interface HeaderRule extends RuleBase {
  readonly kind: 'header'
  /** The column names at fault. */
  readonly check: (header: readonly string[]) => readonly string[]
  readonly clean: readonly string[]
  readonly violating: readonly string[]
}

export type ConformanceRule = RowRule | AggregateRule | HeaderRule

export function defineRules<T extends ConformanceRule>(rules: readonly T[]): readonly T[] {
  return rules
}
