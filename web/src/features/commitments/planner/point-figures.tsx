import type { Plan, PlanPoint } from '@outlay/shared/commitment-plan'
import { formatMoneyChange, formatMoneyCompact, formatShare } from '../../../lib/format.ts'
import { rangeInWords } from '../words.ts'

const HOURS_A_YEAR = 8760

interface PointFiguresProps {
  readonly plan: Plan
  readonly point: PlanPoint
}

/** What the chosen commitment means, in figures that move with the slider. */
export function PointFigures({ plan, point }: PointFiguresProps) {
  const { scope, term, breakEven, breakEvenMonths, upfrontShare } = plan
  const whole = point.hourly * HOURS_A_YEAR * (term / 12)
  const change = (value: number) => formatMoneyChange(value, scope.currency)
  return (
    <dl className="planner-figures">
      <Figure
        label="Saving a month"
        value={change(point.saving.expected)}
        note={rangeInWords(point.saving, scope.currency)}
      />
      <Figure
        label="If usage falls by 20%"
        value={change(point.savingIfDown20)}
        note="a month, for the rest of the term"
      />
      <Figure
        label="If usage falls by 40%"
        value={change(point.savingIfDown40)}
        note="a month, for the rest of the term"
      />
      <Figure
        label="Utilisation"
        value={formatShare(point.utilisation)}
        note={breakEven === null ? 'break-even unknown' : `pays from ${formatShare(breakEven)} on`}
      />
      <Figure
        label="Coverage of this demand"
        value={formatShare(point.coverage)}
        note="the rest stays on demand"
      />
      <Figure
        label="Regret"
        value={formatMoneyCompact(point.regret, scope.currency)}
        note="a month less than the best choice in hindsight"
      />
      <Figure
        label="Promised in all"
        value={formatMoneyCompact(whole, scope.currency)}
        note={
          upfrontShare > 0
            ? `${formatMoneyCompact(whole * upfrontShare, scope.currency)} of it on the first day`
            : `over ${term / 12} ${term === 12 ? 'year' : 'years'}, nothing upfront`
        }
      />
      <Figure
        label="Break-even"
        value={breakEvenMonths === null ? '–' : `${breakEvenMonths} months`}
        note={`of ${term}: stopping all usage later still paid off`}
      />
    </dl>
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly note: string
}

function Figure({ label, value, note }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className="planner-value">{value}</span>
        <span className="muted">{note}</span>
      </dd>
    </div>
  )
}
