import type { CollectState } from '@outlay/shared/collect'
import { formatInstant } from '../../../lib/format.ts'
import { CollectButton } from './collect-button.tsx'
import { Fault } from './fault.tsx'
import { RunHistory } from './run-history.tsx'
import { RunNews, RunProgress } from './run-progress.tsx'
import { scheduleText } from './schedule-text.ts'
import { nextRunText, sourceWord } from './words.ts'

interface CollectorCardProps {
  readonly source: CollectState
  readonly now: Date
}

/** One configured source: when it runs, what it is doing, what went wrong last, and what came of its last runs. */
export function CollectorCard({ source, now }: CollectorCardProps) {
  const { id, title, schedule, running, runs } = source
  const { word, tone } = sourceWord(source)
  const [last] = runs
  return (
    <li className="collector">
      <div className="collector-head">
        <h3>
          {title} <bdi className="muted">{id}</bdi>
        </h3>
        <span className={`state-word tone-${tone}`}>{word}</span>
        <CollectButton source={source} />
      </div>
      <dl className="collector-facts">
        <Fact name="Schedule">{scheduleText(schedule)}</Fact>
        <Fact name="Next run">{nextRunText(source, now)}</Fact>
        <Fact name="Last run">{last === undefined ? 'none yet' : formatInstant(last.startedAt)}</Fact>
      </dl>
      <RunNews source={source} />
      {running !== null && <RunProgress id={id} running={running} />}
      {running === null && last !== undefined && <LastFaults run={last} />}
      {runs.length > 0 && <RunHistory id={id} runs={runs} />}
    </li>
  )
}

/** The fault that ended the run, and those that kept only a part from coming. */
function LastFaults({ run: { fault, parts } }: { readonly run: CollectState['runs'][number] }) {
  const others = parts.flatMap((part) =>
    part.fault === null || part.fault.message === fault?.message ? [] : [{ ...part, fault: part.fault }],
  )
  return (
    <>
      {fault !== null && <Fault fault={fault} />}
      {others.map((part) => (
        <Fault key={part.part} fault={part.fault} part={part.title} />
      ))}
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
