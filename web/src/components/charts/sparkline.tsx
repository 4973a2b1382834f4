const WIDTH = 96
const HEIGHT = 30
const PAD = 2

/** A line of a few numbers, for shape only: the figure beside it carries the meaning. */
export function Sparkline({ values }: { readonly values: readonly number[] }) {
  if (values.length < 2) return null
  const low = Math.min(0, ...values)
  const span = Math.max(...values, 0) - low || 1
  const points = values.map((value, index) => {
    const x = PAD + (index / (values.length - 1)) * (WIDTH - 2 * PAD)
    return `${x.toFixed(1)} ${(HEIGHT - PAD - ((value - low) / span) * (HEIGHT - 2 * PAD)).toFixed(1)}`
  })
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path
        className="sparkline-area"
        d={`M${PAD} ${HEIGHT - PAD}L${points.join('L')}L${WIDTH - PAD} ${HEIGHT - PAD}Z`}
      />
      <path className="sparkline-line" d={`M${points.join('L')}`} />
    </svg>
  )
}
