import type { CostRow } from '@outlay/shared/api'
import { useNavigate } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { Swatch } from '../../components/charts/swatch.tsx'
import { Delta } from '../../components/ui/delta.tsx'
import { Icon } from '../../components/ui/icon.tsx'
import { subtractAmounts } from '../../lib/amounts.ts'
import type { Slot } from '../../lib/colors.ts'
import { drillInto, exclude } from '../../lib/drill.ts'
import { isFilter } from '../../lib/filters.ts'
import { formatMoney, formatMoneyChange, formatShare } from '../../lib/format.ts'
import { dimOthers } from '../../lib/highlight.ts'
import { isolate } from '../../lib/isolate.ts'
import { restLabel, valueLabel } from '../../lib/labels.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { scopeOf } from '../changes/change-scope.ts'
import { ExplainButton } from '../changes/explain-button.tsx'
import { pinnedOf, togglePin } from './pins.ts'

/** Below it an amount is shown as zero. */
const CENT = 0.005

/** Where a group stands among the others. */
export interface GroupPlace {
  /** Place of its series in the chart; `null` for what the chart gathers. */
  readonly position: number | null
  readonly slot: Slot
  /** Of the total; `null` where the total is zero. */
  readonly share: number | null
  /** Length of its bar against the longest, 0 to 1. */
  readonly bar: number
}

interface GroupRowProps extends GroupPlace {
  readonly row: CostRow
  readonly rowIndex: number
  readonly currency: string
  readonly compared: boolean
  readonly names: ReadonlyMap<string, string>
  /** How many groups the row of all others gathers. */
  readonly members: number | null
}

/** A group: its name drills, its bar compares it with the largest, hovering shows it in the chart. */
export function GroupRow(props: GroupRowProps) {
  const { row, rowIndex, position, slot, share, bar, currency, compared, names, members } = props
  return (
    <tr
      aria-rowindex={rowIndex}
      onPointerEnter={(event) => position !== null && dimOthers(event.currentTarget, position)}
      onPointerLeave={(event) => dimOthers(event.currentTarget, null)}
    >
      <th scope="row" className="sticky-col">
        <GroupName row={row} slot={slot} names={names} members={members} />
      </th>
      <td className="num">
        <data value={row.cost}>{formatMoney(row.cost, currency)}</data>
        {Number(row.cost) <= -CENT && <span className="credit-word"> credit</span>}
      </td>
      {compared && <ChangeCells row={row} currency={currency} names={names} />}
      <td className="share-col">
        <span className="share">
          <span className="share-track">
            <span className="share-bar" style={{ width: `${bar * 100}%` }} />
          </span>
          <span className="share-text">{share === null ? '–' : formatShare(share)}</span>
        </span>
      </td>
    </tr>
  )
}

function ChangeCells({ row, currency, names }: Pick<GroupRowProps, 'row' | 'currency' | 'names'>) {
  const view = useView()
  const { range } = usePeriod()
  const value = row.group[0] ?? null
  const previous = row.previousCost
  return (
    <>
      <td className="num muted">{previous == null ? '–' : formatMoney(previous, currency)}</td>
      <td className="num change-cell">
        {previous == null ? '–' : formatMoneyChange(subtractAmounts(row.cost, previous), currency)}
        {previous != null && row.other !== true && (
          <ExplainButton
            of={valueLabel(view.by, value, names)}
            scope={() => scopeOf(view, range, [isFilter(view.by, value)])}
            className="row-explain"
          />
        )}
      </td>
      <td className="num">
        <Delta current={row.cost} previous={previous} currency={currency} money={false} />
      </td>
    </>
  )
}

function GroupName({ row, slot, names, members }: Pick<GroupRowProps, 'row' | 'slot' | 'names' | 'members'>) {
  const view = useView()
  const setView = useSetView()
  const navigate = useNavigate()
  const value = row.group[0] ?? null
  if (row.other === true) {
    return (
      <span className="group-name">
        <Swatch slot="other" /> <span className="rest">{restLabel(members)}</span>
      </span>
    )
  }
  const label = valueLabel(view.by, value, names)
  const open = (event: MouseEvent) => {
    if (event.altKey) setView(exclude(view, view.by, value))
    else if (view.by === 'resource' && value !== null) {
      void navigate({ to: '/resources/$id', params: { id: value }, search: view })
    } else if (value !== null || view.by !== 'resource') setView(drillInto(view, view.by, value))
  }
  return (
    <span className="group-name">
      <Swatch slot={value === null ? 'absent' : slot} />
      <button
        type="button"
        className="link-button truncate"
        title={value === null ? label : isolate(value)}
        onClick={open}
      >
        {label}
      </button>
      {value !== null && (
        <button
          type="button"
          className="row-action row-pin"
          aria-pressed={pinnedOf(view).includes(value)}
          aria-label={`Keep ${label} in the chart`}
          title="Keep in the chart, out of Other"
          onClick={() => setView({ local: togglePin(view, value) })}
        >
          <Icon name="star" size={12} />
        </button>
      )}
      {value !== null && (
        <button
          type="button"
          className="row-action"
          aria-label={`Exclude ${label}`}
          title="Exclude (Alt-click on the name)"
          onClick={() => setView(exclude(view, view.by, value))}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </span>
  )
}
