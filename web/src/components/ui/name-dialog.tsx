import { type FormEvent, useState } from 'react'
import { writeName } from '../../lib/change.ts'
import { Dialog } from './dialog.tsx'

interface NameDialogProps {
  readonly onNamed: () => void
  readonly onClose: () => void
}

/** Asks once in this browser whose changes these are. */
export function NameDialog({ onNamed, onClose }: NameDialogProps) {
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // It may stand in the form whose change it names.
    event.stopPropagation()
    if (name.trim() === '') return
    writeName(name.trim())
    onNamed()
  }
  return (
    <Dialog title="Who makes this change?" className="narrow" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <label className="field">
          <span className="field-label">Your name</span>
          <input
            type="text"
            data-autofocus=""
            autoComplete="name"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <span className="field-hint">
            It stands beside your changes, for colleagues to see. Asked once in this browser, not verified.
          </span>
        </label>
        <p className="form-actions">
          <button type="submit" className="button primary" disabled={name.trim() === ''}>
            Continue
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  )
}
