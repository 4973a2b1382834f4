import type { MlEndpointsAnswer, MlNotebookRow } from '@outlay/shared/ml-parts'
import { formatCount, formatInstant } from '../../lib/format.ts'
import { CostLink, is } from './cost-link.tsx'
import { Findings } from './findings.tsx'
import { MlTable } from './ml-table.tsx'
import { Section } from './section.tsx'
import { shareText, Thing, Unknown } from './words.tsx'

/** Notebooks, those left on first. */
export function Notebooks() {
  return (
    <Section
      id="ml-notebooks"
      title="Notebooks left on"
      about="Left on: it bills 20 hours a day and more. Working hours are those in which CPU or GPU reached 5 %."
      section="endpoints"
      height={320}
    >
      {(answer) => <NotebookRows answer={answer} />}
    </Section>
  )
}

function NotebookRows({ answer: { notebooks, meta } }: { readonly answer: MlEndpointsAnswer }) {
  const { currency } = meta
  const left = notebooks.filter(({ leftOn }) => leftOn)
  if (notebooks.length === 0) return <p className="ml-nothing muted">No notebook is on the bill.</p>
  return (
    <>
      <p className="ml-summary">
        {left.length} of {notebooks.length} notebooks run day and night.
      </p>
      <MlTable<MlNotebookRow>
        name="Notebooks"
        rows={[...left, ...notebooks.filter(({ leftOn }) => !leftOn)]}
        shown={Math.max(left.length, 5)}
        keyOf={({ provider, resource }) => `${provider} ${resource}`}
        columns={[
          {
            label: 'Notebook',
            cell: ({ resource, name, provider, team }) => (
              <Thing resource={resource} name={name} provider={provider} note={team} />
            ),
          },
          {
            label: 'Machine',
            cell: ({ machineType }) => <span className="nowrap">{machineType ?? <Unknown />}</span>,
          },
          {
            label: 'Hours a day',
            num: true,
            cell: ({ hoursADay }) =>
              hoursADay === null ? <Unknown /> : formatCount(Math.round(hoursADay * 10) / 10),
          },
          { label: 'Working', num: true, cell: ({ workingShare }) => shareText(workingShare, 'no metric') },
          {
            label: 'Last worked',
            cell: ({ lastWorked, workingShare }) =>
              lastWorked === null ? (
                <Unknown why={workingShare === null ? 'no metric' : 'not in this period'} />
              ) : (
                <span className="nowrap">{formatInstant(lastWorked)}</span>
              ),
          },
          {
            label: 'Cost',
            num: true,
            cell: ({ cost, resource, name, provider }) => (
              <CostLink
                cost={cost}
                currency={currency}
                of={name ?? resource}
                filters={[is('mlClass', 'notebooks'), is('resource', resource), is('provider', provider)]}
                by="usageType"
              />
            ),
          },
          { label: 'What if', cell: ({ findings }) => <Findings findings={findings} currency={currency} /> },
        ]}
      />
    </>
  )
}
