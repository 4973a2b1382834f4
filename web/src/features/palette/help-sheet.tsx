import { groupBy } from '@outlay/shared/group-by'
import { useState } from 'react'
import { Dialog } from '../../components/ui/dialog.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { COMMANDS } from '../../lib/commands.ts'
import { readShortcutsOn, writeShortcutsOn } from '../../lib/preferences.ts'
import { LIST_KEYS } from '../recommendations/list-keys.ts'

const groups: readonly (readonly [string, readonly { readonly title: string; readonly keys: string }[]])[] = [
  ...groupBy(COMMANDS, (command) => command.group),
  ['Recommendations', LIST_KEYS],
]

/** Every shortcut, and the switch that turns them off. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const [on, setOn] = useState(readShortcutsOn)
  const toggle = () => {
    writeShortcutsOn(!on)
    setOn(!on)
  }
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <label className="switch">
        <input type="checkbox" checked={on} onChange={toggle} /> Single-key shortcuts
      </label>
      <div className={`help-columns ${on ? '' : 'is-off'}`}>
        {groups.map(([group, commands]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl className="help-list">
              {commands.map(({ title, keys }) => (
                <div key={title}>
                  <dt>{title}</dt>
                  <dd>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key === 'Escape' ? 'Esc' : key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="muted">
        On a chart: <kbd>←</kbd> <kbd>→</kbd> a period, <kbd>Home</kbd> <kbd>End</kbd> first and last,{' '}
        <kbd>Enter</kbd> opens it, <kbd>Esc</kbd> lets go. In a table of groups: <kbd>Alt</kbd> and a click
        leaves a group out.
      </p>
      <p>
        <ViewLink to="/match-your-console" onClick={onClose}>
          How to match your console
        </ViewLink>
      </p>
    </Dialog>
  )
}
