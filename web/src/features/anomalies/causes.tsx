import type { AnomalyCause, AnomalyDetail } from '@outlay/shared/detect'
import { groupBy } from '@outlay/shared/group-by'
import { formatMoneyChange, formatShare } from '../../lib/format.ts'
import { DIMENSION } from './words.ts'

/** What the excess is made of, from the narrowest dimension that explains it to the widest. */
export function Causes({ anomaly }: { readonly anomaly: AnomalyDetail }) {
  const { causes, currency } = anomaly
  const [first] = causes
  if (first === undefined) return <p className="muted">The lines of these days tell no cause.</p>
  return (
    <section className="card" aria-labelledby="anomaly-causes">
      <h3 id="anomaly-causes" className="card-title">
        Cause
      </h3>
      <p className="anomaly-cause-head" data-testid="root-cause">
        {DIMENSION[first.dimension]} <strong>{first.name}</strong> brings {share(first)} of it:{' '}
        {formatMoneyChange(first.excess.toFixed(2), currency)} a day.
      </p>
      <div className="cause-groups">
        {groupsOf(causes).map(([dimension, members]) => (
          <table key={dimension} className="table cause-table">
            <caption>{DIMENSION[dimension]}</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">{DIMENSION[dimension]}</th>
                <th scope="col">Share</th>
                <th scope="col">Change a day</th>
              </tr>
            </thead>
            <tbody>
              {members.map((cause) => (
                <CauseRow key={cause.value ?? ''} cause={cause} currency={currency} />
              ))}
            </tbody>
          </table>
        ))}
      </div>
      <p className="muted">
        Change a day against the four weeks before. What others cost less makes shares above 100 %.
      </p>
    </section>
  )
}

/** By dimension; one of which the lines have nothing is left out. */
function groupsOf(causes: readonly AnomalyCause[]) {
  return [...groupBy(causes, ({ dimension }) => dimension)].filter(([, members]) =>
    members.some(({ value }) => value !== null),
  )
}

function CauseRow({ cause, currency }: { readonly cause: AnomalyCause; readonly currency: string }) {
  const width = Math.min(100, Math.round(Math.abs(cause.share) * 100))
  return (
    <tr>
      <th scope="row">
        <span className="truncate" title={cause.value ?? undefined}>
          {cause.name}
        </span>
      </th>
      <td className="num">
        <span className="cause-bar" aria-hidden="true">
          <span className={cause.excess < 0 ? 'is-down' : 'is-up'} style={{ width: `${width}%` }} />
        </span>
        {share(cause)}
      </td>
      <td className="num strong">{formatMoneyChange(cause.excess.toFixed(2), currency)}</td>
    </tr>
  )
}

function share({ share: part }: AnomalyCause): string {
  return formatShare(part)
}
