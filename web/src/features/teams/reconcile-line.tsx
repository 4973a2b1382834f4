import type { AllocationSummary } from '@outlay/shared/allocation'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { WorkingButton } from '../../components/ui/working.tsx'
import { formatMoneyExact } from '../../lib/format.ts'
import { useView } from '../../lib/search-state.ts'
import { costsInWords, rowsQuery } from '../../lib/working.ts'
import { summaryPath } from './answers.ts'

/** The proof under the figures: the parts add up to the total of the same question, to the last digit. */
export function ReconcileLine({ summary }: { readonly summary: AllocationSummary }) {
  const { direct, shared, unallocated, total, reconciles, currency } = summary
  const money = (amount: string) => <data value={amount}>{formatMoneyExact(amount, currency)}</data>
  return (
    <p className={reconciles.ok ? 'reconcile is-ok' : 'reconcile is-off'}>
      <span aria-hidden="true">{reconciles.ok ? '✔' : '✖'}</span>
      <span>
        <span className="sr-only">{reconciles.ok ? 'Adds up: ' : 'Does not add up: '}</span>
        {money(direct)} direct + {money(shared)} shared + {money(unallocated)} without a team ={' '}
        <strong data-testid="total-line">{money(total)}</strong>
        {!reconciles.ok && <> – off by {reconciles.difference}</>}
      </span>
      <ViewLink to="/sources" className="nowrap">
        Bridge to the invoice
      </ViewLink>
      <SummaryWorking summary={summary} />
    </p>
  )
}

function SummaryWorking({ summary }: { readonly summary: AllocationSummary }) {
  const view = useView()
  const lines = { ...summary, filters: view.filters }
  return (
    <WorkingButton
      of="the split by team"
      working={() => ({
        question: costsInWords(lines, { groupBy: ['team'] }),
        method:
          'Costs by month, team and shared rule; what a shared rule takes is divided month by month, the rest of rounding to whom it took most.',
        sql: { path: `${summaryPath(view, summary)}&explain=1` },
        rows: rowsQuery(lines),
        view: (current) => ({ ...current, by: 'team', by2: null }),
      })}
    />
  )
}
