import type { AllocationSummary, SharedCostRule } from '@outlay/shared/allocation'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Icon } from '../../../components/ui/icon.tsx'
import { valuesOptions } from '../../../lib/queries.ts'
import { useView } from '../../../lib/search-state.ts'
import { type Draft, DraftScope, newKey } from '../draft-scope.tsx'
import { matchText } from '../match-draft.ts'
import { withRule } from '../rules/ordered-list.ts'
import { RulesList } from '../rules/rules-list.tsx'
import { PoolsTable } from './pools-table.tsx'
import { SharedRuleDialog } from './shared-rule-dialog.tsx'
import { splitText } from './split-draft.ts'
import { TEMPLATES } from './templates.ts'

/** Costs that several teams bear: which, how they are divided, and what came of it in the period. */
export function SharedTab({ summary }: { readonly summary: AllocationSummary }) {
  return (
    <>
      <DraftScope>{(draft) => <SharedRulesCard draft={draft} summary={summary} />}</DraftScope>
      <PoolsTable summary={summary} />
    </>
  )
}

interface SharedRulesCardProps {
  readonly draft: Draft
  readonly summary: AllocationSummary
}

function SharedRulesCard({ draft: { answer, rules, set }, summary }: SharedRulesCardProps) {
  const [edited, setEdited] = useState<SharedCostRule | null>(null)
  return (
    <section className="card card-flush">
      <div className="card-head">
        <div>
          <h2 className="card-title">Rules of shared costs</h2>
          <p className="card-note">
            The first that matches takes a cost, whoever it belongs to, and divides it month by month.
          </p>
        </div>
        <button type="button" className="button" onClick={() => setEdited(newRule())}>
          <Icon name="plus" size={14} /> Add a rule
        </button>
      </div>
      <Templates summary={summary} onPick={(rule) => setEdited({ ...newRule(), ...rule })} />
      <SharedRules rules={rules.shared} onChange={(shared) => set({ shared })} onEdit={setEdited} />
      {edited !== null && (
        <SharedRuleDialog
          rule={edited}
          teams={answer.teams}
          units={answer.units}
          onClose={() => setEdited(null)}
          onDone={(rule) => {
            set({ shared: withRule(rules.shared, rule) })
            setEdited(null)
          }}
        />
      )}
    </section>
  )
}

interface TemplatesProps {
  readonly summary: AllocationSummary
  readonly onPick: (rule: Pick<SharedCostRule, 'name' | 'match' | 'split'>) => void
}

function Templates({ summary, onPick }: TemplatesProps) {
  const view = useView()
  const { data } = useQuery(valuesOptions('publisher', '', view, summary))
  const publishers = (data?.data ?? []).flatMap(({ value }) => (value === null ? [] : [value]))
  return (
    <p className="templates">
      <span className="muted">Start from</span>
      {TEMPLATES.map((template) => (
        <button
          key={template.name}
          type="button"
          className="button small"
          disabled={template.needsPublishers === true && data === undefined}
          onClick={() => onPick(template.rule(publishers))}
        >
          {template.name}
        </button>
      ))}
    </p>
  )
}

interface SharedRulesProps {
  readonly rules: readonly SharedCostRule[]
  readonly onChange: (rules: readonly SharedCostRule[]) => void
  readonly onEdit: (rule: SharedCostRule) => void
}

function SharedRules({ rules, onChange, onEdit }: SharedRulesProps) {
  if (rules.length === 0) {
    return (
      <p className="card-pad muted">
        None yet: support, tax and unused commitments stay with whom they are billed to, or with nobody.
      </p>
    )
  }
  return (
    <RulesList
      label="Rules of shared costs in their order"
      rules={rules}
      nameOf={({ name }) => (name === null || name === '' ? 'Shared cost' : name)}
      text={({ split, match }) => (
        <>
          {splitText(split)}, where {matchText(match)}
        </>
      )}
      onChange={onChange}
      onEdit={onEdit}
    />
  )
}

function newRule(): SharedCostRule {
  return {
    key: newKey(),
    origin: 'app',
    name: '',
    enabled: true,
    match: [],
    split: { method: 'proportional', teams: null },
  }
}
