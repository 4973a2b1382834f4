import { ML_CLASSES, type MlClass, type MlGroupRow, type MlSummaryAnswer } from '@outlay/shared/ml'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { isFilter } from '../../lib/filters.ts'
import { valueLabel } from '../../lib/labels.ts'
import { ANY_CLASS, CostLink, is } from './cost-link.tsx'
import { MlTable } from './ml-table.tsx'

/** Who and which cloud the ML cost belongs to, by class. */
export function TeamsTable({ answer }: { readonly answer: MlSummaryAnswer }) {
  const { teams, providers, classes, meta } = answer
  const labelOf = (id: MlClass) => classes.find(({ class: own }) => own === id)?.label ?? id
  const columnsBy = (dim: 'team' | 'provider') => [
    {
      label: 'ML cost',
      num: true,
      cell: ({ name, cost }: MlGroupRow) => (
        <CostLink
          cost={cost}
          currency={meta.currency}
          of={`ML cost of ${valueLabel(dim, name)}`}
          filters={[...ANY_CLASS, isFilter(dim, name)]}
        />
      ),
    },
    ...ML_CLASSES.map((id) => ({
      label: labelOf(id),
      num: true,
      cell: ({ name, classes: own }: MlGroupRow) =>
        own[id] === undefined ? (
          '–'
        ) : (
          <CostLink
            cost={own[id]}
            currency={meta.currency}
            of={`${labelOf(id)} of ${valueLabel(dim, name)}`}
            filters={[is('mlClass', id), isFilter(dim, name)]}
          />
        ),
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
        columns={[{ label: 'Team', cell: ({ name }) => <TeamName name={name} /> }, ...columnsBy('team')]}
      />
      <MlTable
        name="ML cost by cloud"
        rows={providers}
        keyOf={({ name }) => name ?? ''}
        columns={[
          { label: 'Cloud', cell: ({ name }) => valueLabel('provider', name ?? '') },
          ...columnsBy('provider'),
        ]}
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
