import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Icon } from './icon.tsx'

export interface MenuProps {
  /** Spoken name of the button where its text alone would not do. */
  readonly label: string
  readonly button: ReactNode
  readonly align?: 'start' | 'end'
  readonly className?: string
  readonly children: (close: () => void) => ReactNode
}

/** A button that opens a panel under it. Esc and a click outside close it; arrows walk its buttons and links. */
export function Menu({ label, button, align = 'start', className = 'button', children }: MenuProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  useCloseOutside(root, open, () => setOpen(false))
  const close = () => {
    setOpen(false)
    trigger.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open && event.key !== 'ArrowDown') return
    if (event.key === 'Escape') close()
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!open) setOpen(true)
      walk(root.current, event.key === 'ArrowDown' ? 1 : -1)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble here from the buttons inside.
    <div className="menu" ref={root} onKeyDown={onKeyDown}>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
        <Icon name="down" size={12} />
      </button>
      {open && (
        <Panel id={id} align={align}>
          {children(close)}
        </Panel>
      )}
    </div>
  )
}

/** Stays inside the window where the button stands near its edge. */
function Panel({ id, align, children }: { id: string; align: 'start' | 'end'; children: ReactNode }) {
  const panel = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const over =
      (panel.current?.getBoundingClientRect().right ?? 0) + 8 - document.documentElement.clientWidth
    if (over > 0 && panel.current !== null) panel.current.style.left = `${-over}px`
  }, [])
  return (
    <div ref={panel} id={id} className={`menu-panel menu-${align}`}>
      {children}
    </div>
  )
}

export interface MenuItemProps {
  readonly children: ReactNode
  readonly hint?: ReactNode
  readonly shortcut?: string | undefined
  readonly checked?: boolean
  readonly onSelect: () => void
}

/** One choice of a menu; `checked` marks the one in force. */
export function MenuItem({ children, hint, shortcut, checked, onSelect }: MenuItemProps) {
  return (
    <button type="button" className="menu-item" aria-pressed={checked} onClick={onSelect}>
      <span className="menu-check">{checked === true && <Icon name="check" size={14} />}</span>
      <span className="menu-text">
        {children}
        {hint !== undefined && <span className="menu-hint">{hint}</span>}
      </span>
      {shortcut !== undefined && <kbd>{shortcut}</kbd>}
    </button>
  )
}

function useCloseOutside(root: React.RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return
    const onDown = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) close()
    }
    document.addEventListener('pointerdown', onDown)
    document.addEventListener('focusin', onDown)
    return () => {
      document.removeEventListener('pointerdown', onDown)
      document.removeEventListener('focusin', onDown)
    }
  })
}

function walk(root: HTMLElement | null, step: 1 | -1): void {
  requestAnimationFrame(() => {
    const items = [...(root?.querySelectorAll<HTMLElement>('.menu-panel :is(button, a, input)') ?? [])]
    const from = items.indexOf(document.activeElement as HTMLElement)
    const next = from === -1 ? (step === 1 ? 0 : items.length - 1) : from + step
    items[(next + items.length) % items.length]?.focus()
  })
}
