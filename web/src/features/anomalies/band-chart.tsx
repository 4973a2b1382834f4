import '../saved/saved.css'
import './band.css'
import type { AnomalyDetail } from '@outlay/shared/detect'
import { addDays } from '@outlay/shared/period'
import type { Annotation } from '@outlay/shared/saved'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { formatDay, formatMoney } from '../../lib/format.ts'
import { annotationsOptions } from '../saved/answers.ts'
import { NotesList } from '../saved/notes-list.tsx'
import { BandDrawing } from './band-drawing.tsx'
import { BandTable } from './band-table.tsx'

/** Sixty days of the place: what it cost as a line, what was expected as a band, the anomaly's days shaded. */
export function BandChart({ anomaly }: { readonly anomaly: AnomalyDetail }) {
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  const { currency, series, withoutCause } = anomaly
  const notes = useNotes(anomaly)
  if (series.length === 0) {
    return <p className="muted">The days of this place cannot be shown: it spans several series.</p>
  }
  return (
    <figure className="chart" aria-labelledby={`${id}name`} aria-describedby={`${id}text`}>
      <figcaption className="chart-head">
        <span id={`${id}name`} className="card-title">
          Cost a day
        </span>
        <span className="chart-unit">effective cost of usage, {currency}</span>
        <button
          type="button"
          className="button small ghost"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'View as chart' : 'View as table'}
        </button>
      </figcaption>
      {!asTable && (
        <>
          <BandDrawing anomaly={anomaly} notes={notes} />
          <p className="band-legend muted" aria-hidden="true">
            <span>
              <span className="key-line" /> cost
            </span>
            {withoutCause !== null && (
              <span>
                <span className="key-without" /> without {withoutCause.name}
              </span>
            )}
            <span>
              <span className="key-band" /> expected
            </span>
            <span>
              <span className="key-span" /> anomaly
            </span>
          </p>
        </>
      )}
      <p id={`${id}text`} className="chart-sentence">
        {inWords(anomaly)}
      </p>
      <BandTable anomaly={anomaly} visible={asTable} />
      <NotesList notes={notes} day={anomaly.startedOn} />
    </figure>
  )
}

const NONE: { readonly data: readonly Annotation[] } = { data: [] }

/** Notes on the days that are shown, of everybody and of its own team and provider. */
function useNotes({ series, team, provider }: AnomalyDetail): readonly Annotation[] {
  const first = series[0]?.day ?? ''
  const end = addDays(series.at(-1)?.day ?? '2000-01-01', 1)
  const { data: { data } = NONE } = useQuery({
    ...annotationsOptions({ start: first, end }),
    enabled: series.length > 0,
  })
  return data.filter(
    (note) =>
      (note.team === null || note.team === team) && (note.provider === null || note.provider === provider),
  )
}

function inWords(anomaly: AnomalyDetail): string {
  const { series, startedOn, lastDay, expected, actual, currency } = anomaly
  const money = (value: number) => formatMoney(value.toFixed(2), currency)
  const top = series.toSorted((a, b) => b.cost - a.cost)[0]
  const days =
    startedOn === lastDay
      ? `On ${formatDay(startedOn, 'year')}`
      : `From ${formatDay(startedOn)} to ${formatDay(lastDay, 'year')}`
  const highest =
    top === undefined ? '' : ` The highest day is ${formatDay(top.day, 'year')} with ${money(top.cost)}.`
  return `${days} a day cost ${money(actual)}, where ${money(expected)} was expected.${highest}${withoutInWords(anomaly)}`
}

/** What the days of the anomaly would have cost without its top cause. */
function withoutInWords({ series, startedOn, lastDay, withoutCause, currency }: AnomalyDetail): string {
  const days = series.filter(({ day }) => day >= startedOn && day <= lastDay)
  if (withoutCause === null || days.length === 0) return ''
  const mean = days.reduce((sum, { without }) => sum + (without ?? 0), 0) / days.length
  return ` Without ${withoutCause.name} they would have cost ${formatMoney(mean.toFixed(2), currency)}.`
}
