import type { RecommendationFactor } from '@outlay/shared/recommendations'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatMoney } from '../../../lib/format.ts'
import type { RecommendationWithHistory } from '../answers.ts'
import { formatFactor } from './format-factor.ts'

const COLUMNS = [
  { label: 'Factor' },
  { label: 'Low', num: true },
  { label: 'Expected', num: true },
  { label: 'High', num: true },
  { label: 'Source' },
]

/** The numbers that the saving was computed from, each with its range, unit and source. */
export function Formula({ recommendation }: { readonly recommendation: RecommendationWithHistory }) {
  const { evidence, monthlySavings, monthlyCost, currency, rule, ruleSlug } = recommendation
  return (
    <section className="card card-flush" aria-label="How the saving was computed">
      <div className="card-head">
        <div>
          <h2 className="card-title">How the saving was computed</h2>
          <p className="card-note">
            From {formatMoney(monthlyCost, currency)} a month. The formula of {rule} stands in{' '}
            <code>docs/rules/{ruleSlug}.md</code>.
          </p>
        </div>
      </div>
      <ScrollRegion label="Factors">
        <table className="table factors">
          <caption className="sr-only">Factors of the saving</caption>
          <TableHead columns={COLUMNS} />
          <tbody>
            {evidence.factors.map((factor) => (
              <FactorRow key={`${factor.name} ${factor.source}`} factor={factor} />
            ))}
            <tr className="total-row">
              <th scope="row">Saving a month, after commitments</th>
              {[monthlySavings.low, monthlySavings.expected, monthlySavings.high].map((amount, index) => (
                <td key={index} className="num">
                  {formatMoney(amount, currency)}
                </td>
              ))}
              <td className="muted">these factors</td>
            </tr>
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function FactorRow({ factor }: { readonly factor: RecommendationFactor }) {
  const isKnown = factor.low === factor.high
  return (
    <tr>
      <th scope="row">
        {factor.name}
        {factor.unit !== 'share' && <p className="row-note">{factor.unit}</p>}
      </th>
      <td className="num">
        {isKnown ? <span className="muted">=</span> : formatFactor(factor.low, factor.unit)}
      </td>
      <td className="num strong">{formatFactor(factor.expected, factor.unit)}</td>
      <td className="num">
        {isKnown ? <span className="muted">=</span> : formatFactor(factor.high, factor.unit)}
      </td>
      <td>
        <p className="row-note">{factor.source}</p>
      </td>
    </tr>
  )
}
