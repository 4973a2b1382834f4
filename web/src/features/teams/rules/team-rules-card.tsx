import type { AllocationRule } from '@outlay/shared/allocation'
import { useState } from 'react'
import { Icon } from '../../../components/ui/icon.tsx'
import { EmptyState } from '../../../components/ui/states.tsx'
import { isolate } from '../../../lib/isolate.ts'
import { type Draft, newKey } from '../draft-scope.tsx'
import { matchText } from '../match-draft.ts'
import { withRule } from './ordered-list.ts'
import { RulesList } from './rules-list.tsx'
import { TeamRuleDialog } from './team-rule-dialog.tsx'

/** Which rule gives which team, first match wins, and what decides where none matches. */
export function TeamRulesCard({ draft }: { readonly draft: Draft }) {
  const { answer, rules, set } = draft
  const [edited, setEdited] = useState<AllocationRule | null>(null)
  return (
    <section className="card card-flush">
      <div className="card-head">
        <div>
          <h2 className="card-title">Rules of teams</h2>
          <p className="card-note">Tried from the top; the first that matches decides.</p>
        </div>
        <button type="button" className="button" onClick={() => setEdited(newRule())}>
          <Icon name="plus" size={14} /> Add a rule
        </button>
      </div>
      {rules.rules.length === 0 ? (
        <EmptyState title="No rules yet">
          <p>
            Teams follow from the tag “team” alone. A rule can go by account, service, name, resource group or
            any tag.
          </p>
        </EmptyState>
      ) : (
        <RulesList
          label="Rules of teams in their order"
          rules={rules.rules}
          nameOf={ruleName}
          text={(rule) => (
            <>
              → <span className="strong">{isolate(rule.team)}</span> where {matchText(rule.match)}
            </>
          )}
          onChange={(list) => set({ rules: list })}
          onEdit={setEdited}
        />
      )}
      <p className="table-foot">
        Else{' '}
        {answer.fallback === null
          ? 'a cost has no team: no tag “team” is among the promoted ones.'
          : 'the tag “team” of the bill decides; without it a cost has no team.'}
      </p>
      {edited !== null && (
        <TeamRuleDialog
          rule={edited}
          teams={answer.teams}
          onClose={() => setEdited(null)}
          onDone={(rule) => {
            set({ rules: withRule(rules.rules, rule) })
            setEdited(null)
          }}
        />
      )}
    </section>
  )
}

function newRule(): AllocationRule {
  return { key: newKey(), origin: 'app', name: '', enabled: true, team: '', match: [] }
}

function ruleName({ name, team }: AllocationRule): string {
  return name === null || name === '' ? `Rule of ${team}` : name
}
