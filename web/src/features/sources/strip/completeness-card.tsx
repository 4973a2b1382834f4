import type { SourceWithDays } from '@outlay/shared/collect'
import { useId, useState } from 'react'
import { StripGrid } from './strip-grid.tsx'
import { DAY_STATES, MEANING, stripSentence, toStrip } from './strip-model.ts'
import { StripTable } from './strip-table.tsx'

const TITLE = 'Completeness by day'

/** How far each of the last days can be trusted, for every source that has days, collected or imported. */
export function CompletenessCard({ sources }: { readonly sources: readonly SourceWithDays[] }) {
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  const strip = toStrip(sources)
  if (strip === null) return null
  return (
    <section className="card">
      <figure className="chart" aria-labelledby={`${id}name`} aria-describedby={`${id}text`}>
        <figcaption className="chart-head">
          <h2 id={`${id}name`} className="card-title">
            {TITLE}
          </h2>
          <span className="chart-unit">Days in UTC</span>
          <button
            type="button"
            className="button small ghost"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? 'View as chart' : 'View as table'}
          </button>
        </figcaption>
        <Legend />
        {!asTable && <StripGrid title={TITLE} describedBy={`${id}text`} strip={strip} />}
        <p id={`${id}text`} className="chart-sentence">
          {stripSentence(strip)}
        </p>
        <StripTable title={TITLE} strip={strip} visible={asTable} />
      </figure>
    </section>
  )
}

function Legend() {
  return (
    <ul className="plain strip-legend">
      {DAY_STATES.map((state) => (
        <li key={state}>
          <span className={`day day-${state}`} aria-hidden="true" />
          <span>
            <strong>{state}</strong> {MEANING[state]}
          </span>
        </li>
      ))}
    </ul>
  )
}
