import { addDays } from '@outlay/shared/period'
import { Menu, MenuItem } from '../../components/ui/menu.tsx'
import { formatDay, formatMoney } from '../../lib/format.ts'
import { MenuForm } from './menu-form.tsx'
import type { StatusPatch } from './undo-steps.ts'
import { DISMISS_REASONS } from './words.ts'

interface MenuProps {
  readonly today: string
  /** Names that were given before, offered again. */
  readonly people: readonly string[]
  /** Of all that are acted on; null where they differ. */
  readonly currency: string | null
  readonly onChange: (patch: StatusPatch, says: string) => void
}

const SNOOZES = [7, 30, 90] as const

/** Gives them to somebody, or to nobody. */
export function AssignMenu({ people, onChange }: Pick<MenuProps, 'onChange' | 'people'>) {
  const assign = (assignee: string | null) =>
    onChange({ assignee }, assignee === null ? 'assigned to nobody' : `assigned to ${assignee}`)
  return (
    <span data-action="assign">
      <Menu label="Assign" button="Assign" className="button small">
        {(close) => {
          const done = (assignee: string | null) => {
            assign(assignee)
            close()
          }
          return (
            <>
              {people.map((person) => (
                <MenuItem key={person} onSelect={() => done(person)}>
                  <bdi>{person}</bdi>
                </MenuItem>
              ))}
              <MenuItem onSelect={() => done(null)}>Nobody</MenuItem>
              <MenuForm label="Name or e-mail" type="text" submit="Assign" onSubmit={done} />
            </>
          )
        }}
      </Menu>
    </span>
  )
}

/** Hides them until a day, or until they cost as much as is given. */
export function SnoozeMenu({
  today,
  currency,
  onChange,
}: Pick<MenuProps, 'onChange' | 'today' | 'currency'>) {
  const snooze = (until: string) =>
    onChange({ status: 'snoozed', until }, `snoozed until ${formatDay(until, 'year')}`)
  return (
    <span data-action="snooze">
      <Menu label="Snooze" button="Snooze" className="button small">
        {(close) => {
          const done = (until: string) => {
            snooze(until)
            close()
          }
          return (
            <>
              {SNOOZES.map((days) => (
                <MenuItem
                  key={days}
                  hint={`until ${formatDay(addDays(today, days), 'year')}`}
                  onSelect={() => done(addDays(today, days))}
                >
                  {days} days
                </MenuItem>
              ))}
              <MenuForm label="Until" type="date" min={addDays(today, 1)} submit="Snooze" onSubmit={done} />
              {currency !== null && (
                <MenuForm
                  label={`Until it costs, ${currency} a month`}
                  type="number"
                  min="0.01"
                  submit="Snooze"
                  onSubmit={(text) => {
                    const untilCost = Number(text)
                    onChange(
                      { status: 'snoozed', untilCost },
                      `snoozed until it costs ${formatMoney(untilCost, currency)} a month`,
                    )
                    close()
                  }}
                />
              )}
            </>
          )
        }}
      </Menu>
    </span>
  )
}

/** Puts them aside, with a reason, until they save twice as much. */
export function DismissMenu({ onChange }: Pick<MenuProps, 'onChange'>) {
  return (
    <span data-action="dismiss">
      <Menu label="Dismiss" button="Dismiss" className="button small">
        {(close) => {
          const done = (reason: string) => {
            onChange({ status: 'dismissed', reason }, `dismissed: ${reason}`)
            close()
          }
          return (
            <>
              <p className="menu-title">Why? It comes back if it saves twice as much.</p>
              {DISMISS_REASONS.map((reason) => (
                <MenuItem key={reason} onSelect={() => done(reason)}>
                  {reason}
                </MenuItem>
              ))}
              <MenuForm label="Another reason" type="text" submit="Dismiss" onSubmit={done} />
            </>
          )
        }}
      </Menu>
    </span>
  )
}
