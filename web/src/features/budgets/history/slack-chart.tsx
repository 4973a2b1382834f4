import type { SlackChartBlock, SlackPoint } from '@outlay/shared/alerts'

const WIDTH = 320
const HEIGHT = 90
const DASHES = [undefined, '5 3', '2 3'] as const

/** A chart of a message, small and quiet: its figures stand in the message as text where Slack has no charts. */
export function SlackChart({ block: { title, chart } }: { readonly block: SlackChartBlock }) {
  const rows = chart.type === 'pie' ? [{ name: title, data: chart.segments }] : chart.series
  const highest = Math.max(1, ...rows.flatMap(({ data }) => data.map(({ value }) => value)))
  const labels = (rows[0]?.data ?? []).map(({ label }) => label)
  return (
    <div className="slack-chart">
      <p>
        <strong>{title}</strong>
      </p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {rows.map(({ name, data }, index) => (
          <polyline
            key={name}
            points={pointsOf(data, highest)}
            strokeDasharray={DASHES[index % DASHES.length]}
          />
        ))}
      </svg>
      <p className="slack-context">
        {labels[0]} to {labels.at(-1)}
        {rows.length > 1 &&
          ` · ${rows.map(({ name }, index) => `${index === 0 ? '—' : '- -'} ${name}`).join(', ')}`}
      </p>
    </div>
  )
}

function pointsOf(data: readonly SlackPoint[], highest: number): string {
  const step = WIDTH / Math.max(1, data.length - 1)
  return data
    .map(({ value }, index) => `${index * step},${HEIGHT - 2 - (value / highest) * (HEIGHT - 6)}`)
    .join(' ')
}
