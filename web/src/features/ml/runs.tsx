import type { MlRunRow, MlRunsAnswer } from '@outlay/shared/ml-parts'
import { formatCount, formatDay, formatMoney } from '../../lib/format.ts'
import { ANY_CLASS, CostLink, is } from './cost-link.tsx'
import { MlTable } from './ml-table.tsx'
import { Section } from './section.tsx'
import { shareText, Thing, Unknown } from './words.tsx'

/** The ledger of training runs. */
export function Runs() {
  return (
    <Section
      id="ml-runs"
      title="Training runs"
      about="A run is what a tag names (run, run-id, mlflow.run_id, job-name, … or ml.runTags of the configuration), else the job whose id is on the bill. Its status comes from the inventory; a repeat is another run of the same name, dates and numbers apart, that began on the same day."
      section="runs"
      height={420}
    >
      {(answer) => <Content answer={answer} />}
    </Section>
  )
}

function Content({ answer }: { readonly answer: MlRunsAnswer }) {
  const { currency } = answer.meta
  return (
    <>
      <p className="ml-summary">{summaryOf(answer)}</p>
      {answer.runs.length > 0 && (
        <MlTable<MlRunRow>
          name="Training runs"
          rows={answer.runs}
          keyOf={({ provider, run, namedBy, firstDay }) => `${provider} ${run} ${namedBy} ${firstDay}`}
          columns={columnsOf(currency)}
        />
      )}
    </>
  )
}

function summaryOf({
  count,
  cost,
  withoutRun,
  failed,
  repeated,
  unknownStatus,
  idleCost,
  meta,
}: MlRunsAnswer): string {
  const money = (amount: string) => formatMoney(amount, meta.currency)
  const rest =
    Number(withoutRun) > 0
      ? ` ${money(withoutRun)} of training is on machines that nothing tells apart into runs: tag them with run-id.`
      : ''
  if (count === 0) return `No run is named by a tag or a job id.${rest}`
  const parts = [
    `${formatCount(count)} runs cost ${money(cost)}`,
    failed.runs > 0
      ? `${formatCount(failed.runs)} failed (${money(failed.cost)})`
      : 'none is known to have failed',
    repeated.runs > 0
      ? `${formatCount(repeated.runs)} are repeats (${money(repeated.cost)})`
      : 'none was repeated the same day',
    ...(Number(idleCost) > 0 ? [`${money(idleCost)} fell on idle GPUs`] : []),
    ...(unknownStatus.runs > 0
      ? [`the status of ${formatCount(unknownStatus.runs)} is unknown, since no inventory tells it`]
      : []),
  ]
  return `${parts.join('; ')}.${rest}`
}

/** Lines of a run: those with its tag, or with its job in the id of the resource. */
function filtersOf({ run, namedBy, resource, provider }: MlRunRow) {
  const own =
    namedBy === 'resource' ? is('resource', resource ?? run) : is(`tag:${encodeURIComponent(namedBy)}`, run)
  return [...ANY_CLASS, is('provider', provider), own]
}

function columnsOf(currency: string) {
  return [
    {
      label: 'Run',
      cell: ({ run, resource, provider, namedBy, experiment }: MlRunRow) => (
        <Thing
          resource={resource}
          name={run}
          provider={provider}
          note={experiment ?? (namedBy === 'resource' ? null : `by tag ${namedBy}`)}
        />
      ),
    },
    { label: 'Team', cell: ({ team }: MlRunRow) => (team === null ? '–' : <bdi>{team}</bdi>) },
    {
      label: 'Began',
      cell: ({ firstDay }: MlRunRow) => <span className="nowrap">{formatDay(firstDay)}</span>,
    },
    {
      label: 'Machine',
      cell: ({ machineType, model, spotShare }: MlRunRow) => (
        <>
          <span className="nowrap">{machineType ?? model ?? <Unknown />}</span>
          <p className="row-note">{(spotShare ?? 0) > 0.5 ? 'spot' : 'on demand'}</p>
        </>
      ),
    },
    {
      label: 'Hours',
      num: true,
      cell: ({ machineHours }: MlRunRow) => (machineHours === null ? <Unknown /> : formatCount(machineHours)),
    },
    { label: 'GPU hours', num: true, cell: ({ gpuHours }: MlRunRow) => formatCount(Math.round(gpuHours)) },
    {
      label: 'GPU used',
      num: true,
      cell: ({ utilisation }: MlRunRow) => shareText(utilisation, 'no metric'),
    },
    {
      label: 'Cost',
      num: true,
      cell: (row: MlRunRow) => (
        <CostLink
          cost={row.cost}
          currency={currency}
          of={`Run ${row.run}`}
          filters={filtersOf(row)}
          by="usageType"
        />
      ),
    },
    {
      label: 'Status',
      cell: ({ status, attempt }: MlRunRow) => (
        <>
          {status === 'unknown' ? <Unknown /> : status}
          {attempt > 1 && <p className="row-note">run {attempt} of that day</p>}
        </>
      ),
    },
  ]
}
