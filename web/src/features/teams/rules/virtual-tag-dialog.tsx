import type { VirtualTagRule } from '@outlay/shared/allocation'
import { type FormEvent, useState } from 'react'
import { Dialog } from '../../../components/ui/dialog.tsx'
import { Icon } from '../../../components/ui/icon.tsx'
import { fromDraft, type MatchDraft, newCondition, toDraft } from '../match-draft.ts'
import { MatchEditor } from '../match-editor.tsx'

interface ValueDraft {
  readonly id: string
  readonly value: string
  readonly match: MatchDraft
}

interface VirtualTagDialogProps {
  readonly tag: VirtualTagRule
  readonly onClose: () => void
  readonly onDone: (tag: VirtualTagRule) => void
}

/** The name of a tag and its values, each with what it holds for; the first that matches wins. */
export function VirtualTagDialog({ tag, onClose, onDone }: VirtualTagDialogProps) {
  const [name, setName] = useState(tag.tag)
  const [values, setValues] = useState<readonly ValueDraft[]>(() =>
    tag.values.length === 0
      ? [newValue()]
      : tag.values.map(({ value, match }) => ({ id: crypto.randomUUID(), value, match: toDraft(match) })),
  )
  const whole = values.flatMap(({ value, match }) => {
    const written = fromDraft(match)
    return value.trim() === '' || written.length === 0 ? [] : [{ value: value.trim(), match: written }]
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone({ ...tag, tag: name.trim().toLowerCase(), values: whole })
  }
  const replace = (next: ValueDraft) => setValues(values.map((each) => (each.id === next.id ? next : each)))
  return (
    <Dialog title="Virtual tag" className="wide" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <label className="field">
          <span className="field-label">Name</span>
          <input
            type="text"
            data-autofocus=""
            maxLength={128}
            placeholder="product"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        {values.map((each) => (
          <div key={each.id} className="value-draft">
            <label className="field">
              <span className="field-label">Value</span>
              <input
                type="text"
                maxLength={256}
                value={each.value}
                onChange={(event) => replace({ ...each, value: event.target.value })}
              />
            </label>
            <MatchEditor draft={each.match} onChange={(match) => replace({ ...each, match })} />
            {values.length > 1 && (
              <button
                type="button"
                className="button small ghost"
                onClick={() => setValues(values.filter(({ id }) => id !== each.id))}
              >
                Remove this value
              </button>
            )}
          </div>
        ))}
        <p>
          <button type="button" className="button small" onClick={() => setValues([...values, newValue()])}>
            <Icon name="plus" size={14} /> Another value
          </button>
        </p>
        <p className="form-actions">
          <button
            type="submit"
            className="button primary"
            disabled={name.trim() === '' || whole.length < values.length}
          >
            Show what moves
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  )
}

function newValue(): ValueDraft {
  return { id: crypto.randomUUID(), value: '', match: [[newCondition('service')]] }
}
