import { subtractAmounts } from '@outlay/shared/money'
import { formatChange, formatMoneyChange } from '../../lib/format.ts'

interface DeltaProps {
  readonly current: string
  readonly previous: string
  readonly currency: string
  readonly money?: boolean
}

/** A change with arrow and sign; orange is more, blue is less, and neither is the only sign. */
export function Delta({ current, previous, currency, money = true }: DeltaProps) {
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
