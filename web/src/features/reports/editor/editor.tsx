import type { ReportCard, ReportKept, ReportsAnswer } from '@outlay/shared/report-answers'
import { type FormEvent, useState } from 'react'
import { deleteChange, patchJson, postChange } from '../../../lib/change.ts'
import { useTitle } from '../../../lib/use-title.ts'
import { useReportChanges } from '../use-report-changes.tsx'
import { type Draft, draftOf, missingOf, newDraft, toInput } from './draft.ts'
import { DraftPreview } from './draft-preview.tsx'
import { PartsField } from './parts-field.tsx'
import { RecipientsField } from './recipients-field.tsx'
import { ScheduleField } from './schedule-field.tsx'
import { ScopeField } from './scope-field.tsx'

interface EditorProps {
  readonly answer: ReportsAnswer
  /** The one to change; null makes a new one. */
  readonly card: ReportCard | null
  readonly onClose: () => void
}

/** A report as somebody describes it, beside what it would look like now. */
export function ReportEditor({ answer, card, onClose }: EditorProps) {
  const [draft, setDraft] = useState(() => (card === null ? newDraft(answer) : draftOf(card, answer)))
  const { start, busy, notice } = useReportChanges()
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }))
  const title = card === null ? 'New report' : `Edit ${card.title}`
  useTitle(title)
  const missing = missingOf(draft)
  const path = card === null ? '/reports' : `/reports/${encodeURIComponent(card.id)}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing !== null) return
    const input = toInput(draft)
    start({
      run: () => (card === null ? postChange<ReportKept>(path, input) : patchJson<ReportKept>(path, input)),
      says: 'Kept',
      done: onClose,
    })
  }
  return (
    <>
      <div className="page-head">
        <h1 className="answer">{title}</h1>
      </div>
      <div className="report-editor">
        <div className="card">
          <form className="form" onSubmit={submit} aria-label={title}>
            <NameField draft={draft} change={change} />
            <ScopeField draft={draft} setDraft={setDraft} meta={answer.meta} />
            <ScheduleField draft={draft} change={change} meta={answer.meta} />
            <RecipientsField draft={draft} change={change} meta={answer.meta} />
            <PartsField draft={draft} change={change} meta={answer.meta} />
            <p className="form-actions">
              <button type="submit" className="button primary" disabled={missing !== null || busy}>
                {card === null ? 'Keep this report' : 'Keep the changes'}
              </button>
              <button type="button" className="button" onClick={onClose}>
                Cancel
              </button>
              {card !== null && (
                <DeleteButton
                  disabled={busy}
                  onDelete={() => start({ run: () => deleteChange(path), says: 'Deleted', done: onClose })}
                />
              )}
            </p>
            {missing !== null && <p className="field-hint">{missing}</p>}
          </form>
          {/* It asks for a name in a form of its own, which may not stand in another. */}
          {notice}
        </div>
        <DraftPreview draft={draft} meta={answer.meta} />
      </div>
    </>
  )
}

interface NameProps {
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
}

function NameField({ draft, change }: NameProps) {
  return (
    <label className="field">
      <span className="field-label">Name</span>
      <input
        type="text"
        maxLength={100}
        autoComplete="off"
        value={draft.name}
        onChange={({ target }) => change({ name: target.value })}
      />
    </label>
  )
}

interface DeleteProps {
  readonly disabled: boolean
  readonly onDelete: () => void
}

/** Asks once more in place. */
function DeleteButton({ disabled, onDelete }: DeleteProps) {
  const [asks, setAsks] = useState(false)
  if (!asks)
    return (
      <button type="button" className="button ghost" disabled={disabled} onClick={() => setAsks(true)}>
        Delete…
      </button>
    )
  return (
    <button type="button" className="button" disabled={disabled} onClick={onDelete}>
      Delete it; what it sent stays
    </button>
  )
}
