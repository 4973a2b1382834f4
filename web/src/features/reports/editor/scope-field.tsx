import type { ReportsAnswer } from '@outlay/shared/report-answers'
import { SelectField } from '../../../components/ui/select-field.tsx'
import { asType, type Draft } from './draft.ts'

interface ScopeProps {
  readonly draft: Draft
  readonly setDraft: (change: (before: Draft) => Draft) => void
  readonly meta: ReportsAnswer['meta']
}

const SCOPES = { whole: 'Whole company', team: 'One team', filters: 'What filters find' } as const
const SCOPE_IDS = ['whole', 'team', 'filters'] as const

/** What kind of report it is, and whose. */
export function ScopeField({ draft, setDraft, meta }: ScopeProps) {
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }))
  const chosen = meta.types.find(({ type }) => type === draft.type)
  const teams = new Map(meta.teams.map(({ id, name }) => [id, name]))
  return (
    <>
      <SelectField
        label="Kind"
        value={draft.type}
        options={meta.types.map(({ type }) => type)}
        text={(type) => meta.types.find((each) => each.type === type)?.title ?? type}
        {...(chosen !== undefined && { hint: chosen.about })}
        onChange={(type) => {
          const next = meta.types.find((each) => each.type === type)
          if (next !== undefined) setDraft((before) => asType(before, next))
        }}
      />
      <SelectField
        label="Scope"
        value={draft.scope}
        options={SCOPE_IDS.filter((scope) => scope !== 'team' || teams.size > 0)}
        text={(scope) => SCOPES[scope]}
        onChange={(scope) => change({ scope })}
      />
      {draft.scope === 'team' && (
        <SelectField
          label="Team"
          value={draft.team}
          options={[...teams.keys()]}
          text={(id) => teams.get(id) ?? id}
          onChange={(team) => change({ team })}
        />
      )}
      {draft.scope === 'filters' && <FiltersField draft={draft} change={change} />}
    </>
  )
}

interface FiltersProps {
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
}

/** Filters as addresses and the configuration file write them. */
function FiltersField({ draft, change }: FiltersProps) {
  return (
    <label className="field">
      <span className="field-label">Filters, one a line</span>
      <textarea
        rows={3}
        spellCheck={false}
        placeholder="service:is:Amazon S3"
        value={draft.filters}
        onChange={({ target }) => change({ filters: target.value })}
      />
      <span className="field-hint">
        dimension:is:value, also not, contains and absent; lines of one dimension are alternatives.
      </span>
    </label>
  )
}
