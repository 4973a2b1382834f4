import type { DriversAnswer } from '@outlay/shared/changes'
import { useQuery } from '@tanstack/react-query'
import { Dialog } from '../../components/ui/dialog.tsx'
import { ReportNote } from '../../components/ui/report-note.tsx'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { Warnings } from '../../components/ui/warnings.tsx'
import { WorkingPanel } from '../../components/ui/working-panel.tsx'
import { subtractAmounts } from '../../lib/amounts.ts'
import { formatChange, formatMoneyChange, formatMoneyExact } from '../../lib/format.ts'
import { rangeLabel } from '../../lib/labels.ts'
import { periodText } from '../../lib/period.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { costsInWords, rowsQuery, type Working } from '../../lib/working.ts'
import { ApartNote } from './apart-note.tsx'
import { type ChangeScope, driversOptions } from './change-scope.ts'
import { DriversTable } from './drivers-table.tsx'
import { mostlyInWords } from './part-words.ts'
import { PartsFigure } from './parts-figure.tsx'

interface ExplainDialogProps {
  readonly of: string
  readonly scope: ChangeScope
  readonly onClose: () => void
}

/** Why a cost changed: the parts of the difference, the lines that moved each most, and the working. */
export function ExplainDialog({ of, scope, onClose }: ExplainDialogProps) {
  const view = useView()
  const query = useQuery(driversOptions(view, scope))
  return (
    <Dialog title={`Why ${of} changed`} className="wide" onClose={onClose}>
      <Load query={query} what="The explanation" skeleton={<Skeleton height={360} />}>
        {(answer) => <Explanation of={of} scope={scope} answer={answer} onLeave={onClose} />}
      </Load>
    </Dialog>
  )
}

interface ExplanationProps {
  readonly of: string
  readonly scope: ChangeScope
  readonly answer: DriversAnswer
  readonly onLeave: () => void
}

function Explanation({ of, scope, answer: { data, meta }, onLeave }: ExplanationProps) {
  const { previousTotal, currency } = meta
  if (previousTotal === undefined) {
    return (
      <EmptyState title="There is nothing to compare with">
        <p>History does not hold {rangeLabel(meta.previous)} for these lines.</p>
      </EmptyState>
    )
  }
  return (
    <div className="explanation">
      <p className="answer-detail" data-testid="explained">
        {changeInWords(meta.total, previousTotal, currency)}, from {formatMoneyExact(previousTotal, currency)}{' '}
        in {rangeLabel(meta.previous)} to {formatMoneyExact(meta.total, currency)} in {rangeLabel(meta)}
        {meta.parts.length > 0 && `: ${mostlyInWords(meta.parts, currency)}`}.
      </p>
      {meta.report !== undefined && <ReportNote report={meta.report} />}
      <ApartNote apart={meta.apart} currency={currency} />
      <Warnings warnings={meta.warnings} currency={currency} />
      <PartsFigure
        name={`What the change of ${of} is made of`}
        parts={meta.parts}
        change={subtractAmounts(meta.total, previousTotal)}
        currency={currency}
      />
      <h3>Lines that moved it most</h3>
      <DriversTable drivers={data} currency={currency} onLeave={onLeave} />
      <WorkingOf scope={scope} meta={meta} onLeave={onLeave} />
    </div>
  )
}

function changeInWords(total: string, previous: string, currency: string): string {
  const change = subtractAmounts(total, previous)
  const ratio = formatChange(total, previous)
  if (ratio === 'no change') return 'No change to speak of'
  const word = change.startsWith('-') ? 'Down' : 'Up'
  return `${word} ${formatMoneyChange(change, currency).slice(1)} (${ratio})`
}

const AT_ONE_RATE =
  'Of what is converted they are told at the rate of before; what the move of the rate did is a part of its own.'

function WorkingOf({
  scope,
  meta,
  onLeave,
}: Pick<ExplanationProps, 'scope' | 'onLeave'> & { meta: DriversAnswer['meta'] }) {
  const { now } = usePeriod()
  const lines = { ...meta, filters: scope.filters }
  const working: Working = {
    question: `Why did it change? ${costsInWords(lines, { previous: meta.previous })}`,
    method:
      'Each line of the bill is compared by resource, SKU and unit. Usage is the change of quantity at the price paid before; price is the change of the contracted price on the quantity of now; commitment is what is left where a reservation or plan covers the line. The parts add up to the difference exactly.' +
      (meta.report === undefined ? '' : ` ${AT_ONE_RATE}`),
    sql: [{ title: '', sql: meta.sql, params: meta.params }],
    rows: meta.report === undefined ? rowsQuery(lines) : null,
    view: (view) => ({
      ...view,
      ...meta.basis,
      team: null,
      filters: scope.filters,
      period: periodText(meta, now),
      compare: scope.compare === 'year' ? 'yoy' : 'prev',
      by: 'resource',
      by2: null,
      selected: null,
      local: {},
    }),
  }
  return (
    <details className="sql-panel">
      <summary>Show working</summary>
      <WorkingPanel working={working} onLeave={onLeave} />
    </details>
  )
}
