import type { AllocationSettings } from '../ingest/apply/options.ts'
import type { AppDeps } from './deps.ts'

const NOTHING: AllocationSettings = { promoted: [], teams: [] }

/** What the file says of tags, teams and allocation. */
export function allocationSettings({ allocation }: AppDeps): AllocationSettings {
  return allocation ?? NOTHING
}
