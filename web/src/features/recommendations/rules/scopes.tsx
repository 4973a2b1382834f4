import type { RuleAnswer, RuleScopeSettings } from '@outlay/shared/recommendations'
import { useState } from 'react'
import { SelectField } from '../../../components/ui/select-field.tsx'
import { asWords } from '../words.ts'
import { scopeText } from './change-text.ts'
import { parseSetting } from './draft.ts'
import { MatchFields, NO_MATCH, toMatch } from './match-fields.tsx'
import { RemovableList } from './removable-list.tsx'

interface ScopesProps {
  readonly settings: RuleAnswer['settings']
  readonly scopes: readonly RuleScopeSettings[]
  readonly onChange: (scopes: readonly RuleScopeSettings[]) => void
}

/** Settings that hold for one account, team or tag alone; of several that match, the first holds. */
export function Scopes({ settings, scopes, onChange }: ScopesProps) {
  const [match, setMatch] = useState(NO_MATCH)
  const [name, setName] = useState(settings[0]?.name ?? '')
  const [value, setValue] = useState('')
  const setting = settings.find((one) => one.name === name)
  if (setting === undefined) return null
  const add = () => {
    onChange([
      ...scopes,
      { ...toMatch(match), settings: { [name]: parseSetting(value.trim(), setting.default) } },
    ])
    setMatch(NO_MATCH)
    setValue('')
  }
  return (
    <>
      {scopes.length === 0 && <p className="muted">The settings above hold everywhere.</p>}
      <RemovableList items={scopes} text={scopeText} onChange={onChange} />
      <fieldset className="exclusion-form is-scope">
        <legend className="sr-only">A setting for a part only</legend>
        <MatchFields label="Only for" draft={match} onChange={setMatch} />
        <SelectField
          label="Setting"
          value={name}
          options={settings.map((one) => one.name)}
          text={asWords}
          onChange={setName}
        />
        <label className="field">
          <span className="field-label">Value there</span>
          <input type="text" value={value} onChange={(event) => setValue(event.target.value)} />
        </label>
        <button
          type="button"
          className="button"
          disabled={match.value.trim() === '' || value.trim() === ''}
          onClick={add}
        >
          Add
        </button>
      </fieldset>
    </>
  )
}
