import type { MlTokenRow, MlTokensAnswer } from '@outlay/shared/ml-parts'
import { formatChange, formatMoney, formatUnitPrice } from '../../lib/format.ts'
import { rangeLabel, valueLabel } from '../../lib/labels.ts'
import { CostLink, is, linesView } from './cost-link.tsx'
import { MlTable } from './ml-table.tsx'
import { Section } from './section.tsx'
import { priceText, shortCount, Unknown } from './words.tsx'

/** Models that bill by use. */
export function Tokens() {
  return (
    <Section
      id="ml-tokens"
      title="Tokens"
      about="Models that bill by use, those of third parties in the marketplace included. The mean price moves by price (the same model and direction cost more or less) and by mix (dearer ones took a larger share); the two add up."
      section="tokens"
      height={360}
      view={() => linesView([is('mlClass', 'tokens')], 'usageType')}
    >
      {(answer) => <Content answer={answer} />}
    </Section>
  )
}

function Content({ answer }: { readonly answer: MlTokensAnswer }) {
  const { rows, meta, vendors } = answer
  const { currency } = meta
  if (rows.length === 0) return <p className="ml-nothing muted">No model that bills by use is on the bill.</p>
  return (
    <>
      <p className="ml-summary">{sentence(answer)}</p>
      <MlTable<MlTokenRow>
        name="Tokens by model"
        rows={rows}
        keyOf={({ provider, service, model, kind, unit }) =>
          `${provider} ${service} ${model} ${kind} ${unit}`
        }
        columns={[
          {
            label: 'Model',
            cell: ({ model, vendor, provider }) => (
              <>
                <bdi>{model}</bdi>
                <p className="row-note">
                  {vendor} on {valueLabel('provider', provider)}
                </p>
              </>
            ),
          },
          { label: 'Direction', cell: ({ kind }) => kind },
          {
            label: 'Volume',
            num: true,
            cell: ({ quantity, unit }) => (
              <>
                {quantity === null ? <Unknown why="size of the unit unknown" /> : shortCount(quantity)}
                <p className="row-note">{unit}</p>
              </>
            ),
          },
          { label: 'Per 1M', num: true, cell: ({ pricePerMillion }) => priceText(pricePerMillion, currency) },
          {
            label: 'Per 1K',
            num: true,
            cell: ({ pricePerMillion }) =>
              priceText(pricePerMillion === null ? null : pricePerMillion / 1000, currency),
          },
          {
            label: 'Cost',
            num: true,
            cell: ({ cost, model, kind, service, provider, usageTypes }) => (
              <CostLink
                cost={cost}
                currency={currency}
                of={`${model} ${kind}`}
                filters={[
                  is('mlClass', 'tokens'),
                  is('provider', provider),
                  is('service', service),
                  ...usageTypes.map((type) => is('usageType', type)),
                ]}
                by="usageType"
              />
            ),
          },
          {
            label: 'Before',
            num: true,
            cell: ({ previousCost, cost, previousPricePerMillion }) =>
              previousCost === null ? (
                <Unknown why="no history" />
              ) : (
                <>
                  {formatMoney(previousCost, currency)}{' '}
                  <span className="muted">{formatChange(cost, previousCost)}</span>
                  {previousPricePerMillion !== null && (
                    <p className="row-note">{formatUnitPrice(previousPricePerMillion, currency)} per 1M</p>
                  )}
                </>
              ),
          },
        ]}
      />
      <details className="ml-details">
        <summary>Which vendors are recognised, and by what</summary>
        <dl className="ml-vendors">
          {vendors.map(({ vendor, source }) => (
            <div key={vendor}>
              <dt>{vendor}</dt>
              <dd>{source}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

function sentence({ total, previousTotal, previous, change, meta: { currency } }: MlTokensAnswer): string {
  const cost = `Models by use cost ${formatMoney(total, currency)}`
  if (previous === null || previousTotal === null)
    return `${cost}; history does not reach back to compare with.`
  const before = `${cost}, ${formatMoney(previousTotal, currency)} in ${rangeLabel(previous)}.`
  if (change === null) return before
  const signed = (value: number) =>
    Math.abs(value) < 0.00005
      ? 'nothing'
      : `${value > 0 ? '+' : '−'}${formatUnitPrice(Math.abs(value), currency)}`
  return `${before} A million tokens cost ${formatUnitPrice(change.now, currency)} on average, ${formatUnitPrice(change.before, currency)} before: ${signed(change.price)} by price, ${signed(change.mix)} by mix.`
}
