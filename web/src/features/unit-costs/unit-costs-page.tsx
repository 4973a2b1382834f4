import type { UnitCostsAnswer } from '@outlay/shared/unit-costs'
import { useQuery } from '@tanstack/react-query'
import { BasisChip } from '../../components/ui/basis-chip.tsx'
import { NotIncluded } from '../../components/ui/not-included.tsx'
import { ReportNote } from '../../components/ui/report-note.tsx'
import { SelectField } from '../../components/ui/select-field.tsx'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { Warnings } from '../../components/ui/warnings.tsx'
import { WorkingButton } from '../../components/ui/working.tsx'
import { formatFilter } from '../../lib/filters.ts'
import { formatMoneyExact } from '../../lib/format.ts'
import { rangeLabel } from '../../lib/labels.ts'
import { answer } from '../../lib/queries.ts'
import { allFilters, appendBasis, appendReport, granularityOf } from '../../lib/request.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { costsInWords } from '../../lib/working.ts'
import { UnitChart } from './unit-chart.tsx'
import { UnitPeriods } from './unit-periods.tsx'
import { UnitTeams } from './unit-teams.tsx'
import { quantityText } from './unit-words.ts'

/** What one of something costs, over time and by team: cost and quantity beside it, days without a quantity apart. */
export function UnitCostsPage() {
  useTitle('Unit costs')
  const view = useView()
  const { range, known } = usePeriod()
  const query = new URLSearchParams({ ...range, granularity: granularityOf(view, range), explain: '1' })
  appendBasis(query, view)
  appendReport(query, view)
  for (const filter of allFilters(view)) query.append('filter', formatFilter(filter))
  if (view.local['unit'] !== undefined) query.set('unit', view.local['unit'])
  const costs = useQuery({ ...answer<UnitCostsAnswer>(`/unit-costs?${query}`), enabled: known })
  return (
    <Load isPage query={costs} what="The unit costs" skeleton={<Skeleton height={420} />}>
      {(found) => (found.meta.unit === null ? <NoUnit /> : <Content answer={found} unit={found.meta.unit} />)}
    </Load>
  )
}

function Content({ answer: found, unit }: { readonly answer: UnitCostsAnswer; readonly unit: string }) {
  const { sentence, units, data, teams, meta } = found
  const view = useView()
  const setView = useSetView()
  const { total, currency } = meta
  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="answer">{sentence}</h1>
          <p className="answer-detail muted">
            {rangeLabel(meta)}: {formatMoneyExact(total.cost, currency)} for {quantityText(total.quantity)}{' '}
            {unit}
            {total.daysKnown < total.days && (
              <>
                . {total.days - total.daysKnown} of {total.days} days have no quantity; their{' '}
                {formatMoneyExact(total.costUnknown, currency)} is in no unit cost
              </>
            )}
            {meta.report === undefined && meta.currencies.length > 0 && (
              <>
                {' · '}
                <NotIncluded currencies={meta.currencies} currency={currency} />
              </>
            )}
          </p>
          {meta.report !== undefined && <ReportNote report={meta.report} />}
        </div>
        <BasisChip basis={meta.basis} currency={currency} />
      </div>
      <div className="card-line">
        {units.length > 1 ? (
          <SelectField
            label="Unit"
            compact
            value={unit}
            options={units.map((each) => each.unit)}
            text={(each) => each}
            onChange={(each) => setView({ local: { ...view.local, unit: each } })}
          />
        ) : (
          <span />
        )}
        <WorkingButton
          of={`the cost of ${unit}`}
          working={() => ({
            question: `What does one of ${unit} cost? ${costsInWords({ ...meta, filters: allFilters(view) })}`,
            method:
              'The cost of the teams that count the unit, over the days and teams whose quantity is known, divided by that quantity.',
            sql: [{ title: '', sql: meta.sql ?? '', params: meta.params ?? {} }],
            rows: null,
            view: null,
          })}
        />
      </div>
      <Warnings warnings={meta.warnings} currency={currency} />
      <section className="card">
        <UnitChart data={data} unit={unit} meta={meta} />
      </section>
      <section className="card card-flush">
        <UnitTeams teams={teams} unit={unit} currency={currency} />
      </section>
      <section className="card card-flush">
        <UnitPeriods data={data} unit={unit} meta={meta} />
      </section>
    </>
  )
}

function NoUnit() {
  return (
    <EmptyState title="No quantities are loaded yet" isPage>
      <p>
        A unit cost is a cost divided by something that the business counts: orders, predictions, customers.
        Load a file with the columns <code>day, unit, team, quantity</code>:
      </p>
      <p>
        <code>npx --yes pnpm outlay import units.csv --kind units</code>
      </p>
    </EmptyState>
  )
}
