import type { SettingsAnswer } from '@outlay/shared/settings'
import type { ReactNode } from 'react'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { isolate } from '../../lib/isolate.ts'

const MONTHS = 'January,February,March,April,May,June,July,August,September,October,November,December'.split(
  ',',
)

/** What the file says; it is read when Outlay starts. */
export function FileCard({ file }: { readonly file: SettingsAnswer['file'] }) {
  const { counts } = file
  return (
    <section className="card settings-card" aria-labelledby="the-file">
      <h2 className="card-title" id="the-file">
        {file.name === null ? 'No configuration file' : isolate(file.name)}
      </h2>
      <p className="card-note">
        {file.name === null
          ? 'The defaults hold. outlay.config.example.yaml shows every setting; put outlay.config.yaml beside it and start Outlay again.'
          : 'Changed in the file; a change counts from the next start on. Secrets come from the environment and are never shown.'}
      </p>
      <dl className="facts-list">
        <Row term="Public address">{file.publicUrl ?? 'not set: messages carry no links'}</Row>
        <Row term="Days and weeks">Days are UTC, as bills count them; weeks start on Monday</Row>
        <Row term="Fiscal year starts in">{MONTHS[file.fiscalYearStart - 1]}</Row>
        <Row term="Tags with a column of their own">
          {file.promotedTags.map(isolate).join(', ') || 'none'}
        </Row>
        <Row term="Sources">
          {counts.sources} configured · <ViewLink to="/sources">Data sources</ViewLink>
        </Row>
        <Row term="Teams">
          {counts.teams} in the file · <ViewLink to="/teams">Teams</ViewLink>
        </Row>
        <Row term="Budgets">
          {counts.budgets} in the file · <ViewLink to="/budgets">Budgets and alerts</ViewLink>
        </Row>
        <Row term="Channels">
          {file.channels.join(', ') || 'none: messages go to a file in the data folder'} ·{' '}
          <ViewLink to="/budgets">Send a test alert from a budget</ViewLink>
        </Row>
      </dl>
    </section>
  )
}

function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
