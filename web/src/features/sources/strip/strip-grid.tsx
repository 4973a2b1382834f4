import type { CSSProperties } from 'react'
import { formatDay } from '../../../lib/format.ts'
import { daySentence, rowSentence, type Strip, type StripRow } from './strip-model.ts'
import { type Cell, useCell } from './use-cell.ts'

interface StripGridProps {
  readonly title: string
  readonly describedBy: string
  readonly strip: Strip
}

/** A line of days for every source, told apart by fill, pattern and, under the pointer or the arrow keys, in words. */
export function StripGrid({ title, describedBy, strip }: StripGridProps) {
  const { axis, rows } = strip
  const { cell, setCell, onKeyDown } = useCell(rows.length, axis.length)
  const row = cell === null ? undefined : rows[cell.row]
  return (
    <>
      <div
        className="strip"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk the days.
        tabIndex={0}
        role="application"
        aria-label={`${title}: arrow keys walk days and sources`}
        aria-describedby={describedBy}
        style={{ '--days': axis.length } as CSSProperties}
        onKeyDown={onKeyDown}
        onBlur={() => setCell(null)}
        onPointerLeave={() => setCell(null)}
      >
        <div aria-hidden="true">
          {rows.map((each, index) => (
            <Row key={each.key} row={each} index={index} cell={cell} onCell={setCell} />
          ))}
          <Axis axis={axis} />
        </div>
      </div>
      <p className="strip-readout" role="status">
        {cell === null || row === undefined
          ? 'Point at a day, or walk them with the arrow keys.'
          : daySentence(row, cell.column, axis)}
      </p>
    </>
  )
}

interface RowProps {
  readonly row: StripRow
  readonly index: number
  readonly cell: Cell | null
  readonly onCell: (cell: Cell) => void
}

function Row({ row, index, cell, onCell }: RowProps) {
  return (
    <div className="strip-row">
      <div className="strip-name">
        <p>
          {row.name} <bdi className="muted">{row.id}</bdi>
        </p>
        <p className="row-note">{rowSentence(row)}</p>
      </div>
      <div className="strip-days">
        {row.days.map((day, column) => (
          <span
            key={column}
            className={`day day-${day?.state ?? 'none'} ${cell?.row === index && cell.column === column ? 'is-active' : ''}`}
            onPointerEnter={() => onCell({ row: index, column })}
          />
        ))}
      </div>
    </div>
  )
}

/** The first day, the first of each month and, where there is room, the last. */
function Axis({ axis }: { readonly axis: readonly string[] }) {
  const last = axis.length - 1
  const marks = axis
    .map((day, column) => ({ day, column }))
    .filter(({ day, column }) => column === last || (day.endsWith('-01') && last - column > LABEL_DAYS))
  return (
    <div className="strip-row strip-axis">
      <span />
      <div className="strip-days">
        {marks.map(({ day, column }) => (
          <span
            key={day}
            className={column === last ? 'is-last' : undefined}
            style={{ gridColumn: column === last ? `1 / -1` : `${column + 1} / span ${LABEL_DAYS}` }}
          >
            {formatDay(day)}
          </span>
        ))}
      </div>
    </div>
  )
}

/** Days that the name of one takes the room of. */
const LABEL_DAYS = 5
