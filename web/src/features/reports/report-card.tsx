import type { ReportCard, ReportRunCard, ReportsAnswer } from '@outlay/shared/report-answers'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { SelectField } from '../../components/ui/select-field.tsx'
import { useView } from '../../lib/search-state.ts'
import { DEFAULT_VIEW } from '../../lib/view.ts'
import { Origin } from './origin.tsx'
import { changeWords, deliveryWords, instantWords, recipientWords, SECTION_NAMES } from './words.ts'

const EVERYBODY = ''

interface CardProps {
  readonly card: ReportCard
  readonly meta: ReportsAnswer['meta']
  readonly onEdit: (id: string) => void
}

/** One report: open it for anybody and any time, and see what was sent. */
export function ReportCardView({ card, meta, onEdit }: CardProps) {
  const { id, title, about, source, recipients, runs, changes } = card
  const [last] = changes
  return (
    <section className="card report-card" aria-labelledby={`report-${id}`}>
      <h2 id={`report-${id}`}>
        {title}
        {source === 'config' && id !== card.type && <span className="muted"> · {id}</span>}
      </h2>
      <p className="muted">{about}</p>
      <OpenForm card={card} meta={meta} />
      <dl className="report-facts">
        <ScheduleFacts card={card} />
        <div>
          <dt>Recipients</dt>
          <dd>{recipients.map(recipientWords).join(', ')}</dd>
        </div>
        <div>
          <dt>Parts</dt>
          <dd>{card.sections.map((section) => SECTION_NAMES[section]).join(', ')}</dd>
        </div>
        {last !== undefined && (
          <div>
            <dt>Changed</dt>
            <dd title={changes.map(changeWords).join('\n')}>{changeWords(last)}</dd>
          </div>
        )}
      </dl>
      <Origin card={card} onEdit={onEdit} />
      <History id={id} runs={runs} />
    </section>
  )
}

function ScheduleFacts({ card: { schedule, filters, paused } }: Pick<CardProps, 'card'>) {
  return (
    <>
      {filters.length > 0 && (
        <div>
          <dt>Of</dt>
          <dd>{filters.join(', ')}</dd>
        </div>
      )}
      <div>
        <dt>Schedule</dt>
        <dd>
          {schedule === null ? 'Not scheduled' : schedule.words}
          {paused && <strong>, paused</strong>}
        </dd>
      </div>
      {schedule !== null && schedule.next !== null && (
        <div>
          <dt>Next</dt>
          <dd>
            <time dateTime={schedule.next}>{instantWords(schedule.next, schedule.timezone)}</time>
            {schedule.waits !== null && <span className="warn-text"> {schedule.waits}</span>}
          </dd>
        </div>
      )}
    </>
  )
}

/** A team and a period; the last one that has ended stands first. */
function OpenForm({ card, meta }: Omit<CardProps, 'onEdit'>) {
  const view = useView()
  const [team, setTeam] = useState(card.team ?? view.team ?? EVERYBODY)
  const periods = card.kind === 'week' ? meta.weeks : meta.months
  const [period, setPeriod] = useState(periods[0]?.key ?? '')
  if (period === '') return <p className="muted">No {card.kind} has ended yet.</p>
  const names = new Map(periods.map(({ key, name }) => [key, name]))
  const teams = new Map(meta.teams.map((each) => [each.id, each.name]))
  return (
    <div className="report-open">
      <SelectField
        label="Of"
        value={team}
        options={[EVERYBODY, ...teams.keys()]}
        text={(id) => (id === EVERYBODY ? wholeOf(card) : (teams.get(id) ?? id))}
        onChange={setTeam}
      />
      <SelectField
        label={card.kind === 'week' ? 'Week' : 'Month'}
        value={period}
        options={[...names.keys()]}
        text={(key) => names.get(key) ?? key}
        onChange={setPeriod}
      />
      <Link
        className="button primary"
        to="/reports/$id/preview"
        params={{ id: card.id }}
        search={{ ...DEFAULT_VIEW, team: team === EVERYBODY ? null : team, local: { of: period } }}
      >
        Open<span className="sr-only"> {card.title}</span>
      </Link>
    </div>
  )
}

/** Of one that filters, what it is of itself. */
function wholeOf({ filters, title }: ReportCard): string {
  return filters.length === 0 ? 'Whole company' : title
}

function History({ id, runs }: { readonly id: string; readonly runs: readonly ReportRunCard[] }) {
  if (runs.length === 0) return <p className="muted">Nothing has been sent or kept yet.</p>
  return (
    <details className="report-history" open={runs.length < 4}>
      <summary>
        {runs.length === 1 ? 'One kept report' : `${runs.length} kept reports`}, the last of{' '}
        {runs[0]?.periodName}
      </summary>
      <ul>
        {runs.map((run) => (
          <li key={run.run}>
            <Link to="/reports/$id/runs/$run" params={{ id, run: run.run }} search={DEFAULT_VIEW}>
              {run.subject}
            </Link>
            <span className="muted">
              {instantWords(run.createdAt, 'UTC')}
              {run.partial && ', partial'}
              {run.trigger === 'catch-up' && ', caught up'}: {deliveryWords(run)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
