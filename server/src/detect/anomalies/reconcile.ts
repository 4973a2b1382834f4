import { addDays, type Day } from '@outlay/shared/period'
import type { StoredAnomaly } from './stored.ts'
import type { FoundAnomaly } from './to-row.ts'

/** What a run means for what is stored. */
export interface Reconciled {
  readonly added: readonly FoundAnomaly[]
  readonly kept: readonly { readonly stored: StoredAnomaly; readonly found: FoundAnomaly }[]
  readonly gone: readonly StoredAnomaly[]
}

/** Days by which the same incident may begin earlier or later once more of it is known. */
const SLACK = 3

/**
 * Matches what was found with what is stored: same currency and direction, one place within the other, days that meet.
 * What is stored and not found any more is gone, unless it began before `since`, where history is too short to tell.
 */
export function reconcile(
  found: readonly FoundAnomaly[],
  stored: readonly StoredAnomaly[],
  since: Day,
): Reconciled {
  const free = new Set(stored)
  const added: FoundAnomaly[] = []
  const kept: { stored: StoredAnomaly; found: FoundAnomaly }[] = []
  for (const one of found) {
    const candidates = [...free].filter((each) => isSame(each, one))
    const exact = candidates.find(({ fingerprint }) => fingerprint === one.row.fingerprint)
    const match = exact ?? candidates[0]
    if (match === undefined) added.push(one)
    else {
      kept.push({ stored: match, found: one })
      free.delete(match)
    }
  }
  return { added, kept, gone: [...free].filter(({ started_on }) => started_on >= since) }
}

function isSame(stored: StoredAnomaly, { row }: FoundAnomaly): boolean {
  return (
    stored.currency === row.currency &&
    directionOf(stored.kind) === directionOf(row.kind) &&
    (stored.scope === 'team') === (row.scope === 'team') &&
    (within(stored, row) || within(row, stored)) &&
    row.started_on <= addDays(stored.last_day, SLACK) &&
    row.last_day >= addDays(stored.started_on, -SLACK)
  )
}

function directionOf(kind: StoredAnomaly['kind']): string {
  return kind === 'drop' || kind === 'mix' ? kind : 'rise'
}

const COLUMNS = ['provider', 'billing_account', 'sub_account', 'service', 'usage_type'] as const
type PlaceNames = Pick<StoredAnomaly, (typeof COLUMNS)[number] | 'team' | 'scope'>

/** True when every column that `outer` names is the same in `inner`. */
function within(inner: PlaceNames, outer: PlaceNames): boolean {
  if (outer.scope === 'team') return inner.team === outer.team
  return COLUMNS.every((column) => outer[column] === null || outer[column] === inner[column])
}
