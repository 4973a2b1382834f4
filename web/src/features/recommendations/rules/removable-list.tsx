import { Icon } from '../../../components/ui/icon.tsx'

interface RemovableListProps<T> {
  readonly items: readonly T[]
  readonly text: (item: T) => string
  readonly onChange: (items: readonly T[]) => void
}

/** Things that can be taken away one by one. */
export function RemovableList<T>({ items, text, onChange }: RemovableListProps<T>) {
  if (items.length === 0) return null
  return (
    <ul className="plain">
      {items.map((item, index) => (
        <li key={JSON.stringify(item)} className="exclusion">
          <span className="break">{text(item)}</span>
          <button
            type="button"
            className="button small ghost icon-only"
            aria-label={`Take away: ${text(item)}`}
            onClick={() => onChange(items.filter((_, place) => place !== index))}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}
