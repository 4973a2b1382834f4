import { ML_CLASSES, type MlGroupRow, type MlSummaryAnswer } from '@outlay/shared/ml'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatMoney } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { MlTable } from './ml-table.tsx'

/** Who and which cloud the ML cost belongs to, by class. */
export function TeamsTable({ answer }: { readonly answer: MlSummaryAnswer }) {
  const { teams, providers, classes, meta } = answer
  const columns = [
    { label: 'ML cost', num: true, cell: (row: MlGroupRow) => formatMoney(row.cost, meta.currency) },
    ...ML_CLASSES.map((id) => ({
      label: classes.find(({ class: own }) => own === id)?.label ?? id,
      num: true,
      cell: (row: MlGroupRow) =>
        row.classes[id] === undefined ? '–' : formatMoney(row.classes[id], meta.currency),
    })),
  ]
  return (
    <section className="card card-flush ml-section">
      <div className="card-line ml-section-head">
        <h2 className="card-title">By team and cloud</h2>
      </div>
      <MlTable
        name="ML cost by team"
        rows={teams}
        keyOf={({ name }) => name ?? ''}
        columns={[{ label: 'Team', cell: ({ name }) => <TeamName name={name} /> }, ...columns]}
      />
      <MlTable
        name="ML cost by cloud"
        rows={providers}
        keyOf={({ name }) => name ?? ''}
        columns={[{ label: 'Cloud', cell: ({ name }) => valueLabel('provider', name ?? '') }, ...columns]}
      />
    </section>
  )
}

function TeamName({ name }: { readonly name: string | null }) {
  if (name === null) return <span className="muted">No team</span>
  return (
    <ViewLink to="/ml" change={(view) => ({ ...view, team: name })}>
      <bdi>{name}</bdi>
    </ViewLink>
  )
}
