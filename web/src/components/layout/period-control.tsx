import { monthStart } from '@outlay/shared/period'
import { type FormEvent, useState } from 'react'
import { COMMANDS } from '../../lib/commands.ts'
import { formatMonth } from '../../lib/format.ts'
import { periodLabel } from '../../lib/labels.ts'
import { isPeriodText, type Now, type Range, rangeText, stepPeriod } from '../../lib/period.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'

const PRESETS = ['mtd', 'last', '7d', '28d', '91d', 'ytd', '12m']
const MONTHS_BACK = [2, 3, 4, 5]

/** The period, with the one before and after a click away. */
export function PeriodControl() {
  const { period } = useView()
  const setView = useSetView()
  const { now, range } = usePeriod()
  const label = periodLabel(period, range)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a toolbar group, not a group of form fields.
    <div className="joined" role="group" aria-label="Period">
      <StepButton direction={-1} now={now} />
      <Menu label={`Period: ${label}`} button={label} className="button period-button">
        {(close) => (
          <PeriodMenu
            period={period}
            range={range}
            now={now}
            onPick={(text) => {
              setView({ period: text })
              close()
            }}
          />
        )}
      </Menu>
      <StepButton direction={1} now={now} />
    </div>
  )
}

function StepButton({ direction, now }: { readonly direction: -1 | 1; readonly now: Now }) {
  const { period } = useView()
  const setView = useSetView()
  const target = stepPeriod(period, direction, now)
  return (
    <button
      type="button"
      className="button icon-only"
      aria-label={direction === -1 ? 'Period before' : 'Period after'}
      disabled={target === null}
      onClick={() => target !== null && setView({ period: target })}
    >
      <Icon name={direction === -1 ? 'left' : 'right'} />
    </button>
  )
}

interface PeriodMenuProps {
  readonly period: string
  readonly range: Range
  readonly now: Now
  readonly onPick: (text: string) => void
}

function PeriodMenu({ period, range, now, onPick }: PeriodMenuProps) {
  const presets = COMMANDS.filter(({ id }) => PRESETS.includes(id))
  const months = MONTHS_BACK.map((back) => monthStart(now.today, -back))
  return (
    <>
      {presets.map(({ id, title, keys }) => (
        <MenuItem key={id} checked={id === period} shortcut={keys.toUpperCase()} onSelect={() => onPick(id)}>
          {title}
        </MenuItem>
      ))}
      <p className="menu-title">Months</p>
      {months.map((month) => (
        <MenuItem
          key={month}
          checked={month.slice(0, 7) === period}
          onSelect={() => onPick(month.slice(0, 7))}
        >
          {formatMonth(month)}
        </MenuItem>
      ))}
      <CustomRange range={range} onPick={onPick} />
    </>
  )
}

function CustomRange({ range, onPick }: Pick<PeriodMenuProps, 'range' | 'onPick'>) {
  const [start, setStart] = useState(range.start)
  const [end, setEnd] = useState(range.end)
  const text = rangeText({ start, end })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isPeriodText(text)) onPick(text)
  }
  return (
    <form className="menu-form" onSubmit={submit}>
      <label>
        From
        <input type="date" value={start} onChange={(event) => setStart(event.target.value)} />
      </label>
      <label>
        Before
        <input type="date" value={end} onChange={(event) => setEnd(event.target.value)} />
      </label>
      <button type="submit" className="button primary" disabled={!isPeriodText(text)}>
        Apply
      </button>
    </form>
  )
}
