/** The word beside a period that is not whole. */
export function PeriodNote({ note }: { readonly note: string | null }) {
  return note === null ? null : <span className="muted"> · {note}</span>
}
