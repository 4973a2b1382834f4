import type { CostsAnswer } from '@outlay/shared/api'
import type { ReactNode } from 'react'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { addAmounts } from '../../lib/amounts.ts'
import { drillInto } from '../../lib/drill.ts'
import { formatMoney } from '../../lib/format.ts'
import { dimensionLabel, restLabel, valueLabel } from '../../lib/labels.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { type Pivot, type PivotRow, toPivot } from './pivot-model.ts'

interface PivotTableProps {
  readonly answer: CostsAnswer
  readonly names: ReadonlyMap<string, string>
}

/** Two dimensions at once, with sums at both edges that equal the total. */
export function PivotTable({ answer, names }: PivotTableProps) {
  const view = useView()
  const by2 = view.by2 ?? view.by
  const pivot = toPivot(answer.data)
  const { currency, total } = answer.meta
  const across = pivot.columns.map((value) => ({ label: valueLabel(by2, value, names), num: true }))
  return (
    <ScrollRegion label="Costs by two dimensions">
      <table className="table groups">
        <caption className="sr-only">
          Cost by {dimensionLabel(view.by)} and {dimensionLabel(by2)}, in {currency}
        </caption>
        <TableHead
          columns={[
            { label: dimensionLabel(view.by), className: 'sticky-col' },
            { label: 'Total', num: true },
            ...across,
            ...(pivot.rest > 0
              ? [{ label: restLabel(pivot.rest, 'columns'), num: true, className: 'rest' }]
              : []),
          ]}
        />
        <tbody>
          <PivotLine name="Total" amounts={[total, ...columnSums(pivot)]} currency={currency} isTotal />
          {pivot.rows.map((row) => (
            <PivotLine
              key={row.key}
              name={<PivotName row={row} names={names} />}
              amounts={[row.total, ...row.cells, ...(pivot.rest > 0 ? [row.rest] : [])]}
              currency={currency}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

interface PivotLineProps {
  readonly name: ReactNode
  readonly amounts: readonly (string | null)[]
  readonly currency: string
  readonly isTotal?: boolean
}

function PivotLine({ name, amounts, currency, isTotal = false }: PivotLineProps) {
  return (
    <tr className={isTotal ? 'total-row' : undefined}>
      <th scope="row" className="sticky-col">
        {name}
      </th>
      {amounts.map((amount, index) => (
        <td key={index} className={index === 0 ? 'num strong' : 'num'}>
          {amount === null ? '–' : <data value={amount}>{formatMoney(amount, currency)}</data>}
        </td>
      ))}
    </tr>
  )
}

function PivotName({ row, names }: { readonly row: PivotRow; readonly names: ReadonlyMap<string, string> }) {
  const view = useView()
  const setView = useSetView()
  if (row.other) return <span className="rest">{restLabel(null)}</span>
  const open = () => setView(drillInto(view, view.by, row.value))
  return (
    <button type="button" className="link-button truncate" onClick={open}>
      {valueLabel(view.by, row.value, names)}
    </button>
  )
}

function columnSums({ columns, rows, rest: restCount }: Pivot): readonly string[] {
  const sums = columns.map((_, index) => addAmounts(rows.flatMap(({ cells }) => cells[index] ?? [])))
  return restCount > 0 ? [...sums, addAmounts(rows.flatMap(({ rest }) => rest ?? []))] : sums
}
