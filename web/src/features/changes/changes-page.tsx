import type { ChangesAnswer } from '@outlay/shared/changes'
import { useQuery } from '@tanstack/react-query'
import { BasisChip } from '../../components/ui/basis-chip.tsx'
import { NotIncluded } from '../../components/ui/not-included.tsx'
import { ReportNote } from '../../components/ui/report-note.tsx'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { Warnings } from '../../components/ui/warnings.tsx'
import { WorkingButton } from '../../components/ui/working.tsx'
import { subtractAmounts } from '../../lib/amounts.ts'
import { formatChange, formatMoneyChange } from '../../lib/format.ts'
import { ALIGN_LABEL, rangeLabel } from '../../lib/labels.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { CONVERTED, costsInWords, rowsQuery } from '../../lib/working.ts'
import { ApartNote } from './apart-note.tsx'
import { changesOptions, scopeOf } from './change-scope.ts'
import { MoversTable } from './movers-table.tsx'
import { mostlyInWords } from './part-words.ts'
import { PartsFigure } from './parts-figure.tsx'

const SHOWN = 50
const PERIODS = [
  { period: 'mtd', label: 'This month' },
  { period: 'last', label: 'Last month' },
  { period: '7d', label: 'Last 7 days' },
  { period: '30d', label: 'Last 30 days' },
] as const

/** What changed: the difference of two periods, what it is made of, and the services and teams behind it. */
export function ChangesPage() {
  useTitle('What changed')
  const view = useView()
  const { range, known } = usePeriod()
  const scope = scopeOf(view, range)
  const query = useQuery({ ...changesOptions(view, scope, ['service', 'team'], SHOWN), enabled: known })
  return (
    <Load isPage query={query} what="What changed" skeleton={<ChangesSkeleton />}>
      {(answer) => <Content answer={answer} />}
    </Load>
  )
}

function Content({ answer: { data, meta } }: { readonly answer: ChangesAnswer }) {
  const view = useView()
  const { currency, previousTotal } = meta
  const change = previousTotal === undefined ? null : subtractAmounts(meta.total, previousTotal)
  const lines = { ...meta, filters: scopeOf(view, meta).filters }
  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="answer">{sentence(meta, change)}</h1>
          <p className="answer-detail muted">
            {rangeLabel(meta)} against {rangeLabel(meta.previous)},{' '}
            {ALIGN_LABEL[meta.previous.align].toLowerCase()}{' '}
            {meta.report === undefined && (
              <NotIncluded currencies={meta.currencies} currency={currency} lead="Other currencies:" />
            )}
          </p>
          {meta.report !== undefined && <ReportNote report={meta.report} />}
        </div>
        <BasisChip basis={meta.basis} currency={currency} />
      </div>
      <Periods />
      <ApartNote apart={meta.apart} currency={currency} />
      <Warnings warnings={meta.warnings} currency={currency} />
      {change === null ? (
        <EmptyState title="There is nothing to compare with">
          <p>History does not hold {rangeLabel(meta.previous)}. Choose a later period.</p>
        </EmptyState>
      ) : (
        <>
          <section className="card">
            <div className="card-line">
              <h2 className="card-title">What the difference is made of</h2>
              <WorkingButton
                of="the difference"
                working={() => ({
                  question: `What changed? ${costsInWords(lines, { groupBy: ['service', 'team'], previous: meta.previous })}`,
                  sql: [{ title: '', sql: meta.sql ?? '', params: meta.params ?? {} }],
                  ...(meta.report && { method: CONVERTED }),
                  rows: meta.report === undefined ? rowsQuery(lines) : null,
                  view: (current) => ({ ...current, by: 'service' }),
                })}
              />
            </div>
            <PartsFigure
              name="What the difference is made of"
              parts={meta.parts}
              change={change}
              currency={currency}
            />
          </section>
          <section className="card card-flush">
            <MoversTable movers={data} currency={currency} />
          </section>
        </>
      )}
    </>
  )
}

function Periods() {
  const { period } = useView()
  const setView = useSetView()
  return (
    <fieldset className="period-choices">
      <legend className="sr-only">Period</legend>
      {PERIODS.map((choice) => (
        <button
          key={choice.period}
          type="button"
          className="button small"
          aria-pressed={choice.period === period}
          onClick={() => setView({ period: choice.period })}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  )
}

function sentence(
  { total, previousTotal, parts, currency }: ChangesAnswer['meta'],
  change: string | null,
): string {
  if (change === null || previousTotal === undefined) return 'There is nothing to compare with.'
  const ratio = formatChange(total, previousTotal)
  if (ratio === 'no change') return 'The cost did not change.'
  const word = change.startsWith('-') ? 'down' : 'up'
  return `Cost is ${word} ${formatMoneyChange(change, currency).slice(1)} (${ratio}), ${mostlyInWords(parts, currency)}.`
}

function ChangesSkeleton() {
  return (
    <>
      <Skeleton height={34} width="60%" />
      <Skeleton height={300} />
      <Skeleton height={420} />
    </>
  )
}
