import type { CommitmentsAnswer } from '@outlay/shared/commitments'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { useRowWindow } from '../../components/table/use-window.ts'
import { Segments } from '../../components/ui/segments.tsx'
import { EmptyState } from '../../components/ui/states.tsx'
import { formatMoneyChange } from '../../lib/format.ts'
import { useLocal } from '../../lib/use-local.ts'
import { InventoryRow } from './inventory-row.tsx'
import { rangeInWords } from './words.ts'

const ROW_PX = 88

const ENDS = [
  { value: 'all', label: 'All' },
  { value: '30', label: '≤ 30 d' },
  { value: '60', label: '≤ 60 d' },
  { value: '90', label: '≤ 90 d' },
] as const

/** All that is committed to, the next to end first, with what not renewing it costs. */
export function InventoryCard({ answer }: { readonly answer: CommitmentsAnswer }) {
  const { local, setLocal } = useLocal()
  const ends = ENDS.find(({ value }) => value === local['ends'])?.value ?? 'all'
  const shown = answer.commitments.filter(
    ({ state, daysLeft }) =>
      ends === 'all' || (state === 'active' && daysLeft !== null && daysLeft <= Number(ends)),
  )
  return (
    <section className="card card-flush" id="inventory">
      <div className="card-head">
        <div>
          <h2 className="card-title">Commitments</h2>
          <p className="card-note" role="status">
            {ends === 'all' ? knownEnds(answer) : endingNote(answer, Number(ends))}
          </p>
        </div>
        <Segments
          label="Ends within"
          value={ends}
          options={ENDS}
          onChange={(value) => setLocal({ ends: value === 'all' ? null : value })}
        />
      </div>
      {shown.length === 0 ? (
        <None ends={ends} hasAny={answer.commitments.length > 0} />
      ) : (
        <InventoryTable commitments={shown} />
      )}
    </section>
  )
}

/** Long lists draw only the rows that are near. */
function InventoryTable({ commitments }: { readonly commitments: CommitmentsAnswer['commitments'] }) {
  const { scrollRef, measure, rows, before, after, windowed } = useRowWindow(commitments, ROW_PX)
  return (
    <ScrollRegion ref={scrollRef} className={windowed ? 'is-long' : 'is-tall'} label="Commitments">
      <table className="table commit-table" aria-rowcount={commitments.length + 1}>
        <caption className="sr-only">Commitments with utilisation over 30 days, and when they end</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {before > 0 && <Spacer height={before} />}
          {rows.map(({ item, index }) => (
            <InventoryRow
              key={`${item.id} ${item.currency}`}
              commitment={item}
              index={index}
              measure={measure}
            />
          ))}
          {after > 0 && <Spacer height={after} />}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Spacer({ height }: { readonly height: number }) {
  return (
    <tr>
      <td colSpan={COLUMNS.length} style={{ height, padding: 0 }} />
    </tr>
  )
}

const COLUMNS = [
  { label: 'Commitment' },
  { label: 'Term' },
  { label: 'An hour', num: true },
  { label: 'Utilisation, 30 d', num: true },
  { label: 'Ends' },
  { label: 'If not renewed, a month', num: true },
  { label: 'Paid by' },
  { label: 'Used by' },
  { label: 'To do' },
]

function knownEnds({ commitments }: CommitmentsAnswer): string {
  const active = commitments.filter(({ state }) => state === 'active')
  const unknown = active.filter(({ end }) => end === null).length
  const count = `${active.length} active`
  return unknown === 0
    ? `${count}, the next to end first`
    : `${count}, the next to end first; of ${unknown} neither the bill nor a list tells the end`
}

function endingNote({ expiring, meta }: CommitmentsAnswer, days: number): string {
  const within = expiring.find((each) => each.days === days)
  if (within === undefined || within.count === 0) return `None is known to end within ${days} days`
  const { count, notRenewing } = within
  const ends = count === 1 ? '1 ends' : `${count} end`
  return `${ends} within ${days} days. Not renewed, the bill changes by about ${formatMoneyChange(notRenewing.expected, meta.currency)} a month${notRenewing.low === notRenewing.high ? '' : ` (${rangeInWords(notRenewing, meta.currency)})`}, if its usage goes on`
}

function None({ ends, hasAny }: { readonly ends: string; readonly hasAny: boolean }) {
  return (
    <EmptyState title={hasAny ? `None is known to end within ${ends} days` : 'No commitment is on the bill'}>
      <p>
        {hasAny
          ? 'Those whose end is unknown are listed under All.'
          : 'Savings plans, reservations and committed use appear here with their first line on the bill.'}
      </p>
    </EmptyState>
  )
}
