import type { BridgeStep } from '@outlay/shared/api'
import { useQuery } from '@tanstack/react-query'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { Warnings } from '../../components/ui/warnings.tsx'
import { formatFilter } from '../../lib/filters.ts'
import { formatMoneyExact } from '../../lib/format.ts'
import { periodLabel } from '../../lib/labels.ts'
import { bridgeOptions } from '../../lib/queries.ts'
import { allFilters } from '../../lib/request.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { Waterfall } from './waterfall.tsx'

/** From what was invoiced to what the usage cost, step by step and exact. */
export function BridgeCard() {
  const view = useView()
  const setView = useSetView()
  const { range, known } = usePeriod()
  const query = new URLSearchParams({ start: range.start, end: range.end })
  if (view.currency !== null) query.set('currency', view.currency)
  for (const filter of allFilters(view)) query.append('filter', formatFilter(filter))
  const bridge = useQuery({ ...bridgeOptions(query.toString()), enabled: known })
  return (
    <section className="card">
      <Load query={bridge} what="The bridge" skeleton={<Skeleton height={320} />}>
        {({ data, meta }) =>
          data.length === 0 ? (
            <EmptyState title={`Nothing was billed in ${periodLabel(view.period, range)}`}>
              <p>The bridge from billed to effective appears with the first lines of a bill.</p>
            </EmptyState>
          ) : (
            <>
              <Warnings warnings={meta.warnings ?? []} currency={meta.currency} />
              <Waterfall
                title={`From billed to effective, ${periodLabel(view.period, range)}`}
                steps={meta.total}
                currency={meta.currency}
                sentence={sentence(meta.total, meta.currency)}
                asTable={view.chart === 'table'}
                onAsTable={(asTable) => setView({ chart: asTable ? 'table' : null })}
              />
            </>
          )
        }
      </Load>
    </section>
  )
}

function sentence(steps: readonly BridgeStep[], currency: string): string {
  const [first, last] = [steps[0], steps.at(-1)]
  if (first === undefined || last === undefined) return 'Nothing was billed in this period.'
  const unexplained = steps.find(({ id }) => id === 'unexplained')
  const rest =
    unexplained === undefined || Number(unexplained.amount) === 0
      ? 'Every cent between is explained.'
      : `${formatMoneyExact(unexplained.amount, currency)} between is not explained.`
  return `${formatMoneyExact(first.amount, currency)} billed, ${formatMoneyExact(last.amount, currency)} effective. ${rest}`
}
