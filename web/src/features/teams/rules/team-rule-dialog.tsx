import type { AllocationRule } from '@outlay/shared/allocation'
import { type FormEvent, useState } from 'react'
import { Dialog } from '../../../components/ui/dialog.tsx'
import { fromDraft, newCondition, toDraft } from '../match-draft.ts'
import { MatchEditor } from '../match-editor.tsx'
import { TeamField } from '../team-field.tsx'

interface TeamRuleDialogProps {
  readonly rule: AllocationRule
  readonly teams: readonly { readonly id: string; readonly name: string | null }[]
  readonly onClose: () => void
  readonly onDone: (rule: AllocationRule) => void
}

/** A rule: its name, what matches, and whose that is. Nothing is saved here; the page shows first what would move. */
export function TeamRuleDialog({ rule, teams, onClose, onDone }: TeamRuleDialogProps) {
  const [name, setName] = useState(rule.name ?? '')
  const [team, setTeam] = useState(rule.team)
  const [draft, setDraft] = useState(() =>
    rule.match.length === 0 ? [[newCondition()]] : toDraft(rule.match),
  )
  const match = fromDraft(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone({ ...rule, name: name.trim() === '' ? null : name.trim(), team: team.trim(), match })
  }
  return (
    <Dialog title="Rule of a team" className="wide" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <div className="form-grid">
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
          <TeamField label="Team" value={team} teams={teams} onChange={setTeam} />
        </div>
        <MatchEditor draft={draft} onChange={setDraft} />
        <p className="form-actions">
          <button
            type="submit"
            className="button primary"
            disabled={team.trim() === '' || match.length === 0}
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
