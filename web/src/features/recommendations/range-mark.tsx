import type { SavingsRange } from '@outlay/shared/recommendations'

/**
 * Where low, expected and high stand between zero and high: a short bar is a sure saving. The figures stand beside it in
 * words, so it has no name of its own.
 */
export function RangeMark({ range }: { readonly range: SavingsRange }) {
  const { from, to, tick, zero } = placesOf(range)
  return (
    <span className="range-mark" aria-hidden="true">
      <span className="range-bar" style={{ left: percent(from), width: percent(to - from) }} />
      {zero > 0 && <span className="range-zero" style={{ left: percent(zero) }} />}
      <span className="range-tick" style={{ left: percent(tick) }} />
    </span>
  )
}

/** Shares of the mark's width; what may cost money begins left of zero. */
export function placesOf({ low, expected, high }: SavingsRange) {
  const start = Math.min(0, low)
  const span = Math.max(high, 0) - start
  const place = (value: number) => (span === 0 ? 0 : Math.min(Math.max((value - start) / span, 0), 1))
  return { from: place(low), to: place(high), tick: place(expected), zero: place(0) }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`
}
