import type { SharedCostRule } from '@outlay/shared/allocation'
import { type FormEvent, useState } from 'react'
import { Dialog } from '../../../components/ui/dialog.tsx'
import { fromDraft, newCondition, toDraft } from '../match-draft.ts'
import { MatchEditor } from '../match-editor.tsx'
import { fromSplitDraft, toSplitDraft } from './split-draft.ts'
import { SplitFields } from './split-fields.tsx'

interface SharedRuleDialogProps {
  readonly rule: SharedCostRule
  readonly teams: readonly { readonly id: string; readonly name: string | null }[]
  readonly units: readonly string[]
  readonly onClose: () => void
  readonly onDone: (rule: SharedCostRule) => void
}

/** Which costs are shared and how. Nothing is saved here; the page shows first what would move. */
export function SharedRuleDialog({ rule, teams, units, onClose, onDone }: SharedRuleDialogProps) {
  const [name, setName] = useState(rule.name ?? '')
  const [draft, setDraft] = useState(() =>
    rule.match.length === 0 ? [[newCondition('service')]] : toDraft(rule.match),
  )
  const [split, setSplit] = useState(() => toSplitDraft(rule.split))
  const match = fromDraft(draft)
  const whole = fromSplitDraft(split)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typeof whole !== 'string')
      onDone({ ...rule, name: name.trim() === '' ? null : name.trim(), match, split: whole })
  }
  return (
    <Dialog title="Rule of a shared cost" className="wide" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <label className="field">
          <span className="field-label">Name</span>
          <input
            type="text"
            data-autofocus=""
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <MatchEditor withTeam draft={draft} onChange={setDraft} />
        <SplitFields draft={split} teams={teams} units={units} onChange={setSplit} />
        <p role="status" className="muted">
          {typeof whole === 'string' ? whole : ''}
        </p>
        <p className="form-actions">
          <button
            type="submit"
            className="button primary"
            disabled={typeof whole === 'string' || match.length === 0}
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
