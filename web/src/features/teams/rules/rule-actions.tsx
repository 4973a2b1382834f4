import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Icon } from '../../../components/ui/icon.tsx'

interface RuleActionsProps {
  readonly name: string
  readonly index: number
  readonly count: number
  readonly origin: 'config' | 'app'
  readonly enabled: boolean
  /** Given to the rule that was moved last: the focus stays with it. */
  readonly focused: -1 | 1 | null
  readonly onMove: (step: -1 | 1) => void
  readonly onEnable: (enabled: boolean) => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** Place, switch and fate of one rule; Alt with an arrow moves it as its buttons do. */
export function RuleActions(props: RuleActionsProps) {
  const { name, index, count, origin, enabled, focused, onMove, onEnable, onEdit, onRemove } = props
  const up = useRef<HTMLButtonElement>(null)
  const down = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focused === null) return
    const wanted = focused === -1 ? up.current : down.current
    const other = focused === -1 ? down.current : up.current
    if (wanted?.disabled === false) wanted.focus()
    else other?.focus()
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    const step = event.key === 'ArrowUp' ? -1 : 1
    if (index + step >= 0 && index + step < count) onMove(step)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble here from the buttons inside.
    <div className="rule-actions" onKeyDown={onKeyDown}>
      <button
        ref={up}
        type="button"
        className="button icon-only ghost"
        aria-label={`Move ${name} up`}
        title="Move up (Alt ↑)"
        disabled={index === 0}
        onClick={() => onMove(-1)}
      >
        <Icon name="up" size={14} />
      </button>
      <button
        ref={down}
        type="button"
        className="button icon-only ghost"
        aria-label={`Move ${name} down`}
        title="Move down (Alt ↓)"
        disabled={index === count - 1}
        onClick={() => onMove(1)}
      >
        <Icon name="down" size={14} />
      </button>
      <button
        type="button"
        className="button small"
        aria-pressed={enabled}
        aria-label={`${name} is ${enabled ? 'on' : 'off'}`}
        onClick={() => onEnable(!enabled)}
      >
        {enabled ? 'On' : 'Off'}
      </button>
      {origin === 'app' && (
        <>
          <button type="button" className="button small" aria-label={`Edit ${name}`} onClick={onEdit}>
            Edit
          </button>
          <button
            type="button"
            className="button icon-only ghost"
            aria-label={`Remove ${name}`}
            onClick={onRemove}
          >
            <Icon name="close" size={14} />
          </button>
        </>
      )}
    </div>
  )
}
