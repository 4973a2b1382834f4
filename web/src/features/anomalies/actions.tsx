import { type AnomalyDetail, CLASSIFICATIONS } from '@outlay/shared/detect'
import { addDays } from '@outlay/shared/period'
import { Menu, MenuItem } from '../../components/ui/menu.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatDay } from '../../lib/format.ts'
import { toExplorer } from './to-explorer.ts'
import type { AnomalyChanges } from './use-anomaly-changes.tsx'
import { ValueForm } from './value-form.tsx'
import { CLASS, CLASS_EFFECT } from './words.ts'

interface ActionsProps {
  readonly anomaly: AnomalyDetail
  readonly changes: AnomalyChanges
  readonly today: string
}

const SNOOZES = [7, 30, 90] as const

/** What can be done about it. */
export function Actions({ anomaly, changes, today }: ActionsProps) {
  const { id, state } = anomaly
  const { change, busy } = changes
  const assigned = anomaly.assignee === null ? 'Assign' : `Assigned to ${anomaly.assignee}`
  const isOver = state === 'resolved' || state === 'withdrawn'
  return (
    <div className="anomaly-actions">
      {state === 'active' && (
        <button
          type="button"
          className="button primary"
          disabled={busy}
          onClick={() => change(id, { state: 'acknowledged' }, 'Acknowledged.')}
        >
          Acknowledge
        </button>
      )}
      <ClassMenu {...{ anomaly, changes }} />
      <Menu label={assigned} button={assigned}>
        {(close) => (
          <ValueForm
            label="Who looks after it"
            submit="Assign"
            onSubmit={(assignee) => {
              change(id, { assignee }, `Assigned to ${assignee}.`)
              close()
            }}
          />
        )}
      </Menu>
      <SnoozeMenu {...{ anomaly, changes, today }} />
      {!isOver && state !== 'preview' && (
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => change(id, { state: 'resolved' }, 'Resolved.')}
        >
          Resolve
        </button>
      )}
      {anomaly.threads.map(({ channel, url }) => (
        <a key={url} className="button" href={url} target="_blank" rel="noreferrer">
          Open the thread in {channel}
        </a>
      ))}
      <ViewLink to="/explore" className="button" change={(view) => toExplorer(view, anomaly)}>
        Open in the Explorer
      </ViewLink>
    </div>
  )
}

function ClassMenu({ anomaly, changes }: Omit<ActionsProps, 'today'>) {
  const label = anomaly.classification === null ? 'Classify' : CLASS[anomaly.classification]
  return (
    <Menu label={label} button={label}>
      {(close) =>
        CLASSIFICATIONS.map((classification) => (
          <MenuItem
            key={classification}
            hint={CLASS_EFFECT[classification]}
            checked={anomaly.classification === classification}
            onSelect={() => {
              changes.change(
                anomaly.id,
                { classification },
                `Classified: ${CLASS[classification].toLowerCase()}.`,
              )
              close()
            }}
          >
            {CLASS[classification]}
          </MenuItem>
        ))
      }
    </Menu>
  )
}

function SnoozeMenu({ anomaly, changes, today }: ActionsProps) {
  const { snoozedUntil } = anomaly
  const label = snoozedUntil === null ? 'Snooze this pattern' : `Snoozed until ${formatDay(snoozedUntil)}`
  return (
    <Menu label={label} button={label}>
      {(close) => (
        <>
          {SNOOZES.map((days) => (
            <MenuItem
              key={days}
              hint={`until ${formatDay(addDays(today, days), 'year')}`}
              onSelect={() => {
                const until = addDays(today, days)
                changes.change(
                  anomaly.id,
                  { snoozedUntil: until },
                  `Snoozed until ${formatDay(until, 'year')}.`,
                )
                close()
              }}
            >
              {days} days
            </MenuItem>
          ))}
          {snoozedUntil !== null && (
            <MenuItem
              onSelect={() => {
                changes.change(anomaly.id, { snoozedUntil: null }, 'No longer snoozed.')
                close()
              }}
            >
              Wake up
            </MenuItem>
          )}
        </>
      )}
    </Menu>
  )
}
