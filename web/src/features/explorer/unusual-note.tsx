import type { ChartModel } from '../../components/charts/chart-model.ts'
import { ViewLink } from '../../components/ui/view-link.tsx'

interface UnusualNoteProps {
  readonly model: ChartModel
  /** Keys of the groups in which something unusual goes on. */
  readonly promoted: readonly string[]
}

/** Names the groups with anomalies, which have a place in the chart however small they are. */
export function UnusualNote({ model, promoted }: UnusualNoteProps) {
  const unusual = model.series.filter(({ key }) => promoted.includes(key))
  if (unusual.length === 0) return null
  return (
    <p className="chart-sentence" data-testid="unusual">
      <span aria-hidden="true">◆ </span>
      Unusual here:{' '}
      {unusual.map(({ key, label }, index) => (
        <span key={key}>
          {index > 0 && ', '}
          <bdi>{label}</bdi>
        </span>
      ))}
      . <ViewLink to="/anomalies">See the anomalies</ViewLink>
    </p>
  )
}
