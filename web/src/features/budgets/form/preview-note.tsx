import type { BudgetPreview } from '@outlay/shared/budgets'
import { useQuery } from '@tanstack/react-query'
import { formatDay } from '../../../lib/format.ts'
import { previewOptions } from '../answers.ts'
import { ruleWords } from '../words.ts'
import { type Draft, readAmount, toInput } from './draft.ts'

/** How often the budget would have told something in the last six months. */
export function PreviewNote({ draft }: { readonly draft: Draft }) {
  const amount = readAmount(draft.amount)
  const query = useQuery({ ...previewOptions(toInput(draft)), enabled: amount !== null })
  if (amount === null)
    return <p className="budget-preview muted">With an amount, this shows how often it would have told.</p>
  if (query.isError) return <p className="budget-preview warn-text">{query.error.message}</p>
  if (query.data === undefined) return <p className="budget-preview muted">Looking at the last six months…</p>
  return (
    <div className="budget-preview" aria-busy={query.isFetching}>
      <Fired preview={query.data.data} />
    </div>
  )
}

function Fired({ preview: { wouldHaveFired } }: { readonly preview: BudgetPreview }) {
  if (wouldHaveFired === null)
    return <p className="muted">There is no whole month in the data to try it on.</p>
  const { firings, months, note } = wouldHaveFired
  const span = months === 1 ? 'the last month' : `the last ${months} months`
  return (
    <>
      <p role="status">
        <strong>
          Would have fired {firings.length === 1 ? 'once' : `${firings.length} times`} in {span}.
        </strong>
      </p>
      {firings.length > 0 && (
        <ul>
          {firings.slice(-8).map(({ period, rule, day }) => (
            <li key={`${period} ${rule} ${day}`}>
              {formatDay(day, 'year')}: {ruleWords(rule)}
            </li>
          ))}
        </ul>
      )}
      <p className="muted">{note}</p>
    </>
  )
}
