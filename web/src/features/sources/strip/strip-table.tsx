import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatCount, formatDay } from '../../../lib/format.ts'
import { countsText, type Strip, toRanges } from './strip-model.ts'

const COLUMNS = [
  { label: 'Source' },
  { label: 'From' },
  { label: 'Through' },
  { label: 'Days', num: true },
  { label: 'State' },
  { label: 'What counts' },
]

interface StripTableProps {
  readonly title: string
  readonly strip: Strip
  readonly visible: boolean
}

/** Every day of the strip in words: days in a row of one state share a row. */
export function StripTable({ title, strip, visible }: StripTableProps) {
  const table = (
    <table className="table">
      <caption className="sr-only">{title}</caption>
      <TableHead columns={COLUMNS} />
      <tbody>
        {strip.rows.flatMap((row) =>
          toRanges(row).map((range) => (
            <tr key={`${row.key} ${range.from}`}>
              <th scope="row">
                {row.name} <bdi className="muted">{row.id}</bdi>
              </th>
              <td className="nowrap">{formatDay(range.from, 'year')}</td>
              <td className="nowrap">{formatDay(range.to, 'year')}</td>
              <td className="num">{formatCount(range.days)}</td>
              <td>{range.state}</td>
              <td>{countsText(range, row.id)}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  )
  return visible ? (
    <ScrollRegion label={title} className="is-tall">
      {table}
    </ScrollRegion>
  ) : (
    <div className="sr-only">{table}</div>
  )
}
