import type { AllocationExplanation } from '@outlay/shared/allocation'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { EmptyState, Load, Skeleton } from '../../../components/ui/states.tsx'
import { formatCount, formatMoney } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { rangeLabel } from '../../../lib/labels.ts'
import { useSetView, useView } from '../../../lib/search-state.ts'
import { usePeriod } from '../../../lib/use-period.ts'
import { explainOptions } from '../answers.ts'
import { matchText } from '../match-draft.ts'

const COLUMNS = [
  { label: 'Why' },
  { label: 'Team' },
  { label: 'Daily lines', num: true },
  { label: 'Cost', num: true },
]

/** "Why is this mine?": the rule that decided, for one resource. */
export function ExplainCard() {
  const view = useView()
  const setView = useSetView()
  const { range, known } = usePeriod()
  const [text, setText] = useState(view.selected ?? '')
  const resource = view.selected
  const query = useQuery({
    ...explainOptions(view, range, resource ?? ''),
    enabled: known && resource !== null,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setView({ selected: text.trim() === '' ? null : text.trim() })
  }
  return (
    <section className="card card-flush">
      <div className="card-head">
        <h2 className="card-title">Why is this mine?</h2>
      </div>
      <form className="explain-form" onSubmit={submit}>
        <input
          type="search"
          aria-label="Id of a resource"
          placeholder="Id of a resource, e.g. i-0abc…"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button">
          Explain
        </button>
      </form>
      {resource !== null && (
        <Load query={query} what="The explanation" skeleton={<Skeleton height={90} />}>
          {(answer) => <Reasons answer={answer} resource={resource} />}
        </Load>
      )}
    </section>
  )
}

function Reasons({
  answer,
  resource,
}: {
  readonly answer: AllocationExplanation
  readonly resource: string
}) {
  const { data, currency } = answer
  if (data.length === 0) {
    return (
      <EmptyState title={`No cost of ${isolate(resource)}`}>
        <p>
          Not in {rangeLabel(answer)}, in {currency}: is the id written exactly as on the bill?
        </p>
      </EmptyState>
    )
  }
  return (
    <ScrollRegion label="Why">
      <table className="table">
        <caption className="sr-only">Costs of the resource by what decided their team</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {data.map(({ reason, key, match, team, rows, cost, shared }) => (
            <tr key={`${key} ${team} ${shared}`}>
              <th scope="row">
                {reason}
                {match !== null && <p className="row-note">{matchText(match)}</p>}
                {shared !== null && <p className="row-note">Then shared by “{isolate(shared)}”.</p>}
              </th>
              <td>{team === null ? <span className="muted">No team</span> : isolate(team)}</td>
              <td className="num">{formatCount(rows)}</td>
              <td className="num">{formatMoney(cost, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
