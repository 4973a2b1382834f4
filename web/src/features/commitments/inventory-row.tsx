import type { Beneficiary, CommitmentRecord } from '@outlay/shared/commitments'
import { Link } from '@tanstack/react-router'
import { formatDay, formatMoney, formatMoneyChange, formatShare, formatUnitPrice } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { DATE_SOURCE, daysInWords, nameOf, rangeInWords, share, termInWords } from './words.ts'

interface InventoryRowProps {
  readonly commitment: CommitmentRecord
  readonly index: number
  readonly measure: (row: HTMLElement | null) => void
}

/** One commitment; what is not known says so. */
export function InventoryRow({ commitment, index, measure }: InventoryRowProps) {
  const { currency, hourly, unused, payment, start } = commitment
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={commitment.state === 'ended' ? 'is-ended' : undefined}
    >
      <NameCell commitment={commitment} />
      <td>
        {termInWords(commitment.termMonths)}
        <p className="row-note">{payment ?? 'payment unknown'}</p>
        {start !== null && <p className="row-note">since {formatDay(start.day, 'year')}</p>}
      </td>
      <td className="num">{hourly === null ? '–' : formatUnitPrice(hourly, currency)}</td>
      <td className="num">
        {share(commitment.utilisation)}
        {Number(unused) > 0 && (
          <p className="row-note">
            <data value={unused}>{formatMoney(unused, currency)}</data> unused
          </p>
        )}
      </td>
      <EndCell commitment={commitment} />
      <RenewCell commitment={commitment} />
      <td>
        <bdi>{commitment.buyer.name ?? commitment.buyer.account ?? 'unknown'}</bdi>
      </td>
      <td>
        {commitment.beneficiaries.length === 0 ? (
          <span className="muted">nobody</span>
        ) : (
          commitment.beneficiaries
            .slice(0, 2)
            .map((each) => <UsedBy key={`${each.account} ${each.team}`} beneficiary={each} />)
        )}
      </td>
      <ActionCell commitment={commitment} />
    </tr>
  )
}

function NameCell({ commitment }: { readonly commitment: CommitmentRecord }) {
  const { id, type, kind, provider, region, service, state } = commitment
  const where = [valueLabel('provider', provider), service, region].filter((part) => part !== null)
  return (
    <th scope="row">
      <bdi title={id}>{nameOf(commitment)}</bdi>
      <p className="row-note">
        {type ?? 'type unknown'}
        {kind === 'capacity' && ', capacity paid ahead'}
        {state === 'ended' && ' · ended'}
      </p>
      <p className="row-note">{where.join(' · ')}</p>
    </th>
  )
}

function EndCell({ commitment: { end, daysLeft, endUnknown } }: { readonly commitment: CommitmentRecord }) {
  if (end === null || daysLeft === null)
    return (
      <td>
        <span className="muted">unknown</span>
        <p className="row-note">{endUnknown}</p>
      </td>
    )
  return (
    <td>
      <span className="nowrap">{formatDay(end.day, 'year')}</span>
      <p className="row-note">
        <span className={daysLeft >= 0 && daysLeft <= 60 ? 'tone-warning' : undefined}>
          {daysInWords(daysLeft)}
        </span>
        , {DATE_SOURCE[end.source]}
      </p>
    </td>
  )
}

function RenewCell({
  commitment: { notRenewing, currency, state },
}: {
  readonly commitment: CommitmentRecord
}) {
  if (state === 'ended') return <td className="num">–</td>
  if (notRenewing === null)
    return (
      <td className="num">
        <span className="muted">unknown</span>
      </td>
    )
  return (
    <td className="num">
      {formatMoneyChange(notRenewing.expected, currency)}
      {notRenewing.low !== notRenewing.high && (
        <p className="row-note nowrap">{rangeInWords(notRenewing, currency)}</p>
      )}
    </td>
  )
}

function UsedBy({ beneficiary }: { readonly beneficiary: Beneficiary }) {
  const { account, name, team, share: part } = beneficiary
  return (
    <p className="commit-used-by">
      <bdi>{team ?? name ?? account ?? 'unknown'}</bdi> <span className="muted">{formatShare(part)}</span>
    </p>
  )
}

function ActionCell({ commitment: { recommendations } }: { readonly commitment: CommitmentRecord }) {
  const view = useView()
  if (recommendations.length === 0)
    return (
      <td>
        <span className="muted">–</span>
        <span className="sr-only">nothing recommended</span>
      </td>
    )
  return (
    <td>
      {recommendations.map(({ id, rule, title }) => (
        <p key={id}>
          <Link
            to="/recommendations/$id"
            params={{ id }}
            search={{ ...view, selected: null, local: {} }}
            title={title}
          >
            {ACTION[rule] ?? rule}
          </Link>
        </p>
      ))}
    </td>
  )
}

const ACTION: Readonly<Record<string, string>> = { 'CM-02': 'Use or exchange', 'CM-03': 'Renew in time' }
