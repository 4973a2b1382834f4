import type { OverviewAnswer } from '@outlay/shared/api'
import type { ForecastDay } from '@outlay/shared/detect'
import { useNavigate } from '@tanstack/react-router'
import type { ChartModel } from '../../components/charts/chart-model.ts'
import { MARGIN, type Plot, xOf, yOf } from '../../components/charts/geometry.ts'
import { bandWidth } from '../../components/charts/static-chart.tsx'
import { useView } from '../../lib/search-state.ts'
import { useForecastDays, useMarks } from './use-daily-marks.ts'

interface DailyMarksProps {
  readonly model: ChartModel
  readonly plot: Plot
  readonly overview: OverviewAnswer
}

/** Drawn over the bars: what the days to come are expected to cost, and where anomalies began. */
export function DailyMarks({ model, plot, overview }: DailyMarksProps) {
  const view = useView()
  const navigate = useNavigate()
  const forecast = useForecastDays(overview)
  const marks = useMarks(overview, model)
  const pick = (selected: string) =>
    void navigate({ to: '/anomalies', search: { ...view, selected, local: {}, chart: null } })
  return (
    <svg className="chart-overlay daily-marks" width={plot.width} height={plot.height} aria-hidden="true">
      {forecast.map((day) => (
        <Ghost key={day.day} day={day} index={model.periods.indexOf(day.day)} plot={plot} />
      ))}
      {marks.map(({ id, day, title }) => {
        const index = model.periods.indexOf(day)
        if (index === -1) return null
        const x = xOf(index, plot)
        const y = yOf(Math.max(Number(model.totals[index] ?? 0), 0), plot)
        return (
          // The list below the chart holds the same links for the keyboard.
          // biome-ignore lint/a11y/noStaticElementInteractions: see above.
          <g key={id} className="daily-anomaly" onClick={() => pick(id)}>
            <title>{title}</title>
            <path d={`M${x} ${Math.max(y - 16, 1)}l6 6l-6 6l-6 -6z`} />
          </g>
        )
      })}
    </svg>
  )
}

const BAR_SHARE = 0.76

/** A forecast day: an outline up to its mean, a line over its 80 % interval. */
function Ghost({
  day,
  index,
  plot,
}: {
  readonly day: ForecastDay
  readonly index: number
  readonly plot: Plot
}) {
  if (index === -1) return null
  const width = bandWidth(plot) * BAR_SHARE
  const x = xOf(index, plot)
  const [zero, mean] = [yOf(0, plot), yOf(day.mean, plot)]
  return (
    <>
      <rect
        className="daily-ghost"
        x={x - width / 2}
        y={Math.max(Math.min(zero, mean), MARGIN.top)}
        width={width}
        height={Math.abs(zero - mean)}
      />
      <line className="daily-range" x1={x} x2={x} y1={yOf(day.low80, plot)} y2={yOf(day.high80, plot)} />
    </>
  )
}
