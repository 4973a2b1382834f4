import type { Budget, BudgetDetail, BudgetsAnswer } from '@outlay/shared/budgets'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Dialog } from '../../../components/ui/dialog.tsx'
import { postChange, putChange } from '../../../lib/change.ts'
import { metaOptions } from '../../../lib/queries.ts'
import { useChanges } from '../use-changes.tsx'
import { AmountField } from './amount-field.tsx'
import { CHOICES, type Draft, draftOf, newDraft, readAmount, toInput } from './draft.ts'
import { MoreFields } from './more-fields.tsx'
import { PreviewNote } from './preview-note.tsx'

interface DialogProps {
  readonly answer: BudgetsAnswer
  /** The one to change; null makes a new one. */
  readonly budget: Budget | null
  readonly onClose: () => void
  readonly onKept: (id: string) => void
}

/** Four fields: what, how much, when to tell, and whom. */
export function BudgetDialog({ answer, budget, onClose, onKept }: DialogProps) {
  const [draft, setDraft] = useState(() => firstDraft(answer, budget))
  const { start, busy, notice } = useChanges()
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }))
  const ready = readAmount(draft.amount) !== null || (budget?.plan.length ?? 0) > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const input = toInput(draft)
    start({
      run: () =>
        budget === null
          ? postChange<Kept>('/budgets', input)
          : putChange<Kept>(`/budgets/${encodeURIComponent(budget.id)}`, input),
      says: 'Kept',
      done: (kept) => onKept((kept as Kept).data.budget.id),
    })
  }
  return (
    <Dialog
      title={budget === null ? 'New budget' : `Edit ${budget.name}`}
      className="budget-dialog"
      onClose={onClose}
    >
      <form className="form" onSubmit={submit}>
        <ScopeField draft={draft} change={change} />
        <AmountField draft={draft} change={change} />
        <ThresholdField draft={draft} change={change} />
        <NotifyField draft={draft} change={change} recipients={answer.meta.recipients} />
        <MoreFields draft={draft} change={change} answer={answer} self={budget?.id ?? null} />
        <PreviewNote draft={draft} />
        <p className="form-actions">
          <button type="submit" className="button primary" disabled={!ready || busy}>
            {budget === null ? 'Keep this budget' : 'Keep the changes'}
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
      {notice}
    </Dialog>
  )
}

interface Kept {
  readonly data: BudgetDetail
}

function firstDraft({ meta }: BudgetsAnswer, budget: Budget | null): Draft {
  if (budget !== null) return draftOf(budget)
  return newDraft({ currency: meta.currencies[0] ?? 'USD', recipient: meta.recipients[0] ?? '' })
}

interface FieldProps {
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
}

const EVERYTHING = ''

function ScopeField({ draft, change }: FieldProps) {
  const { data: meta } = useQuery(metaOptions())
  const teams = meta?.teams ?? []
  const offered = draft.team === null || teams.includes(draft.team) ? teams : [draft.team, ...teams]
  return (
    <label className="field">
      <span className="field-label">What it counts</span>
      <select
        data-autofocus=""
        value={draft.team ?? EVERYTHING}
        onChange={({ target }) => change({ team: target.value === EVERYTHING ? null : target.value })}
      >
        <option value={EVERYTHING}>
          {draft.rest.filters.length > 0 ? draft.rest.filters.join(' and ') : 'Everything'}
        </option>
        {offered.map((team) => (
          <option key={team} value={team}>
            Team {team}
          </option>
        ))}
      </select>
    </label>
  )
}

function ThresholdField({ draft, change }: FieldProps) {
  const has = (choice: (typeof CHOICES)[number]) =>
    draft.thresholds.some(({ percent, on }) => percent === choice.percent && on === choice.on)
  return (
    <fieldset className="field budget-thresholds">
      <legend className="field-label">Tell when</legend>
      {CHOICES.map((choice) => (
        <label key={`${choice.on}-${choice.percent}`}>
          <input
            type="checkbox"
            checked={has(choice)}
            onChange={({ target }) =>
              change({
                thresholds: target.checked
                  ? [...draft.thresholds, choice]
                  : draft.thresholds.filter(
                      ({ percent, on }) => percent !== choice.percent || on !== choice.on,
                    ),
              })
            }
          />{' '}
          {choice.on === 'actual' ? `${choice.percent}% is spent` : 'the forecast passes 100%'}
        </label>
      ))}
    </fieldset>
  )
}

function NotifyField({ draft, change, recipients }: FieldProps & { readonly recipients: readonly string[] }) {
  return (
    <label className="field">
      <span className="field-label">Whom</span>
      <input
        type="text"
        list="budget-recipients"
        placeholder="#channel or name@example.com"
        value={draft.notify}
        onChange={({ target }) => change({ notify: target.value })}
      />
      <datalist id="budget-recipients">
        {recipients
          .filter((each) => each !== 'file')
          .map((each) => (
            <option key={each} value={each} />
          ))}
      </datalist>
      <span className="field-hint">Empty: the channel of the team, else the default one.</span>
    </label>
  )
}
