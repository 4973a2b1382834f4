import type { RuleMatch } from '@outlay/shared/recommendations'
import { SelectField } from '../../../components/ui/select-field.tsx'

const PARTS = ['subAccount', 'resource', 'team', 'tag', 'provider'] as const
type Part = (typeof PARTS)[number]

const PART: Readonly<Record<Part, { readonly name: string; readonly hint: string }>> = {
  subAccount: { name: 'Account', hint: 'Its exact id' },
  resource: { name: 'Resource', hint: 'Its exact id' },
  team: { name: 'Team', hint: 'Its name' },
  tag: { name: 'Tag', hint: 'key=value' },
  provider: { name: 'Cloud', hint: 'aws, azure or gcp' },
}

/** One part of what a rule looks at, as it is typed. */
export interface MatchDraft {
  readonly part: Part
  readonly value: string
}

export const NO_MATCH: MatchDraft = { part: 'subAccount', value: '' }

interface MatchFieldsProps {
  readonly label: string
  readonly draft: MatchDraft
  readonly onChange: (draft: MatchDraft) => void
}

/** Which account, resource, team, tag or cloud. */
export function MatchFields({ label, draft, onChange }: MatchFieldsProps) {
  return (
    <>
      <SelectField
        label={label}
        value={draft.part}
        options={PARTS}
        text={(part) => PART[part].name}
        onChange={(part) => onChange({ ...draft, part })}
      />
      <label className="field">
        <span className="field-label">{PART[draft.part].hint}</span>
        <input
          type="text"
          value={draft.value}
          onChange={(event) => onChange({ ...draft, value: event.target.value })}
        />
      </label>
    </>
  )
}

export function toMatch({ part, value }: MatchDraft): RuleMatch {
  return { [part]: value.trim() }
}
