import type { CostsAnswer } from '@outlay/shared/api'
import { addAmounts } from '@outlay/shared/money'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { drillInto } from '../../lib/drill.ts'
import { formatMoney } from '../../lib/format.ts'
import { dimensionLabel, valueLabel } from '../../lib/labels.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { type PivotRow, toPivot } from './pivot-model.ts'

interface PivotTableProps {
  readonly answer: CostsAnswer
  readonly names: ReadonlyMap<string, string>
}

/** Two dimensions at once, with sums at both edges that equal the total. */
export function PivotTable({ answer, names }: PivotTableProps) {
  const view = useView()
  const by2 = view.by2 ?? view.by
  const pivot = toPivot(answer.data)
  const money = (amount: string | null) =>
    amount === null ? '–' : <data value={amount}>{formatMoney(amount, answer.meta.currency)}</data>
  const sums = pivot.columns.map((_, index) =>
    addAmounts(pivot.rows.flatMap(({ cells }) => cells[index] ?? [])),
  )
  return (
    <ScrollRegion label="Costs by two dimensions">
      <table className="table groups">
        <caption className="sr-only">
          Cost by {dimensionLabel(view.by)} and {dimensionLabel(by2)}, in {answer.meta.currency}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="sticky-col">
              {dimensionLabel(view.by)}
            </th>
            <th scope="col" className="num">
              Total
            </th>
            {pivot.columns.map((value) => (
              <th key={JSON.stringify(value)} scope="col" className="num">
                {valueLabel(by2, value, names)}
              </th>
            ))}
            {pivot.hasRest && (
              <th scope="col" className="num">
                Rest
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <tr className="total-row">
            <th scope="row" className="sticky-col">
              Total
            </th>
            <td className="num">{money(answer.meta.total)}</td>
            {sums.map((sum, index) => (
              <td key={JSON.stringify(pivot.columns[index])} className="num">
                {money(sum)}
              </td>
            ))}
            {pivot.hasRest && (
              <td className="num">{money(addAmounts(pivot.rows.flatMap(({ rest }) => rest ?? [])))}</td>
            )}
          </tr>
          {pivot.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className="sticky-col">
                <PivotName row={row} names={names} />
              </th>
              <td className="num strong">{money(row.total)}</td>
              {row.cells.map((cell, index) => (
                <td key={JSON.stringify(pivot.columns[index])} className="num">
                  {money(cell)}
                </td>
              ))}
              {pivot.hasRest && <td className="num">{money(row.rest)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function PivotName({ row, names }: { readonly row: PivotRow; readonly names: ReadonlyMap<string, string> }) {
  const view = useView()
  const setView = useSetView()
  if (row.other) return 'Other'
  return (
    <button
      type="button"
      className="link-button truncate"
      onClick={() => setView(drillInto(view, view.by, row.value))}
    >
      {valueLabel(view.by, row.value, names)}
    </button>
  )
}
