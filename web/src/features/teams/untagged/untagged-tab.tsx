import type { UntaggedAnswer, UntaggedItem } from '@outlay/shared/tagging'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { EmptyState, Load, Skeleton } from '../../../components/ui/states.tsx'
import { formatCount, formatMoney } from '../../../lib/format.ts'
import { useView } from '../../../lib/search-state.ts'
import { usePeriod } from '../../../lib/use-period.ts'
import { untaggedOptions } from '../answers.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { itemKey, UntaggedRow } from './untagged-row.tsx'

/** What has no team, by cost, with whom it probably belongs to, and a rule away from having one. */
export function UntaggedTab() {
  const view = useView()
  const { range, known } = usePeriod()
  const query = useQuery({ ...untaggedOptions(view, range), enabled: known })
  return (
    <section className="card card-flush">
      <Load query={query} what="What has no team" skeleton={<Skeleton height={420} />}>
        {(answer) => <Content answer={answer} />}
      </Load>
    </section>
  )
}

function Content({ answer }: { readonly answer: UntaggedAnswer }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [assigned, setAssigned] = useState<readonly UntaggedItem[] | null>(null)
  const { data, items, currency } = answer
  const chosen = data.filter((item) => selected.has(itemKey(item)))
  const toggle = (key: string) => {
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    setSelected(next)
  }
  return (
    <>
      <div className="card-head">
        <div>
          <h2 className="card-title">Without a team</h2>
          <p className="card-note">{answer.sentence}</p>
        </div>
        <button
          type="button"
          className="button primary"
          disabled={chosen.length === 0}
          onClick={() => setAssigned(chosen)}
        >
          Assign {chosen.length === 0 ? 'the selected' : chosen.length}
        </button>
      </div>
      {data.length === 0 ? (
        <EmptyState title="Nothing is without a team">
          <p>Every cost of this period has a team, or a shared rule takes it.</p>
        </EmptyState>
      ) : (
        <ScrollRegion label="Without a team" className="is-tall">
          <table className="table untagged">
            <caption className="sr-only">Costs without a team, largest first, in {currency}</caption>
            <Head
              all={chosen.length === data.length}
              onAll={(on) => setSelected(new Set(on ? data.map(itemKey) : []))}
            />
            <tbody>
              {data.map((item) => (
                <UntaggedRow
                  key={itemKey(item)}
                  item={item}
                  currency={currency}
                  selected={selected.has(itemKey(item))}
                  onSelect={() => toggle(itemKey(item))}
                  onAssign={() => setAssigned([item])}
                />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {items > data.length && (
        <p className="table-foot">
          The {formatCount(data.length)} largest of {formatCount(items)}; all of them cost{' '}
          {formatMoney(answer.total, currency)}.
        </p>
      )}
      {assigned !== null && (
        <AssignDialog
          items={assigned}
          onClose={() => setAssigned(null)}
          onSaved={() => {
            setAssigned(null)
            setSelected(new Set())
          }}
        />
      )}
    </>
  )
}

function Head({ all, onAll }: { readonly all: boolean; readonly onAll: (on: boolean) => void }) {
  return (
    <thead>
      <tr>
        <th scope="col" className="untagged-check">
          <input
            type="checkbox"
            aria-label="Select all that are listed"
            checked={all}
            onChange={(event) => onAll(event.target.checked)}
          />
        </th>
        <th scope="col">What</th>
        <th scope="col">Where</th>
        <th scope="col" className="num">
          Cost
        </th>
        <th scope="col">Probably of</th>
        <th scope="col">
          <span className="sr-only">Assign</span>
        </th>
      </tr>
    </thead>
  )
}
