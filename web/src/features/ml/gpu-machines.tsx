import type { GpuMachineRow, MlGpuAnswer } from '@outlay/shared/ml'
import { formatCount, formatMoney } from '../../lib/format.ts'
import { accelerator, CostLink, is } from './cost-link.tsx'
import { MlTable } from './ml-table.tsx'
import { Section } from './section.tsx'
import { shareText, Thing, Unknown } from './words.tsx'

/** Which GPUs idle, and what that costs: those idle now first. */
export function GpuMachines() {
  return (
    <Section
      id="ml-idle"
      title="Idle GPUs"
      about="Idle now: the last six measured hours, up to the end of the data, were all under 5 % gpu_utilization. A day costs what the last day cost an hour, times 24 at most."
      section="gpu"
      height={420}
    >
      {(answer) => <Content answer={answer} />}
    </Section>
  )
}

function Content({ answer }: { readonly answer: MlGpuAnswer }) {
  const { currency } = answer.meta
  const idle = answer.machines.filter(({ idleNow, split }) => idleNow || Number(split.idle) > 0)
  const dark = answer.machines.filter(({ measuredHours, hours }) => hours > 0 && measuredHours === 0)
  if (answer.totals.hours === 0)
    return <p className="ml-nothing muted">No machine with GPUs or TPUs is on the bill of this period.</p>
  return (
    <>
      {answer.idleNow.asOf === null && <NoMetrics />}
      {answer.idleNow.asOf !== null && idle.length === 0 && (
        <p className="ml-nothing muted">No measured GPU was idle in this period.</p>
      )}
      {idle.length > 0 && (
        <MlTable name="Idle GPUs" rows={idle} keyOf={keyOf} columns={columnsOf(currency)} shown={18} />
      )}
      {dark.length > 0 && answer.idleNow.asOf !== null && (
        <p className="ml-nothing muted">
          {formatCount(dark.length)} {dark.length === 1 ? 'machine has' : 'machines have'} no gpu_utilization
          and may idle unseen: {formatMoney(answer.totals.split.noMetric, currency)} of GPU spend has no
          metric. Connect its metrics (CloudWatch agent, DCGM, Cloud Monitoring, Azure Monitor) or import a
          file with --kind metrics.
        </p>
      )}
    </>
  )
}

export function NoMetrics() {
  return (
    <div className="ml-nothing">
      <p>
        <strong>No metric.</strong> There is no gpu_utilization for these days, so nothing is called idle or
        busy.
      </p>
      <p className="muted">
        To see it: let the CloudWatch agent or DCGM exporter publish GPU metrics and collect them
        (aws-utilization, azure-utilization, gcp-utilization), or import a file with columns resource_id,
        metric, timestamp, average, maximum, unit and metric gpu_utilization by{' '}
        <code>outlay import --kind metrics</code>.
      </p>
    </div>
  )
}

const keyOf = ({ provider, resource, model, machineType }: GpuMachineRow) =>
  `${provider} ${resource ?? ''} ${model} ${machineType}`

function columnsOf(currency: string) {
  return [
    {
      label: 'Machine',
      cell: ({ resource, name, provider, region }: GpuMachineRow) => (
        <Thing resource={resource} name={name} provider={provider} note={region} />
      ),
    },
    {
      label: 'Now',
      cell: ({ idleNow }: GpuMachineRow) =>
        idleNow ? <span className="ml-flag">idle now</span> : <span className="muted">not now</span>,
    },
    {
      label: 'GPU',
      cell: ({ model, machineType }: GpuMachineRow) => (
        <>
          {model ?? <Unknown />}
          {machineType !== null && <p className="row-note nowrap">{machineType}</p>}
        </>
      ),
    },
    { label: 'Team', cell: ({ team }: GpuMachineRow) => (team === null ? '–' : <bdi>{team}</bdi>) },
    {
      label: 'Used',
      num: true,
      cell: ({ utilisation }: GpuMachineRow) => shareText(utilisation, 'no metric'),
    },
    {
      label: 'A day costs',
      num: true,
      cell: ({ costPerDay }: GpuMachineRow) =>
        costPerDay === null ? <Unknown /> : formatMoney(costPerDay, currency),
    },
    {
      label: 'Idle in the period',
      num: true,
      cell: ({ split }: GpuMachineRow) => formatMoney(split.idle, currency),
    },
    {
      label: 'Cost',
      num: true,
      cell: ({ cost, resource, name, model, provider }: GpuMachineRow) =>
        resource === null ? (
          formatMoney(cost, currency)
        ) : (
          <CostLink
            cost={cost}
            currency={currency}
            of={name ?? resource}
            filters={[is('resource', resource), is('provider', provider), accelerator(model)]}
            by="usageType"
          />
        ),
    },
  ]
}
