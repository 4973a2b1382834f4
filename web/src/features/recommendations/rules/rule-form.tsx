import type { RuleAnswer } from '@outlay/shared/recommendations'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { NameDialog } from '../../../components/ui/name-dialog.tsx'
import { patchJson, readName } from '../../../lib/change.ts'
import { isOfRecommendations } from '../answers.ts'
import { asWords } from '../words.ts'
import { valueText } from './change-text.ts'
import { bodyOf, type Draft, draftOf } from './draft.ts'
import { Exclusions } from './exclusions.tsx'
import { Scopes } from './scopes.tsx'

/** Thresholds and exclusions of a rule; saving runs the rules again. */
export function RuleForm({ rule }: { readonly rule: RuleAnswer }) {
  const client = useQueryClient()
  const [draft, setDraft] = useState<Draft>(() => draftOf(rule))
  const [asks, setAsks] = useState(false)
  const save = useMutation({
    networkMode: 'always',
    mutationFn: () => patchJson(`/rules/${encodeURIComponent(rule.id)}`, bodyOf(rule, draft)),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => isOfRecommendations(queryKey) }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (readName() === null) setAsks(true)
    else save.mutate()
  }
  const isSame = JSON.stringify(draft) === JSON.stringify(draftOf(rule))
  return (
    <>
      <form className="form" onSubmit={submit} inert={save.isPending}>
        <h3>Settings</h3>
        {rule.settings.length === 0 && <p className="muted">This rule has none.</p>}
        <div className="form-grid">
          {rule.settings.map((setting) => (
            <Setting
              key={setting.name}
              setting={setting}
              text={draft.values[setting.name] ?? ''}
              onText={(text) => setDraft({ ...draft, values: { ...draft.values, [setting.name]: text } })}
            />
          ))}
        </div>
        {rule.settings.length > 0 && (
          <>
            <h3>For a part only</h3>
            <Scopes
              settings={rule.settings}
              scopes={draft.scopes}
              onChange={(scopes) => setDraft({ ...draft, scopes })}
            />
          </>
        )}
        <h3>Left out</h3>
        <Exclusions
          exclusions={draft.exclusions}
          onChange={(exclusions) => setDraft({ ...draft, exclusions })}
        />
        <p className="form-actions">
          <button type="submit" className="button primary" disabled={isSame || save.isPending}>
            Save and run again
          </button>
          <button
            type="button"
            className="button"
            disabled={isSame || save.isPending}
            onClick={() => setDraft(draftOf(rule))}
          >
            Discard
          </button>
        </p>
        <p role="status">
          {save.isPending ? 'Saving; the rules run again over the bill, which takes a while…' : ''}
        </p>
        {save.isError && <p role="alert">It was not saved: {save.error.message}</p>}
      </form>
      {asks && (
        <NameDialog
          onClose={() => setAsks(false)}
          onNamed={() => {
            setAsks(false)
            save.mutate()
          }}
        />
      )}
    </>
  )
}

interface SettingProps {
  readonly setting: RuleAnswer['settings'][number]
  readonly text: string
  readonly onText: (text: string) => void
}

function Setting({ setting, text, onText }: SettingProps) {
  const id = useId()
  const usual = valueText(setting.default)
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {asWords(setting.name)}
      </label>
      {typeof setting.default === 'boolean' ? (
        <select id={id} value={text} onChange={(event) => onText(event.target.value)}>
          <option value="true">yes</option>
          <option value="false">no</option>
        </select>
      ) : (
        <input
          id={id}
          type="text"
          inputMode={typeof setting.default === 'number' ? 'decimal' : 'text'}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      )}
      <span className="field-hint">
        {setting.description}. {text === usual ? 'This is the default.' : `The default is ${usual}.`}
      </span>
    </div>
  )
}
