import type { RealisedSaving, SavingsRange } from '@outlay/shared/recommendations'
import { formatDay, formatMoney } from '../../../lib/format.ts'
import type { RecommendationWithHistory } from '../answers.ts'
import { RangeMark } from '../range-mark.tsx'

const STATE: Readonly<Record<RealisedSaving['state'], string>> = {
  verifying: 'It takes 14 settled days after the change until the bill can tell.',
  verified: 'The bill shows the saving.',
  not_significant: 'The bill shows no saving that stands out from its usual ups and downs.',
  reverted: 'The bill shows it again: the change was taken back.',
  resolved_without_us: 'It went though nobody had accepted it: it counts in no total.',
  baseline: 'Verified more than twelve months ago: it is what things cost now, and counts no more.',
}

/** What was claimed against what the bill shows, once it was applied. */
export function Realised({ recommendation }: { readonly recommendation: RecommendationWithHistory }) {
  const { realised, monthlySavings, currency, status } = recommendation
  if (realised === null && status !== 'applied' && status !== 'verified') return null
  return (
    <section className="card" aria-label="Claimed and realised">
      <h2 className="card-title">Claimed and realised</h2>
      {realised !== null && <p className="card-note">Applied {formatDay(realised.appliedOn, 'year')}</p>}
      <dl className="facts">
        <Row name="Claimed" range={monthlySavings} currency={currency} />
        <Row name="Realised" range={realised?.monthly ?? null} currency={currency} />
      </dl>
      <p className="muted">
        {STATE[realised?.state ?? 'verifying']}
        {realised?.why != null && ` ${realised.why}`}
        {realised?.state === 'verified' && ` It counts until ${formatDay(realised.countsUntil, 'year')}.`}
      </p>
      <p className="field-hint">
        The payer's bill in the 28 days before against the days after, with what freed commitments paid for
        elsewhere; 80 % interval.
      </p>
    </section>
  )
}

interface RowProps {
  readonly name: string
  /** Null while it is not known. */
  readonly range: SavingsRange | null
  readonly currency: string
}

function Row({ name, range, currency }: RowProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {range === null ? (
          'not yet known'
        ) : (
          <>
            <span className="strong">{formatMoney(range.expected, currency)}</span> a month
            <RangeMark range={range} />
            <span className="field-hint">
              {formatMoney(range.low, currency)} – {formatMoney(range.high, currency)}
            </span>
          </>
        )}
      </dd>
    </div>
  )
}
