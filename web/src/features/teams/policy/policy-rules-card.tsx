import type { TagPolicyRule } from '@outlay/shared/allocation'
import { type FormEvent, useState } from 'react'
import { isolate } from '../../../lib/isolate.ts'
import { usePeriod } from '../../../lib/use-period.ts'
import { type Draft, newKey } from '../draft-scope.tsx'
import { withRule } from '../rules/ordered-list.ts'
import { RulesList } from '../rules/rules-list.tsx'

/** The tags that every resource needs, and the values that count. */
export function PolicyRulesCard({ draft: { rules, set } }: { readonly draft: Draft }) {
  const [edited, setEdited] = useState<TagPolicyRule | null>(null)
  const known = rules.tagPolicy.filter((requirement) => requirement !== edited)
  return (
    <section className="card card-flush">
      <div className="card-head">
        <div>
          <h2 className="card-title">Required tags</h2>
          <p className="card-note">
            Case and prefixes like user: do not matter in a key; values are taken exactly.
          </p>
        </div>
      </div>
      {rules.tagPolicy.length > 0 && (
        <RulesList
          label="Required tags"
          rules={rules.tagPolicy}
          nameOf={(requirement) => requirement.tag}
          text={({ allowed }) =>
            allowed === null ? 'any value' : `one of ${allowed.map((value) => isolate(value)).join(', ')}`
          }
          onChange={(tagPolicy) => set({ tagPolicy })}
          onEdit={setEdited}
        />
      )}
      <RequirementForm
        key={edited?.key ?? ''}
        edited={edited}
        taken={known.map(({ tag }) => tag)}
        onDone={(rule) => {
          set({ tagPolicy: withRule(rules.tagPolicy, rule) })
          setEdited(null)
        }}
      />
    </section>
  )
}

interface RequirementFormProps {
  readonly edited: TagPolicyRule | null
  readonly taken: readonly string[]
  readonly onDone: (rule: TagPolicyRule) => void
}

function RequirementForm({ edited, taken, onDone }: RequirementFormProps) {
  const { meta } = usePeriod()
  const [tag, setTag] = useState(edited?.tag ?? '')
  const [values, setValues] = useState((edited?.allowed ?? []).join(', '))
  const name = tag.trim().toLowerCase()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const rule = edited ?? { key: newKey(), origin: 'app', enabled: true, name: null }
    onDone({ ...rule, tag: name, allowed: listOf(values) })
    setTag('')
    setValues('')
  }
  return (
    <form className="policy-form" onSubmit={submit}>
      <label className="field">
        <span className="field-label">Tag</span>
        <input
          type="text"
          list="policy-tag-keys"
          maxLength={128}
          value={tag}
          onChange={(event) => setTag(event.target.value)}
        />
        <datalist id="policy-tag-keys">
          {meta?.tagKeys.map((key) => (
            <option key={key} value={key} />
          ))}
        </datalist>
      </label>
      <label className="field">
        <span className="field-label">Accepted values</span>
        <input
          type="text"
          placeholder="any value"
          value={values}
          onChange={(event) => setValues(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={name === '' || taken.includes(name)}>
        {edited === null ? 'Require it' : 'Change it'}
      </button>
    </form>
  )
}

function listOf(text: string): readonly string[] | null {
  const values = text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')
  return values.length === 0 ? null : values
}
