import type { Statement, StatementState } from '@outlay/shared/statements'
import { useQuery } from '@tanstack/react-query'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { EmptyState, Load, Skeleton } from '../../../components/ui/states.tsx'
import { addAmounts } from '../../../lib/amounts.ts'
import { formatMoney, formatMonth } from '../../../lib/format.ts'
import { useSetView, useView } from '../../../lib/search-state.ts'
import { statementsOptions } from '../answers.ts'
import { StatementDialog } from './statement-dialog.tsx'

const TONES: Record<StatementState, string> = {
  open: 'quiet',
  provisional: 'warning',
  closed: 'good',
  locked: 'good',
}

const COLUMNS = [
  { label: 'Month' },
  { label: 'State' },
  { label: 'Total', num: true },
  { label: 'Earlier months', num: true },
  { label: 'Together', num: true },
]

/** Months as statements: what is issued stands, and what moves later is posted into the next. */
export function StatementsTab() {
  const view = useView()
  const query = useQuery(statementsOptions(view))
  return (
    <section className="card card-flush">
      <div className="card-head">
        <div>
          <h2 className="card-title">Monthly statements</h2>
          <p className="card-note">
            Effective cost without tax and credits. Issuing one locks its month: its figures never change
            again, and later movements go into the next statement, shown apart.
          </p>
        </div>
      </div>
      <Load query={query} what="The statements" skeleton={<Skeleton height={320} />}>
        {({ data }) => <StatementsTable statements={data} />}
      </Load>
      {view.selected !== null && <StatementDialog month={view.selected} />}
    </section>
  )
}

function StatementsTable({ statements }: { readonly statements: readonly Statement[] }) {
  const setView = useSetView()
  if (statements.length === 0) {
    return (
      <EmptyState title="No month has costs in this currency">
        <p>Choose another currency above.</p>
      </EmptyState>
    )
  }
  return (
    <ScrollRegion label="Statements">
      <table className="table">
        <caption className="sr-only">Statements by month, newest first</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {statements.map(({ month, state, reason, total, adjustments, currency }) => (
            <tr key={month}>
              <th scope="row">
                <button
                  type="button"
                  className="link-button"
                  onClick={() => setView({ selected: month.slice(0, 7) })}
                >
                  {formatMonth(month)}
                </button>
              </th>
              <td>
                <span className={`state-word tone-${TONES[state]}`}>{state}</span>
                <p className="row-note">{reason}</p>
              </td>
              <td className="num">
                <data value={total}>{formatMoney(total, currency)}</data>
              </td>
              <td className="num">{adjustments === '0' ? '–' : formatMoney(adjustments, currency)}</td>
              <td className="num strong">{formatMoney(addAmounts([total, adjustments]), currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
