import type { FactRow, RowsAnswer } from '@outlay/shared/working'
import { Link } from '@tanstack/react-router'
import { addAmounts } from '../../lib/amounts.ts'
import { formatCount, formatDay, formatMoney, formatMoneyExact } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { valueLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { ScrollRegion } from '../table/scroll-region.tsx'
import { TableHead } from '../table/table-head.tsx'

const COLUMNS = [
  { label: 'Day' },
  { label: 'Service' },
  { label: 'Resource' },
  { label: 'Usage' },
  { label: 'Cost', num: true },
  { label: 'Quantity', num: true },
  { label: 'Lines', num: true },
  { label: 'Import' },
]

/** The largest rows of the daily facts under a figure; a resource leads to its lines of the bill. */
export function WorkingRows({ answer: { data, meta } }: { readonly answer: RowsAnswer }) {
  if (data.length === 0) return <p className="muted">No line of the bill matches the question.</p>
  const shown = addAmounts(data.flatMap(({ cost }) => (cost === null ? [] : [cost])))
  return (
    <>
      <p>
        {data.length < meta.rows ? `The largest ${formatCount(data.length)} of ` : ''}
        {formatCount(meta.rows)} {meta.rows === 1 ? 'row' : 'rows'} of the daily facts, made of{' '}
        {formatCount(meta.lines)} {meta.lines === 1 ? 'line' : 'lines'} of the bill. Together they cost{' '}
        <data value={meta.total} data-testid="working-total">
          {formatMoneyExact(meta.total, meta.currency)}
        </data>
        {data.length < meta.rows && `, these ${formatMoneyExact(shown, meta.currency)}`}.
      </p>
      <ScrollRegion className="is-tall" label="Rows it came from">
        <table className="table working-rows">
          <caption className="sr-only">Rows of the daily facts, largest first</caption>
          <TableHead columns={COLUMNS} />
          <tbody>
            {data.map((row, index) => (
              <Row key={index} row={row} currency={meta.currency} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  )
}

function Row({ row, currency }: { readonly row: FactRow; readonly currency: string }) {
  return (
    <tr>
      <th scope="row" className="nowrap">
        {formatDay(row.day, 'year')}
      </th>
      <td>
        <bdi>{row.service ?? 'No service'}</bdi>
        <p className="row-note">
          {valueLabel('provider', row.provider)} · <bdi>{row.subAccount ?? row.billingAccount}</bdi>
        </p>
      </td>
      <td>
        <ResourceCell id={row.resource} />
        {row.team !== null && <p className="row-note">{isolate(row.team)}</p>}
      </td>
      <td>
        <bdi>{row.usageType ?? row.chargeCategory}</bdi>
        {row.commitmentStatus !== null && (
          <p className="row-note">Commitment {row.commitmentStatus.toLowerCase()}</p>
        )}
      </td>
      <td className="num">
        {row.cost === null ? (
          <span className="muted">unknown</span>
        ) : (
          <data value={row.cost}>{formatMoney(row.cost, currency)}</data>
        )}
      </td>
      <td className="num">
        {row.quantity === null ? '–' : formatCount(Number(row.quantity))} {row.unit}
      </td>
      <td className="num">{formatCount(row.lines)}</td>
      <td>
        <code className="working-import">{row.importId}</code>
      </td>
    </tr>
  )
}

function ResourceCell({ id }: { readonly id: string | null }) {
  const view = useView()
  if (id === null) return <span className="muted">No resource</span>
  return (
    <Link to="/resources/$id" params={{ id }} search={view} title={isolate(id)}>
      {valueLabel('resource', id)}
    </Link>
  )
}
