import type { MlClassRow, MlSummaryAnswer } from '@outlay/shared/ml'
import { WorkingButton } from '../../components/ui/working.tsx'
import { formatMoneyExact, formatShare } from '../../lib/format.ts'
import { rangeLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { mlPath } from './ask.ts'
import { ANY_CLASS, CostLink, is, linesView } from './cost-link.tsx'
import { MlTable } from './ml-table.tsx'

/** What counts as each class, and that the classes make up the total. */
export function ClassTable({ answer }: { readonly answer: MlSummaryAnswer }) {
  const view = useView()
  const { range } = usePeriod()
  const { total, meta, classes } = answer
  return (
    <section className="card card-flush ml-section" id="ml-classes">
      <div className="card-line ml-section-head">
        <div>
          <h2 className="card-title">What counts as what</h2>
          <p className="muted ml-about">
            A line belongs to the first class that fits, tokens first. Together{' '}
            {formatMoneyExact(total, meta.currency)}.
          </p>
        </div>
        <WorkingButton
          of="the classes"
          working={() => ({
            question: `ML cost by class, ${rangeLabel(meta)}`,
            sql: { path: `${mlPath('summary', view, range)}&explain=1` },
            rows: null,
            view: linesView(ANY_CLASS, 'mlClass'),
          })}
        />
      </div>
      <MlTable<MlClassRow>
        name="ML cost by class"
        rows={classes}
        keyOf={(row) => row.class}
        columns={[
          { label: 'Class', cell: (row) => row.label },
          {
            label: 'Cost',
            num: true,
            cell: (row) => (
              <CostLink
                cost={row.cost}
                currency={meta.currency}
                of={row.label}
                filters={[is('mlClass', row.class)]}
              />
            ),
          },
          {
            label: 'Share',
            num: true,
            cell: (row) => (Number(total) === 0 ? '–' : formatShare(Number(row.cost) / Number(total))),
          },
          { label: 'What it holds', cell: (row) => <span className="ml-definition">{row.definition}</span> },
        ]}
      />
    </section>
  )
}
