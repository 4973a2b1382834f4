import type { GpuModelRow, MlGpuAnswer } from '@outlay/shared/ml'
import { formatCount, formatMoney, formatMoneyExact, formatShare } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { accelerator, CostLink, is, linesView } from './cost-link.tsx'
import { HoursChart } from './hours-chart.tsx'
import { MlTable } from './ml-table.tsx'
import { Section } from './section.tsx'
import { SPLIT_PARTS, SplitBar } from './split-bar.tsx'
import { priceText, shareText } from './words.tsx'

/** Where the money of GPUs goes, and what an hour of each model costs on each cloud. */
export function GpuModels() {
  return (
    <Section
      id="ml-gpus"
      title="GPU spend by use"
      about="Hours of a machine under 5 % gpu_utilization are idle, from 70 % on busy; hours without a sample have no metric and are never called idle. The parts add up exactly. An hour is one accelerator with its share of cores and memory, without disk and network; useful hours are hours × gpu_utilization, an upper bound of useful work."
      section="gpu"
      height={520}
      view={({ models }) =>
        linesView(
          models.map(({ model }) => accelerator(model)),
          'accelerator',
        )
      }
    >
      {(answer) => <Content answer={answer} />}
    </Section>
  )
}

function Content({ answer }: { readonly answer: MlGpuAnswer }) {
  const { totals, models, meta } = answer
  const { currency } = meta
  if (models.length === 0)
    return <p className="ml-nothing muted">No machine with GPUs or TPUs is on the bill of this period.</p>
  return (
    <>
      <div className="ml-split">
        <SplitBar split={totals.split} currency={currency} name="GPU spend by use" />
        <dl className="ml-legend">
          {SPLIT_PARTS.filter(({ part }) => part !== 'fees' || Number(totals.split.fees) !== 0).map(
            ({ part, label }) => (
              <div key={part}>
                <dt>
                  <span className={`split-swatch split-${part}`} aria-hidden="true" /> {label}
                </dt>
                <dd>
                  <data value={totals.split[part]} data-part={part}>
                    {formatMoneyExact(totals.split[part], currency)}
                  </data>
                  {Number(totals.cost) > 0 && (
                    <span className="muted">
                      {' '}
                      {formatShare(Number(totals.split[part]) / Number(totals.cost))}
                    </span>
                  )}
                </dd>
              </div>
            ),
          )}
        </dl>
      </div>
      <HoursChart answer={answer} />
      <MlTable<GpuModelRow>
        name="GPU hours by model and cloud"
        rows={models}
        keyOf={({ provider, model }) => `${provider} ${model}`}
        shown={14}
        columns={columnsOf(currency)}
      />
    </>
  )
}

function columnsOf(currency: string) {
  return [
    {
      label: 'Model',
      cell: ({ model, provider }: GpuModelRow) => (
        <>
          {model ?? <span className="muted">not named on the bill</span>}
          <p className="row-note">{valueLabel('provider', provider)}</p>
        </>
      ),
    },
    { label: 'Hours', num: true, cell: ({ hours }: GpuModelRow) => formatCount(Math.round(hours)) },
    {
      label: 'Cost',
      num: true,
      cell: ({ cost, model, provider }: GpuModelRow) => (
        <CostLink
          cost={cost}
          currency={currency}
          of={`${model ?? 'Unnamed accelerators'} on ${valueLabel('provider', provider)}`}
          filters={[accelerator(model), is('provider', provider)]}
          by="resource"
        />
      ),
    },
    {
      label: 'Per hour',
      num: true,
      cell: ({ costPerHour }: GpuModelRow) => priceText(costPerHour, currency),
    },
    {
      label: 'Per useful hour',
      num: true,
      cell: ({ costPerUsefulHour }: GpuModelRow) => priceText(costPerUsefulHour, currency, 'no metric'),
    },
    { label: 'Spot', num: true, cell: ({ spotShare }: GpuModelRow) => shareText(spotShare) },
    { label: 'Idle', num: true, cell: ({ split }: GpuModelRow) => formatMoney(split.idle, currency) },
    {
      label: 'Use of the money',
      cell: ({ split, model }: GpuModelRow) => (
        <SplitBar split={split} currency={currency} name={`${model ?? 'Others'} by use`} />
      ),
    },
  ]
}
