import type { DuckDBConnection } from '@duckdb/node-api'
import { foldTagKey } from '@outlay/shared/tag-key'
import type { RuleSet } from '../../allocation/model.ts'
import { type FileRules, readRuleSet } from '../../allocation/rule-set.ts'
import { SLOTS, tagSlots } from '../../allocation/tag-slots.ts'
import type { Clock } from '../../clock.ts'
import type { FactSettings } from './facts.ts'

/** What the file says of tags, teams and allocation. */
export interface AllocationSettings extends FileRules {
  /** Tag keys with a column of their own, in any spelling; at most eight. */
  readonly promoted: readonly string[]
}

/** What the facts need to know from the settings. */
export interface FactOptions extends AllocationSettings {
  readonly clock: Clock
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
  /** When the bill of a month (`YYYY-MM`) arrived, where one load makes up for deliveries of the past; default now. */
  readonly arrivedAt?: (billingPeriod: string) => Date
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

/** What facts are made with now: the settings of the file and the rules of the app. */
export async function readFactSettings(
  connection: DuckDBConnection,
  options: AllocationSettings,
): Promise<FactSettings> {
  return factSettings(options, await readRuleSet(connection, options))
}

export function factSettings(
  { promoted, teams }: Pick<AllocationSettings, 'promoted' | 'teams'>,
  set: RuleSet,
): FactSettings {
  return {
    slots: tagSlots(promotedKeys(promoted), set.virtualTags),
    rules: set.rules.filter(({ enabled }) => enabled),
    names: new Map(teams.map(({ id, name }) => [id, name])),
  }
}

/** Folded, in the order of their columns. */
export function promotedKeys(promoted: readonly string[]): readonly string[] {
  return promoted.map(foldTagKey).slice(0, SLOTS)
}
