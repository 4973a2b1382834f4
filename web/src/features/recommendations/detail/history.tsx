import { formatDay, formatInstant } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import type { RecommendationWithHistory, StatusEvent } from '../answers.ts'
import { STATUS } from '../words.ts'

/** Who changed what, when and why, newest first. */
export function History({ recommendation: { history, firstSeen } }: HistoryProps) {
  return (
    <section className="card" aria-label="History">
      <h2 className="card-title">History</h2>
      <ol className="history">
        {history.toReversed().map((event, index) => (
          <li key={`${event.happenedAt} ${index}`}>
            <p>
              <bdi className="strong">{event.actor}</bdi>: {eventText(event)}
            </p>
            <p className="row-note">{formatInstant(event.happenedAt)}</p>
          </li>
        ))}
        <li>
          <p>Found by the rule</p>
          <p className="row-note">{formatDay(firstSeen, 'year')}</p>
        </li>
      </ol>
    </section>
  )
}

interface HistoryProps {
  readonly recommendation: Pick<RecommendationWithHistory, 'history' | 'firstSeen'>
}

function eventText({ from, to, reason }: StatusEvent): string {
  const why = reason === null ? '' : isolate(reason)
  if (from === to) return why === '' ? STATUS[to] : why
  const move = from === null ? STATUS[to] : `${STATUS[from]} → ${STATUS[to]}`
  return why === '' ? move : `${move}. ${why}`
}
