import type { RecommendationCardsAnswer, RecommendationTotals } from '@outlay/shared/recommendations'
import { formatInstant, formatMoney } from '../../lib/format.ts'
import { rangeLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { RangeMark } from './range-mark.tsx'

/** What can be saved a month: the proven part first, how much more may be, and what it rests on. */
export function Headline({ answer }: { readonly answer: RecommendationCardsAnswer }) {
  const { currency } = useView()
  const all = [answer.totals, ...answer.otherTotals]
  const main = all.find((totals) => totals.currency === currency) ?? answer.totals
  return (
    <section className="card headline" aria-label="What can be saved a month">
      <div>
        <h1 className="answer">
          <data className="answer-total" value={main.proven} data-testid="total">
            {formatMoney(main.proven, main.currency)}
          </data>{' '}
          <span className="answer-rest">a month can be saved, proven</span>
        </h1>
        <p className="answer-detail">
          What meters, inventory and measurements prove, at the low end, overlaps counted once. A promise of
          one to three years is never proven.
        </p>
      </div>
      <Figures totals={main} />
      <Basis answer={answer} others={all.filter((totals) => totals !== main)} />
    </section>
  )
}

function Figures({ totals }: { readonly totals: RecommendationTotals }) {
  const { expected, ceiling, p10, p90, avoidance, currency } = totals
  const figures = [
    { label: 'Expected', value: formatMoney(expected, currency), hint: 'every finding by its probability' },
    {
      label: 'Four times in five',
      value: `${formatMoney(p10, currency)} – ${formatMoney(p90, currency)}`,
      hint: 'P10 to P90 of a simulation',
    },
    { label: 'Ceiling', value: formatMoney(ceiling, currency), hint: 'if everything goes as well as it can' },
    {
      label: 'Avoidance, apart',
      value: formatMoney(avoidance, currency),
      hint: 'costs that need not arise; part of no other figure',
    },
  ]
  return (
    <div className="headline-figures">
      <RangeMark range={{ low: p10, expected, high: Math.max(p90, expected) }} />
      <dl>
        {figures.map(({ label, value, hint }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="headline-value">{value}</dd>
            <dd className="field-hint">{hint}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

interface BasisProps {
  readonly answer: RecommendationCardsAnswer
  readonly others: readonly RecommendationTotals[]
}

function Basis({ answer: { meta }, others }: BasisProps) {
  return (
    <p className="headline-basis">
      {others.map((totals) => (
        <span key={totals.currency}>
          {totals.currency} apart, never added: {formatMoney(totals.proven, totals.currency)} proven,{' '}
          {formatMoney(totals.expected, totals.currency)} expected.{' '}
        </span>
      ))}
      Of all that is open, whatever the filter. Effective cost at the price paid
      {meta.window !== null && <>, {rangeLabel(meta.window)}</>}
      {meta.ranAt !== null && <>; rules ran {formatInstant(meta.ranAt)}</>}.
    </p>
  )
}
