import type { MetaAnswer } from '@outlay/shared/api'
import type { Dimension } from '@outlay/shared/dimensions'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { useState } from 'react'
import { Dialog } from '../../components/ui/dialog.tsx'
import { COMMANDS, type CommandContext } from '../../lib/commands.ts'
import { drillInto } from '../../lib/drill.ts'
import { formatMoneyCompact } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { dimensionLabel, valueLabel } from '../../lib/labels.ts'
import { valuesOptions } from '../../lib/queries.ts'
import { usePeriod } from '../../lib/use-period.ts'
import type { View } from '../../lib/view.ts'
import { Places } from './places.tsx'

interface PaletteProps {
  readonly context: CommandContext
  readonly onClose: () => void
}

const SEARCHED: readonly Dimension[] = ['service', 'resource', 'subAccount']
const FOUND_MAX = 6

/** Jump to a page, a command, a view, a team, a service, an account or a resource by typing a part of its name. */
export function Palette({ context, onClose }: PaletteProps) {
  const [text, setText] = useState('')
  const done = (act: () => void) => {
    onClose()
    act()
  }
  const commands = COMMANDS.filter(({ id, title }) => id !== 'palette' && matches(title, text))
  return (
    <Dialog title="Search or jump" className="palette" onClose={onClose}>
      <Command label="Search or jump" shouldFilter={false} loop>
        <Command.Input
          data-autofocus=""
          value={text}
          onValueChange={setText}
          placeholder="A page, a command, a service, a resource id…"
        />
        <Command.List>
          <Command.Empty>Nothing found.</Command.Empty>
          {commands.length > 0 && (
            <Command.Group heading="Commands">
              {commands.map((command) => (
                <Command.Item
                  key={command.id}
                  value={command.id}
                  onSelect={() => done(() => command.run(context))}
                >
                  {command.title}
                  <kbd>{command.keys === 'Escape' ? 'Esc' : command.keys}</kbd>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {text.trim().length > 1 && <Places text={text} context={context} done={done} />}
          {text.trim().length > 1 &&
            SEARCHED.map((dim) => (
              <Found key={dim} dim={dim} text={text.trim()} context={context} done={done} />
            ))}
        </Command.List>
      </Command>
    </Dialog>
  )
}

interface FoundProps {
  readonly dim: Dimension
  readonly text: string
  readonly context: CommandContext
  readonly done: (act: () => void) => void
}

function Found({ dim, text, context, done }: FoundProps) {
  const { meta } = usePeriod()
  const navigate = useNavigate()
  const { data } = useQuery(valuesOptions(dim, text, anywhere(context.view, meta), null))
  const found = data?.data.filter(({ value }) => value !== null).slice(0, FOUND_MAX) ?? []
  if (found.length === 0) return null
  const open = (value: string) =>
    dim === 'resource'
      ? navigate({ to: '/resources/$id', params: { id: value }, search: context.view })
      : navigate({ to: '/explore', search: drillInto({ ...context.view, filters: [] }, dim, value) })
  return (
    <Command.Group heading={dimensionLabel(dim)}>
      {found.map(({ value, name, cost }) => (
        <Command.Item
          key={value}
          value={`${dim}:${value}`}
          onSelect={() => done(() => void open(value ?? ''))}
        >
          <span className="truncate">{name === null ? valueLabel(dim, value) : isolate(name)}</span>
          <span className="muted">
            {cost === null || data === undefined ? 'no rate' : formatMoneyCompact(cost, data.meta.currency)}
          </span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}

/** In all of history and in every currency: what is looked for may have ended, or be paid in another one. */
function anywhere(view: View, meta: MetaAnswer | undefined): View {
  const [largest, another] = meta?.currencies ?? []
  if (view.report !== null || largest === undefined || another === undefined) return view
  return { ...view, currency: null, report: largest }
}

function matches(title: string, text: string): boolean {
  return title.toLowerCase().includes(text.trim().toLowerCase())
}
