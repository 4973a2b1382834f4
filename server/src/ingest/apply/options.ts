import { foldTagKey } from '@outlay/shared/tag-key'
import type { Clock } from '../../clock.ts'
import type { FactSettings } from './facts.ts'
import type { TeamRule } from './teams.ts'

/** What the facts need to know from the settings. */
export interface FactOptions {
  readonly clock: Clock
  /** Tag keys with a column of their own, in any spelling; at most eight. */
  readonly promoted: readonly string[]
  readonly teams: readonly TeamRule[]
  /** Hours after a day's end until its figures stand, by provider; default 48 for AWS, 72 else. */
  readonly settle?: Readonly<Record<string, number>>
  /** Told of every stage that is behind us: for progress, and for tests that interrupt. */
  readonly onStage?: (stage: ApplyStage) => void
}

export interface ApplyOptions extends FactOptions {
  /** Joins the units in force instead of replacing them. */
  readonly add?: boolean
  /** Takes a delivery that drops much of a unit, or that contains another account's import. */
  readonly replace?: boolean
  /** Refuses the whole delivery when one row was rejected. */
  readonly strict?: boolean
  /** Says what would happen and writes nothing. */
  readonly dryRun?: boolean
}

export type ApplyStage =
  | 'staged'
  | 'lake written'
  | 'ledger'
  | 'facts deleted'
  | 'facts inserted'
  | 'committed'
  | 'lake-old moved'
  | 'checkpointed'

const SLOTS = 8

export function factSettings({ promoted, teams }: FactOptions): FactSettings {
  return { promoted: promoted.map(foldTagKey).slice(0, SLOTS), teams }
}
