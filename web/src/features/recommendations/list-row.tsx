import { daysBetween } from '@outlay/shared/period'
import type { RecommendationCard } from '@outlay/shared/recommendations'
import { Link } from '@tanstack/react-router'
import { formatCount, formatDay, formatMoney } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { valueLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { GradeChip } from './grade-chip.tsx'
import { RangeMark } from './range-mark.tsx'
import { StatusChip } from './status-chip.tsx'
import { ageLabel, confidenceLabel, effortLabel, familyLabel } from './words.ts'

interface ListRowProps {
  readonly card: RecommendationCard
  readonly index: number
  readonly today: string
  readonly selected: boolean
  readonly onSelect: (range: boolean) => void
  readonly measure: (row: HTMLElement | null) => void
}

/** One recommendation: what, how sure, what it costs and saves, how hard, whose, since when. */
export function ListRow({ card, index, today, selected, onSelect, measure }: ListRowProps) {
  return (
    <tr
      ref={measure}
      data-id={card.id}
      data-index={index}
      aria-rowindex={index + 2}
      className={selected ? 'is-selected' : undefined}
    >
      <td className="rec-check">
        <input
          type="checkbox"
          aria-label={`Select ${card.title}`}
          checked={selected}
          onChange={(event) =>
            onSelect(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
          }
        />
      </td>
      <What card={card} />
      <td className="rec-rule">
        <span className="nowrap">{card.rule}</span>
        <p className="row-note">{familyLabel(card.family)}</p>
      </td>
      <td className="rec-grade">
        <GradeChip grade={card.grade} />
        <p className="row-note">{confidenceLabel(card.confidence)} sure</p>
      </td>
      <Money card={card} />
      <td className="rec-effort">
        {effortLabel(card.effort)}
        <span className="sr-only"> effort</span>
        <p className="row-note">{card.risk} risk</p>
      </td>
      <td className="rec-team">
        {card.team === null ? <span className="muted">–</span> : <bdi>{card.team}</bdi>}
        {card.assignee !== null && <p className="row-note">{isolate(card.assignee)}</p>}
      </td>
      <td className="rec-status">
        <StatusChip status={card.status} />
        <p className="row-note">
          {card.status === 'snoozed' && card.until !== null
            ? `until ${formatDay(card.until)}`
            : `found ${ageLabel(daysBetween(card.firstSeen, today))}${card.firstSeen < today ? ' ago' : ''}`}
        </p>
      </td>
    </tr>
  )
}

function What({ card }: { readonly card: RecommendationCard }) {
  const view = useView()
  const place = [valueLabel('provider', card.provider), card.service, card.region].filter(
    (part) => part !== null,
  )
  const count = card.resourceIds.length
  return (
    <th scope="row" className="rec-what">
      <Link to="/recommendations/$id" params={{ id: card.id }} search={view} className="rec-title">
        {isolate(card.title)}
      </Link>
      <p className="row-note">
        {place.map(isolate).join(' · ')}
        {count > 1 && ` · ${formatCount(count)} resources`}
      </p>
    </th>
  )
}

function Money({ card }: { readonly card: RecommendationCard }) {
  const { monthlyCost, monthlySavings, countedSavings, currency } = card
  const { low, expected, high } = monthlySavings
  const isExact = high - low < 0.01
  return (
    <>
      <td className="num rec-cost">
        <data value={monthlyCost}>{formatMoney(monthlyCost, currency)}</data>
      </td>
      <td className="num rec-saving">
        <data className="strong" value={expected}>
          {formatMoney(expected, currency)}
        </data>
        <RangeMark range={monthlySavings} />
        <p className="row-note">
          {isExact ? 'exact' : `${formatMoney(low, currency)} – ${formatMoney(high, currency)}`}
        </p>
      </td>
      <td className="num rec-counted">
        <data value={countedSavings}>{formatMoney(countedSavings, currency)}</data>
        {countedSavings < expected - 0.01 && (
          <p className="row-note">{card.conflictsWith.length > 0 ? 'overlaps' : 'after others'}</p>
        )}
      </td>
    </>
  )
}
