import type { RecommendationCard } from '@outlay/shared/recommendations'
import { formatCount, formatMoney, formatMoneyCompact, formatShare } from '../../lib/format.ts'
import { type Progress, progressOf } from './progress.ts'
import { ageLabel } from './words.ts'

interface ProgressProps {
  readonly cards: readonly RecommendationCard[]
  readonly currency: string
  readonly today: string
}

/** What became of what was found: how much is taken up, how long it waits, what the bill shows, and the way between. */
export function ProgressCard({ cards, currency, today }: ProgressProps) {
  const progress = progressOf(cards, currency, today)
  return (
    <section className="card progress" aria-label="What became of it">
      <dl className="progress-figures">
        {figuresOf(progress, currency).map(({ label, value, hint }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="headline-value">{value}</dd>
            <dd className="field-hint">{hint}</dd>
          </div>
        ))}
      </dl>
      <Steps progress={progress} currency={currency} />
    </section>
  )
}

function figuresOf({ acceptance, decided, medianDaysOpen, verified }: Progress, currency: string) {
  return [
    {
      label: 'Verified savings',
      value: verified === null ? 'none yet' : `${formatMoney(verified.expected, currency)} a month`,
      hint:
        verified === null
          ? 'it takes 14 settled days after a change'
          : `on the bill, ${formatMoney(verified.low, currency)} – ${formatMoney(verified.high, currency)} four times in five`,
    },
    {
      label: 'Acceptance rate',
      value: acceptance === null ? '–' : formatShare(acceptance),
      hint: acceptance === null ? 'nothing is decided yet' : `of ${formatCount(decided)} decided`,
    },
    {
      label: 'Median age',
      value: medianDaysOpen === null ? 'none open' : ageLabel(Math.floor(medianDaysOpen)),
      hint: 'of those open',
    },
  ]
}

function Steps({
  progress: { steps },
  currency,
}: {
  readonly progress: Progress
  readonly currency: string
}) {
  const most = Math.max(1, ...steps.map(({ monthly }) => monthly))
  return (
    <table className="progress-steps">
      <caption className="sr-only">From potential to verified, {currency} a month</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Savings a month</th>
          <th scope="col">Recommendations</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ label, count, monthly }) => (
          <tr key={label}>
            <th scope="row" className="progress-name">
              {label}
            </th>
            <td className="progress-track">
              <span className="progress-bar" style={{ width: `${(100 * Math.max(0, monthly)) / most}%` }} />
              <data className="progress-sum" value={monthly}>
                {formatMoneyCompact(monthly, currency)}
              </data>
            </td>
            <td className="num progress-count">{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
