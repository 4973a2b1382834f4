import type { ReactNode } from 'react'
import { Icon } from '../../components/ui/icon.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'

interface BarProps {
  readonly children: ReactNode
  readonly failed: string | null
  readonly done?: string | null
}

/** What can be done with a report; no part of it on paper. */
export function ReportBar({ children, failed, done = null }: BarProps) {
  return (
    <div className="report-bar">
      <ViewLink to="/reports">
        <Icon name="left" /> All reports
      </ViewLink>
      <div className="report-actions">
        <button type="button" className="button primary" onClick={() => window.print()}>
          Print or save as PDF
        </button>
        {children}
      </div>
      <p role="status" className={done === null ? 'sr-only' : undefined}>
        {done ?? ''}
      </p>
      {failed !== null && (
        <p role="alert" className="warn-text">
          {failed}
        </p>
      )}
    </div>
  )
}
