import { groupBy } from '@outlay/shared/group-by'
import { addDays, monthStart, toDay } from '@outlay/shared/period'
import { isoTime, type LedgerRow } from './ledger.ts'

/** Superseded deliveries are kept for this many days. Source: docs/operations.md. */
const KEPT_DAYS = 7
/** A month's bill is taken as closed this many days after its end. */
const CLOSING_DAYS = 5

/**
 * Lake files of superseded imports that may go: older than seven days, used by no later import, and not the version with
 * which their month closed.
 */
export function disposable(ledger: readonly LedgerRow[], now: Date): string[] {
  const limit = now.getTime() - KEPT_DAYS * 86_400_000
  const closing = closingVersions(ledger)
  const isKept = (row: LedgerRow) =>
    row.state !== 'superseded' ||
    row.superseded_at === null ||
    Date.parse(isoTime(row.superseded_at)) > limit ||
    closing.has(row.id)
  const kept = new Set(ledger.filter(isKept).flatMap((row) => row.lake_files))
  const old = ledger.filter((row) => !isKept(row)).flatMap((row) => row.lake_files)
  return [...new Set(old)].filter((path) => !kept.has(path))
}

/** Of each unit the last version delivered until its month closed, else the first one after. */
function closingVersions(ledger: readonly LedgerRow[]): Set<string> {
  const landed = ledger.filter(
    (row) => row.kind === 'costs' && ['counted', 'side', 'superseded'].includes(row.state),
  )
  const units = groupBy(landed, (row) =>
    JSON.stringify([
      row.source,
      row.grain,
      row.dataset,
      row.provider,
      row.billing_account,
      row.billing_period,
    ]),
  )
  const closing = new Set<string>()
  for (const versions of units.values()) {
    const sorted = versions.toSorted((a, b) => a.seq - b.seq)
    const closed = closingDay(sorted[0]?.billing_period ?? null)
    const version = sorted.findLast((row) => toDay(new Date(isoTime(row.created_at))) <= closed) ?? sorted[0]
    if (version !== undefined) closing.add(version.id)
  }
  return closing
}

function closingDay(billingPeriod: string | null): string {
  return billingPeriod === null ? '' : addDays(monthStart(`${billingPeriod}-01`, 1), CLOSING_DAYS)
}
