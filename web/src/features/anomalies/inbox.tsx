import type { Anomaly } from '@outlay/shared/detect'
import { Link } from '@tanstack/react-router'
import { formatDay, formatMoney, formatMoneyChange } from '../../lib/format.ts'
import { useView } from '../../lib/search-state.ts'
import { CLASS, daysInWords, KIND, placeOf } from './words.ts'

interface InboxProps {
  readonly anomalies: readonly Anomaly[]
  readonly selected: string | null
}

/** The list, largest first; each entry opens beside it. */
export function Inbox({ anomalies, selected }: InboxProps) {
  return (
    <ul className="anomaly-list" aria-label="Anomalies, the largest first">
      {anomalies.map((anomaly) => (
        <li key={anomaly.id}>
          <Entry anomaly={anomaly} isSelected={anomaly.id === selected} />
        </li>
      ))}
    </ul>
  )
}

function Entry({ anomaly, isSelected }: { readonly anomaly: Anomaly; readonly isSelected: boolean }) {
  const view = useView()
  const { what, where } = placeOf(anomaly)
  const { currency, expected, actual, excess, days, startedOn, state, classification } = anomaly
  return (
    <Link
      to="."
      search={{ ...view, selected: anomaly.id }}
      className="anomaly-entry"
      resetScroll={false}
      activeProps={{}}
      {...(isSelected ? { 'aria-current': 'true' as const } : {})}
    >
      <span className="anomaly-entry-head">
        <span className="anomaly-what">{what}</span>
        <span className={`anomaly-excess ${excess < 0 ? 'is-down' : 'is-up'}`}>
          {formatMoneyChange(excess.toFixed(2), currency)}
        </span>
      </span>
      <span className="muted anomaly-where">
        {where}
        {anomaly.team !== null && anomaly.scope !== 'team' && ` · ${anomaly.team}`}
      </span>
      <span className="anomaly-entry-foot muted">
        <span className={`anomaly-kind kind-${anomaly.kind}`}>{KIND[anomaly.kind]}</span>
        {state === 'acknowledged' && <span className="anomaly-kind">Acknowledged</span>}
        {state === 'withdrawn' && <span className="anomaly-kind">Withdrawn</span>}
        {classification !== null && <span className="anomaly-kind">{CLASS[classification]}</span>}
        <span>
          {formatDay(startedOn)}, {daysInWords(days)}
        </span>
        <span>
          {formatMoney(expected.toFixed(2), currency)} → {formatMoney(actual.toFixed(2), currency)} a day
        </span>
      </span>
    </Link>
  )
}
