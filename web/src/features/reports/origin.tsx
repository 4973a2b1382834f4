import type { ReportCard } from '@outlay/shared/report-answers'
import { deleteChange, patchJson } from '../../lib/change.ts'
import { useReportChanges } from './use-report-changes.tsx'

interface OriginProps {
  readonly card: ReportCard
  readonly onEdit: (id: string) => void
}

/** Where a report is set up, and what can be changed of it here. */
export function Origin({ card, onEdit }: OriginProps) {
  const { id, source, hides, paused, schedule, title } = card
  const { start, busy, notice } = useReportChanges()
  const path = `/reports/${encodeURIComponent(id)}`
  if (source === 'built-in') return null
  if (source === 'config' && !hides)
    return <p className="muted">From the configuration file: changed there.</p>
  if (source === 'config') {
    return (
      <div className="report-origin">
        <p className="warn-text">
          The configuration file has a report with the id {id}; it wins over the one that was made here.
        </p>
        <button
          type="button"
          className="button small"
          disabled={busy}
          onClick={() => start({ run: () => deleteChange(path), says: 'Removed' })}
        >
          Remove the one made here
        </button>
        {notice}
      </div>
    )
  }
  return (
    <div className="report-origin">
      <button type="button" className="button small" onClick={() => onEdit(id)}>
        Edit<span className="sr-only"> {title}</span>
      </button>
      {schedule !== null && (
        <button
          type="button"
          className="button small"
          disabled={busy}
          onClick={() =>
            start({
              run: () => patchJson(path, { paused: !paused }),
              says: paused ? 'It goes on with the next period' : 'It is paused',
            })
          }
        >
          {paused ? 'Go on' : 'Pause'}
          <span className="sr-only"> {title}</span>
        </button>
      )}
      {notice}
    </div>
  )
}
