import type { GpuComparison, MlCompareAnswer, PriceOption } from '@outlay/shared/ml-parts'
import { useState } from 'react'
import { SelectField } from '../../components/ui/select-field.tsx'
import { formatBytes, formatCount, formatDay, formatMoney, formatUnitPrice } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { Managed } from './managed.tsx'
import { MlTable } from './ml-table.tsx'
import { Section } from './section.tsx'
import { Unknown } from './words.tsx'

/** The same GPU hours elsewhere, and managed machines beside plain ones. */
export function Compare() {
  return (
    <Section
      id="ml-compare"
      title="The same GPU hours elsewhere"
      about="Your hours of the period at the list prices of the catalogue, per accelerator hour of machines that carry the same make. A range covers the machine types there. Moving the data once is added beside, not inside. One year: from the most an offer promises to what to reckon with, nothing paid ahead."
      section="compare"
      height={420}
    >
      {(answer) => <Content answer={answer} />}
    </Section>
  )
}

function Content({ answer }: { readonly answer: MlCompareAnswer }) {
  const [chosen, setChosen] = useState<string | null>(null)
  if (answer.refused !== null) return <p className="ml-nothing muted">{answer.refused}</p>
  const { comparisons } = answer
  const current = comparisons.find((each) => keyOf(each) === chosen) ?? comparisons[0]
  return (
    <>
      {current === undefined ? (
        <p className="ml-nothing muted">No GPU hours are on the bill of this period.</p>
      ) : (
        <>
          <div className="ml-choose">
            <SelectField
              label="GPU hours of"
              value={keyOf(current)}
              options={comparisons.map(keyOf)}
              text={(key) => comparisons.filter((each) => keyOf(each) === key).map(labelOf)[0] ?? key}
              onChange={setChosen}
            />
          </div>
          <Options comparison={current} answer={answer} />
        </>
      )}
      <Managed answer={answer} />
    </>
  )
}

const keyOf = ({ provider, region, model }: GpuComparison) => `${provider} ${region} ${model}`
const labelOf = ({ provider, region, model }: GpuComparison) =>
  `${model}, ${valueLabel('provider', provider)} ${region ?? ''}`

function Options({
  comparison,
  answer,
}: {
  readonly comparison: GpuComparison
  readonly answer: MlCompareAnswer
}) {
  const { currency } = answer.meta
  const { hours, cost, costPerHour, options, model, dataGb } = comparison
  const ages = options.map(({ asOf }) => asOf).toSorted()
  const range = ({ low, high }: Bounds) =>
    fromTo(formatUnitPrice(low, currency), formatUnitPrice(high, currency))
  const total = ({ low, high }: Bounds) =>
    fromTo(formatMoney(low * hours, currency), formatMoney(high * hours, currency))
  return (
    <>
      <p className="ml-summary">
        {formatCount(Math.round(hours))} hours of {model} cost you {formatMoney(cost, currency)},{' '}
        {formatUnitPrice(costPerHour, currency)} an hour, idle hours included.{' '}
        {ages[0] !== undefined &&
          `Prices are of ${formatDay(ages[0], 'year')} to ${formatDay(ages.at(-1) ?? ages[0], 'year')}. `}
        {formatBytes(dataGb * 1e9)} of data to move
        {answer.dataFrom === 'measured'
          ? ', which is what the ML buckets of this cloud and region hold.'
          : '.'}
      </p>
      {options.length === 0 ? (
        <p className="ml-nothing muted">The catalogue prices no machine with {model}.</p>
      ) : (
        <MlTable<PriceOption>
          name="Prices elsewhere"
          rows={options}
          shown={10}
          keyOf={(option) => `${option.provider} ${option.region} ${option.model}`}
          columns={[
            {
              label: 'Place',
              cell: (option) => (
                <>
                  {valueLabel('provider', option.provider)} <span className="nowrap">{option.region}</span>
                  <p className="row-note">{option.model}</p>
                </>
              ),
            },
            { label: 'On demand, an hour', num: true, cell: ({ onDemand }) => range(onDemand) },
            { label: 'Your hours', num: true, cell: ({ onDemand }) => total(onDemand) },
            { label: 'On spot', num: true, cell: ({ spot }) => (spot === null ? <Unknown /> : total(spot)) },
            {
              label: 'One year',
              num: true,
              cell: ({ oneYear }) => (oneYear === null ? <Unknown /> : total(oneYear)),
            },
            {
              label: 'Moving the data',
              num: true,
              cell: ({ egress }) =>
                egress === null ? <Unknown /> : egress === 0 ? '–' : formatMoney(egress, currency),
            },
            {
              label: 'As of',
              cell: ({ asOf, stale }) => (
                <span className="nowrap">
                  {formatDay(asOf, 'year')}
                  {stale && <span className="row-note"> old</span>}
                </span>
              ),
            },
            {
              label: 'Not comparable',
              cell: ({ notComparable }) =>
                notComparable.length === 0 ? '–' : <p className="row-note">{notComparable.join('; ')}</p>,
            },
          ]}
        />
      )}
    </>
  )
}

interface Bounds {
  readonly low: number
  readonly high: number
}

function fromTo(low: string, high: string): string {
  return low === high ? low : `${low} to ${high}`
}
