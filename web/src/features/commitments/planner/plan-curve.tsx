import type { Plan, PlanPoint } from '@outlay/shared/commitment-plan'
import { useState } from 'react'
import { formatUnitPrice } from '../../../lib/format.ts'
import { useLocal } from '../../../lib/use-local.ts'
import { CurveDrawing } from './curve-drawing.tsx'
import { nearestIndex } from './curve-plot.ts'
import { CurveTable } from './curve-table.tsx'
import { PointFigures } from './point-figures.tsx'

interface PlanCurveProps {
  readonly plan: Plan
  readonly best: PlanPoint
}

/** The curve, the slider on it and what the chosen point means. The address takes the choice once the hand lets go. */
export function PlanCurve({ plan, best }: PlanCurveProps) {
  const { local, setLocal } = useLocal()
  const { curve, scope } = plan
  const asked = local['hourly'] === undefined ? best.hourly : Number(local['hourly'])
  const [index, setIndex] = useState(nearestIndex(curve, asked))
  const [asTable, setAsTable] = useState(false)
  const bestIndex = nearestIndex(curve, best.hourly)
  const point = curve[index] ?? best
  const keep = (at: number) => {
    const hourly = at === bestIndex ? null : String(curve[at]?.hourly ?? best.hourly)
    if (hourly !== (local['hourly'] ?? null)) setLocal({ hourly }, { replace: true })
  }
  const money = (hourly: number) => `${formatUnitPrice(hourly, scope.currency)} an hour`
  return (
    <>
      <figure className="chart" aria-label="Saving a month by hourly commitment">
        <figcaption className="chart-head">
          <span className="card-title">Saving a month by hourly commitment</span>
          <span className="chart-unit">{scope.currency}</span>
          <button
            type="button"
            className="button small ghost"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? 'View as chart' : 'View as table'}
          </button>
        </figcaption>
        {asTable ? (
          <CurveTable plan={plan} />
        ) : (
          <CurveDrawing curve={curve} currency={scope.currency} chosen={point} best={best} />
        )}
      </figure>
      <div className="planner-slider">
        <label className="field">
          <span className="field-label">Commitment: {money(point.hourly)}</span>
          <input
            type="range"
            min="0"
            max={curve.length - 1}
            value={index}
            aria-valuetext={money(point.hourly)}
            onChange={(event) => setIndex(Number(event.target.value))}
            onPointerUp={() => keep(index)}
            onKeyUp={() => keep(index)}
          />
        </label>
        <button
          type="button"
          className="button"
          disabled={index === bestIndex}
          onClick={() => {
            setIndex(bestIndex)
            keep(bestIndex)
          }}
        >
          Best: {money(best.hourly)}
        </button>
      </div>
      <PointFigures plan={plan} point={point} />
    </>
  )
}
