import type { ResourceAnswer } from '@outlay/shared/api'
import { Link } from '@tanstack/react-router'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatDay, formatMoney, formatMoneyChange } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { useView } from '../../lib/search-state.ts'
import { KIND, STATE } from '../anomalies/words.ts'
import { STATUS } from '../recommendations/words.ts'

/** What else is said of the resource: what could be saved, and what was unusual. */
export function Related({ resource }: { readonly resource: ResourceAnswer }) {
  const { recommendations, anomalies } = resource
  if (recommendations.length === 0 && anomalies.length === 0) return null
  return (
    <section className="card">
      {recommendations.length > 0 && (
        <>
          <h2 className="card-title">What could be saved</h2>
          <ul className="related">
            {recommendations.map((each) => (
              <Saving key={each.id} each={each} />
            ))}
          </ul>
        </>
      )}
      {anomalies.length > 0 && (
        <>
          <h2 className="card-title">What was unusual</h2>
          <ul className="related">
            {anomalies.map((each) => (
              <Unusual key={each.id} each={each} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Saving({ each }: { readonly each: ResourceAnswer['recommendations'][number] }) {
  const view = useView()
  return (
    <li>
      <Link
        to="/recommendations/$id"
        params={{ id: each.id }}
        search={{ ...view, selected: null, local: {} }}
      >
        {isolate(each.title)}
      </Link>
      <p className="row-note">
        {each.rule} · {STATUS[each.status]} ·{' '}
        {each.counted > 0
          ? `${formatMoney(each.counted.toFixed(2), each.currency)} a month`
          : 'its saving counts in another'}
      </p>
    </li>
  )
}

function Unusual({ each }: { readonly each: ResourceAnswer['anomalies'][number] }) {
  const place = [each.service, each.usageType].flatMap((name) => (name === null ? [] : [isolate(name)]))
  const days =
    each.startedOn === each.lastDay
      ? `on ${formatDay(each.startedOn, 'year')}`
      : `${formatDay(each.startedOn)} to ${formatDay(each.lastDay, 'year')}`
  return (
    <li>
      <ViewLink
        to="/anomalies"
        change={(view) => ({ ...view, selected: each.id, local: { status: each.state } })}
      >
        {KIND[each.kind]} {days}
      </ViewLink>
      <p className="row-note">
        {formatMoneyChange(each.excess.toFixed(2), each.currency)} · {STATE[each.state]} · {place.join(', ')}
        {each.isCause ? ' · this resource is a cause' : ' · of its service in its account'}
      </p>
    </li>
  )
}
