import { periodDays } from '@outlay/shared/report-periods'
import { type ReportView, viewReport } from '@outlay/shared/report-view'
import type { ReportModel } from '@outlay/shared/reports'
import { Skeleton } from '../../components/ui/states.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { DayBars } from './day-bars.tsx'
import { ReportSectionView } from './report-section.tsx'

interface DocumentProps {
  readonly model: ReportModel
  /** Where it stands: a preview, or a snapshot and where it went. */
  readonly note: string
  /** It stands within another page, whose title and heading hold. */
  readonly isPart?: boolean
}

/** A report as a page, on screen and on paper. */
export function ReportDocument({ model, note, isPart = false }: DocumentProps) {
  const view = viewReport(model)
  return (
    <article className="report" aria-label={view.subject}>
      <header>
        <p className="report-kicker">
          {view.title} · {view.when}
        </p>
        {isPart ? (
          <h2 className="report-title">{view.scope}</h2>
        ) : (
          <h1 className="report-title">{view.scope}</h1>
        )}
        <p className="report-sentence">{view.sentence}</p>
        <p className="muted report-note">{note}</p>
      </header>
      <Tiles view={view} />
      {view.days.length > 0 && <DayBars days={view.days} note={view.daysNote} />}
      {view.sections.map((section) => (
        <ReportSectionView key={section.id} section={section} />
      ))}
      <footer>
        {view.footer.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {!isPart && <p className="report-permalink">{window.location.href}</p>}
      </footer>
    </article>
  )
}

/** Names the tab, and the file that a browser makes of it. */
export function useReportTitle({ scope, period }: ReportModel): void {
  useTitle(`${scope.name} ${periodDays(period)}`)
}

function Tiles({ view }: { readonly view: ReportView }) {
  return (
    <dl className="report-tiles">
      {view.tiles.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="report-value">{value}</dd>
          <dd>{note}</dd>
        </div>
      ))}
    </dl>
  )
}

export function DocumentSkeleton() {
  return (
    <div className="report">
      <Skeleton height={40} width="min(30rem, 100%)" />
      <Skeleton height={90} />
      <Skeleton height={220} />
      <Skeleton height={180} />
      <p className="muted">The report is being made…</p>
    </div>
  )
}
