import type { ImportRecord } from '@outlay/shared/api'
import { formatCount, formatMoney, formatMonth } from '../../lib/format.ts'
import { useSetView } from '../../lib/search-state.ts'
import { AcceptButton } from './accept-button.tsx'

interface HeldImportProps {
  readonly record: ImportRecord
  readonly imports: readonly ImportRecord[]
  /** False where the import's own name, which opens it, stands beside. */
  readonly linked?: boolean
}

/** What a held delivery would lower, the button that lets it count, and the way to what it holds. */
export function HeldImport({ record, imports, linked = false }: HeldImportProps) {
  const setView = useSetView()
  return (
    <div className="held">
      <p className="row-note">{heldSentence(record, imports)}</p>
      <p className="held-actions">
        <AcceptButton id={record.id} />
        {linked && (
          <button
            type="button"
            className="button small ghost"
            onClick={() => setView({ selected: record.id })}
          >
            Details
          </button>
        )}
      </p>
    </div>
  )
}

/** `It would lower Nov 2026 from $40,170 to $11,359 billed and from 22,070 to 10,190 rows.` */
export function heldSentence(held: ImportRecord, imports: readonly ImportRecord[]): string {
  const now = imports.find((record) => record.state === 'counted' && sameUnit(record, held))
  const month =
    held.billingPeriod === null ? 'this bill' : formatMonth(`${held.billingPeriod.slice(0, 7)}-01`)
  const changes = now === undefined ? [] : [...moneyChanges(now, held), ...rowChange(now, held)]
  return changes.length === 0
    ? `It would replace much of ${month}, so it waits to be accepted.`
    : `It would lower ${month} ${changes.join(' and ')}.`
}

/** The held imports of a source's account, newest first. */
export function heldOf(
  source: { readonly id: string; readonly billingAccount: string },
  imports: readonly ImportRecord[],
): readonly ImportRecord[] {
  return imports.filter(
    (record) =>
      record.state === 'held' &&
      record.source === source.id &&
      (record.billingAccount ?? '') === source.billingAccount,
  )
}

function sameUnit(a: ImportRecord, b: ImportRecord): boolean {
  return (
    a.kind === b.kind &&
    a.source === b.source &&
    a.grain === b.grain &&
    a.billingAccount === b.billingAccount &&
    a.billingPeriod === b.billingPeriod
  )
}

function moneyChanges(now: ImportRecord, held: ImportRecord): readonly string[] {
  return now.totals.flatMap(({ currency, billed }) => {
    const next = held.totals.find((total) => total.currency === currency)?.billed ?? '0'
    if (billed === null || Number(next) >= Number(billed)) return []
    return `from ${formatMoney(billed, currency)} to ${formatMoney(next, currency)} billed`
  })
}

function rowChange(now: ImportRecord, held: ImportRecord): readonly string[] {
  if (held.rowsKept >= now.rowsKept) return []
  return [`from ${formatCount(now.rowsKept)} to ${formatCount(held.rowsKept)} rows`]
}
