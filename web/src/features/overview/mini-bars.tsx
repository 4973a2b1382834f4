interface MiniBarsProps {
  readonly values: readonly number[]
  /** What the full height stands for. */
  readonly top: number
}

const HEIGHT = 24

/** Bars of a few days, for shape only: the figure beside them carries the meaning. */
export function MiniBars({ values, top }: MiniBarsProps) {
  return (
    <svg
      className="mini-bars"
      viewBox={`0 0 ${Math.max(values.length, 1)} ${HEIGHT}`}
      preserveAspectRatio="none"
      height={HEIGHT}
      aria-hidden="true"
    >
      {values.map((value, index) => {
        const height = top > 0 ? (Math.max(value, 0) / top) * HEIGHT : 0
        return <rect key={index} x={index + 0.1} width={0.8} y={HEIGHT - height} height={height} />
      })}
    </svg>
  )
}
