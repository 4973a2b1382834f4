import type { CostsAnswer } from '@outlay/shared/api'
import { formatCount, formatMoney } from '../../lib/format.ts'
import { useSetView, useView } from '../../lib/search-state.ts'

const STEPS = [50, 200, 1000]

/** How many groups there are, how many are shown, and what the rest adds up to. */
export function GroupsFoot({ answer: { meta, data } }: { readonly answer: CostsAnswer }) {
  const { top } = useView()
  const setView = useSetView()
  const next = STEPS.find((step) => step > top)
  const shown = data.filter((row) => row.other !== true).length
  const rest = meta.other
  return (
    <p className="table-foot">
      {rest === null
        ? groups(meta.groups)
        : `${groups(meta.groups)}, showing ${formatCount(shown)}; all others = ${groups(rest.members)}, ${formatMoney(rest.cost, meta.currency)}`}
      {rest !== null && next !== undefined && (
        <button type="button" className="button small" onClick={() => setView({ top: next })}>
          Show {formatCount(next)}
        </button>
      )}
    </p>
  )
}

function groups(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'group' : 'groups'}`
}
