import type { RuleExclusion } from '@outlay/shared/recommendations'
import { useState } from 'react'
import { exclusionText } from './change-text.ts'
import { MatchFields, NO_MATCH, toMatch } from './match-fields.tsx'
import { RemovableList } from './removable-list.tsx'

interface ExclusionsProps {
  readonly exclusions: readonly RuleExclusion[]
  readonly onChange: (exclusions: readonly RuleExclusion[]) => void
}

/** What a rule does not look at, each with its reason; they are saved with the settings. */
export function Exclusions({ exclusions, onChange }: ExclusionsProps) {
  const [match, setMatch] = useState(NO_MATCH)
  const [reason, setReason] = useState('')
  const add = () => {
    onChange([...exclusions, { ...toMatch(match), reason: reason.trim() }])
    setMatch(NO_MATCH)
    setReason('')
  }
  return (
    <>
      {exclusions.length === 0 && <p className="muted">It looks at everything.</p>}
      <RemovableList items={exclusions} text={exclusionText} onChange={onChange} />
      <fieldset className="exclusion-form">
        <legend className="sr-only">Leave something out</legend>
        <MatchFields label="Leave out" draft={match} onChange={setMatch} />
        <label className="field">
          <span className="field-label">Reason</span>
          <input
            type="text"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <button
          type="button"
          className="button"
          disabled={match.value.trim() === '' || reason.trim() === ''}
          onClick={add}
        >
          Leave out
        </button>
      </fieldset>
    </>
  )
}
