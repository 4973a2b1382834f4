import { Icon } from '../../../components/ui/icon.tsx'
import { SelectField } from '../../../components/ui/select-field.tsx'
import { TeamField } from '../team-field.tsx'
import { METHOD_LABEL, METHODS, newPercent, percentSum, type SplitDraft } from './split-draft.ts'

interface SplitFieldsProps {
  readonly draft: SplitDraft
  readonly teams: readonly { readonly id: string; readonly name: string | null }[]
  readonly units: readonly string[]
  readonly onChange: (draft: SplitDraft) => void
}

/** How costs are divided, with what the method needs. */
export function SplitFields({ draft, teams, units, onChange }: SplitFieldsProps) {
  return (
    <fieldset className="match">
      <legend className="field-label">How it is divided</legend>
      <div className="form-grid">
        <SelectField
          label="Method"
          value={draft.method}
          options={METHODS}
          text={(method) => METHOD_LABEL[method]}
          onChange={(method) => onChange({ ...draft, method })}
        />
        {draft.method === 'metric' && (
          <SelectField
            label="Quantity"
            value={draft.unit}
            options={['', ...units]}
            text={(unit) => (unit === '' ? 'Choose…' : unit)}
            hint={
              units.length === 0
                ? 'None yet: import a file with --kind units that names teams.'
                : 'Of files that were imported with --kind units.'
            }
            onChange={(unit) => onChange({ ...draft, unit })}
          />
        )}
        {draft.method !== 'fixed' && (
          <label className="field">
            <span className="field-label">Among</span>
            <input
              type="text"
              placeholder="all teams with direct costs"
              value={draft.teams}
              onChange={(event) => onChange({ ...draft, teams: event.target.value })}
            />
            <span className="field-hint">Teams with commas between; empty is all.</span>
          </label>
        )}
      </div>
      {draft.method === 'fixed' && <Percents draft={draft} teams={teams} onChange={onChange} />}
    </fieldset>
  )
}

function Percents({ draft, teams, onChange }: Omit<SplitFieldsProps, 'units'>) {
  const { percents } = draft
  return (
    <>
      {percents.map((each) => (
        <div key={each.id} className="percent">
          <TeamField
            label="Team"
            value={each.team}
            teams={teams}
            onChange={(team) =>
              onChange({ ...draft, percents: percents.map((one) => (one === each ? { ...one, team } : one)) })
            }
          />
          <label className="field">
            <span className="field-label">Percent</span>
            <input
              type="text"
              inputMode="decimal"
              value={each.percent}
              onChange={(event) =>
                onChange({
                  ...draft,
                  percents: percents.map((one) =>
                    one === each ? { ...one, percent: event.target.value } : one,
                  ),
                })
              }
            />
          </label>
          <button
            type="button"
            className="button icon-only ghost"
            aria-label="Remove this team"
            onClick={() => onChange({ ...draft, percents: percents.filter((one) => one !== each) })}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
      <p>
        <button
          type="button"
          className="button small"
          onClick={() => onChange({ ...draft, percents: [...percents, newPercent()] })}
        >
          <Icon name="plus" size={14} /> Team
        </button>{' '}
        <span className="muted">{percentSum(percents)} of 100 %</span>
      </p>
    </>
  )
}
