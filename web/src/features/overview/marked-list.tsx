import type { AnomalyMark } from '@outlay/shared/detect'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatDay, formatMoneyChange } from '../../lib/format.ts'

/** The anomalies that the chart marks, as links. */
export function MarkedList({ marks }: { readonly marks: readonly AnomalyMark[] }) {
  if (marks.length === 0) return null
  return (
    <ul className="daily-list">
      {marks.map(({ id, title, startedOn, excess, currency }) => (
        <li key={id}>
          <span className="daily-diamond" aria-hidden="true">
            ◆
          </span>
          <ViewLink to="/anomalies" change={(view) => ({ ...view, selected: id, local: {}, chart: null })}>
            {title}
          </ViewLink>{' '}
          <span className="muted">
            since {formatDay(startedOn)}, {formatMoneyChange(excess, currency)} so far
          </span>
        </li>
      ))}
    </ul>
  )
}
