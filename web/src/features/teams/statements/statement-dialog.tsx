import type { StatementAdjustment, StatementDetail } from '@outlay/shared/statements'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { Dialog } from '../../../components/ui/dialog.tsx'
import { Icon } from '../../../components/ui/icon.tsx'
import { NameDialog } from '../../../components/ui/name-dialog.tsx'
import { Load, Skeleton } from '../../../components/ui/states.tsx'
import { postChange, readName } from '../../../lib/change.ts'
import { formatMoney, formatMoneyChange, formatMonth } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { useSetView, useView } from '../../../lib/search-state.ts'
import { statementOptions } from '../answers.ts'

const LINES = [
  { label: 'Team' },
  { label: 'Direct', num: true },
  { label: 'Shared', num: true },
  { label: 'Total', num: true },
]

/** One month by team, with the movements of earlier months apart, to read, to take along and to issue. */
export function StatementDialog({ month }: { readonly month: string }) {
  const view = useView()
  const setView = useSetView()
  const query = useQuery(statementOptions(view, month))
  return (
    <Dialog
      title={`Statement of ${formatMonth(`${month}-01`)}`}
      className="wide teams-dialog"
      onClose={() => setView({ selected: null })}
    >
      <Load query={query} what="The statement" skeleton={<Skeleton height={320} />}>
        {(statement) => <Content statement={statement} month={month} />}
      </Load>
    </Dialog>
  )
}

interface ContentProps {
  readonly statement: StatementDetail
  readonly month: string
}

function Content({ statement, month }: ContentProps) {
  const { lines, prior, total, currency, state, reason } = statement
  const query = `currency=${currency}&format=`
  return (
    <div className="stack">
      <p>
        <span className="strong">{state}</span>: {reason}
      </p>
      <p className="form-actions">
        {(['csv', 'xlsx'] as const).map((format) => (
          <a
            key={format}
            className="button small"
            href={`/api/v1/allocation/statements/${month}/export?${query}${format}`}
          >
            <Icon name="download" size={14} /> {format.toUpperCase()}
          </a>
        ))}
      </p>
      <ScrollRegion label="Lines of the statement" className="boxed is-tall">
        <table className="table">
          <caption className="sr-only">What each team bears</caption>
          <TableHead columns={LINES} />
          <tbody>
            {lines.map((line) => (
              <tr key={line.team ?? ''}>
                <th scope="row">{line.team === null ? 'No team' : isolate(line.team)}</th>
                <td className="num">{formatMoney(line.direct, currency)}</td>
                <td className="num">{formatMoney(line.shared, currency)}</td>
                <td className="num">{formatMoney(line.total, currency)}</td>
              </tr>
            ))}
            <tr className="total-row">
              <th scope="row">Total of the month</th>
              <td />
              <td />
              <td className="num">{formatMoney(total, currency)}</td>
            </tr>
          </tbody>
        </table>
      </ScrollRegion>
      <Prior prior={prior} currency={currency} isIssued={state === 'locked'} />
      {(state === 'closed' || state === 'provisional') && <Issue statement={statement} month={month} />}
    </div>
  )
}

interface PriorProps {
  readonly prior: readonly StatementAdjustment[]
  readonly currency: string
  readonly isIssued: boolean
}

function Prior({ prior, currency, isIssued }: PriorProps) {
  if (prior.length === 0) return null
  return (
    <>
      <h3>{isIssued ? 'Posted from earlier months' : 'To be posted from locked months'}</h3>
      <ScrollRegion label="Adjustments of earlier months" className="boxed">
        <table className="table">
          <caption className="sr-only">Movements of locked months by team</caption>
          <TableHead columns={[{ label: 'Month' }, { label: 'Team' }, { label: 'Moved', num: true }]} />
          <tbody>
            {prior.map(({ month, team, amount }) => (
              <tr key={`${month} ${team}`}>
                <th scope="row">{formatMonth(month)}</th>
                <td>{team === null ? 'No team' : isolate(team)}</td>
                <td className="num">{formatMoneyChange(amount, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  )
}

function Issue({ statement, month }: ContentProps) {
  const client = useQueryClient()
  const [asksName, setAsksName] = useState(false)
  const isProvisional = statement.state === 'provisional'
  const issue = useMutation({
    networkMode: 'always',
    mutationFn: () =>
      postChange('/allocation/statements', {
        month,
        currency: statement.currency,
        acceptProvisional: isProvisional,
      }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <>
      <p className="muted">
        {isProvisional
          ? 'Not every final bill is there: what still comes will be posted into the next statement.'
          : 'Every final bill is there.'}{' '}
        An issued statement cannot be taken back.
      </p>
      <p className="form-actions">
        <button
          type="button"
          className="button primary"
          disabled={issue.isPending}
          onClick={() => (readName() === null ? setAsksName(true) : issue.mutate())}
        >
          {isProvisional ? 'Issue it as provisional and lock the month' : 'Issue and lock the month'}
        </button>
      </p>
      {issue.isError && <p role="alert">It was not issued: {issue.error.message}</p>}
      {asksName && (
        <NameDialog
          onClose={() => setAsksName(false)}
          onNamed={() => {
            setAsksName(false)
            issue.mutate()
          }}
        />
      )}
    </>
  )
}
