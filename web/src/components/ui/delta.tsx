import { subtractAmounts } from '../../lib/amounts.ts'
import { formatChange, formatMoneyChange } from '../../lib/format.ts'

interface DeltaProps {
  readonly current: string
  /** Absent or `null` where history does not reach back that far. */
  readonly previous: string | null | undefined
  readonly currency: string
  readonly money?: boolean
}

/** A change with arrow and sign; orange is more, blue is less, and neither is the only sign. */
export function Delta({ current, previous, currency, money = true }: DeltaProps) {
  if (previous == null) return <NoHistory short={!money} />
  const change = subtractAmounts(current, previous)
  const ratio = formatChange(current, previous)
  if (ratio === 'no change') return <span className="delta">no change</span>
  const up = !change.startsWith('-')
  return (
    <span className={`delta ${up ? 'up' : 'down'}`}>
      <span aria-hidden="true">{up ? '▲' : '▼'}</span>
      <span className="sr-only">{up ? 'up' : 'down'} </span>{' '}
      {money ? `${formatMoneyChange(change, currency)} (${ratio})` : ratio}
    </span>
  )
}

/** Unknown is not zero: where no history was loaded there is no change to speak of. */
function NoHistory({ short = false }: { readonly short?: boolean }) {
  return (
    <span className="delta muted" title={short ? NO_HISTORY : undefined}>
      {short ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="sr-only">{NO_HISTORY}</span>
        </>
      ) : (
        NO_HISTORY
      )}
    </span>
  )
}

const NO_HISTORY = 'no history to compare with'
