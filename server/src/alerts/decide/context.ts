import type { Config } from '../../config.ts'
import type { Ask } from '../../queries/ask.ts'
import type { AlertRow } from '../alert-rows.ts'
import type { BudgetDeps } from '../budgets/read-answer.ts'
import type { Decision } from '../outbox/enqueue.ts'

/** What every decision looks at. */
export interface DecideContext extends BudgetDeps {
  readonly ask: Ask
  readonly config: Config
  /** Fingerprints that are decided. */
  readonly decided: ReadonlySet<string>
  /** Alerts that stand. */
  readonly standing: readonly AlertRow[]
  /** Last complete day of the run before; null on the first one. */
  readonly decidedThrough: string | null
}

/** What becomes of an alert that stands. */
export interface Change {
  readonly alertId: string
  /** New state, or the one it has. */
  readonly state: AlertRow['state']
  readonly reason: string | null
  /** Its message as it is now; undefined where it stays. */
  readonly message?: AlertRow['message']
  readonly figure?: number
  /** What is told in its thread; null where nobody is told. */
  readonly text: string | null
}

export interface Decided {
  readonly decisions: readonly Decision[]
  readonly changes: readonly Change[]
}
