import { formatDay, formatMoney } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { rangeLabel, valueLabel } from '../../../lib/labels.ts'
import type { RecommendationWithHistory } from '../answers.ts'
import { asWords, classLabel } from '../words.ts'
import { formatFact } from './format-factor.ts'

/** Facts that the card of commitments tells, not the list. */
const OF_COMMITMENTS = ['covered_by_commitments', 'saving_before_commitments', 'locked']
/** And those that stand in the table of what is proposed. */
const OF_CHANGE = /^(serverless|(new_)?list_usd_an_hour$)/

/** What was seen, where, and what commitments leave of it. */
export function FactsCard({ recommendation }: { readonly recommendation: RecommendationWithHistory }) {
  const { evidence, provider, billingAccountId, subAccountId, service, region, team } = recommendation
  const where = [
    ['Cloud', valueLabel('provider', provider)],
    ['Billing account', billingAccountId],
    ['Account', subAccountId],
    ['Service', service],
    ['Region', region],
    ['Team', team],
  ] as const
  return (
    <section className="card" aria-label="Facts">
      <h2 className="card-title">Facts</h2>
      <dl className="facts">
        {Object.entries(evidence.facts)
          .filter(([key]) => !OF_COMMITMENTS.includes(key) && !OF_CHANGE.test(key))
          .map(([key, value]) => (
            <Fact key={key} name={asWords(key)} value={formatFact(value)} />
          ))}
        {where.map(([name, value]) => value !== null && <Fact key={name} name={name} value={value} />)}
        <Fact name="Window" value={rangeLabel(evidence.window)} />
        <Fact
          name="Seen"
          value={`${formatDay(recommendation.firstSeen, 'year')} to ${formatDay(recommendation.lastSeen, 'year')}`}
        />
        <Fact name="Kind of saving" value={classLabel(recommendation.class)} />
      </dl>
      <Commitments recommendation={recommendation} />
    </section>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="break">{name}</dt>
      <dd className="break">{isolate(value)}</dd>
    </div>
  )
}

/** Why something that is covered by a commitment saves less than it costs. */
function Commitments({ recommendation }: { readonly recommendation: RecommendationWithHistory }) {
  const { evidence, monthlySavings, currency } = recommendation
  const [covered, before, locked] = OF_COMMITMENTS.map((key) => evidence.facts[key])
  if (typeof covered !== 'number') {
    return <p className="facts-note muted">No commitment covers it: what it stops costing is saved.</p>
  }
  return (
    <>
      <h3 className="facts-head">Commitments</h3>
      <p className="facts-note">
        {formatMoney(covered, currency)} of its cost a month is covered by commitments, which go on being paid
        and refill other usage. Of {formatMoney(typeof before === 'number' ? before : 0, currency)} expected
        on its own, {formatMoney(monthlySavings.expected, currency)} is left.
        {typeof locked === 'string' && ` ${locked}`}
      </p>
    </>
  )
}
