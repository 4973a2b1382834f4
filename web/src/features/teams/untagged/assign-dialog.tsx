import type { AllocationRule } from '@outlay/shared/allocation'
import type { UntaggedItem } from '@outlay/shared/tagging'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Dialog } from '../../../components/ui/dialog.tsx'
import { SelectField } from '../../../components/ui/select-field.tsx'
import { Load, Skeleton } from '../../../components/ui/states.tsx'
import { isolate } from '../../../lib/isolate.ts'
import { rulesOptions } from '../answers.ts'
import { ChangeBar } from '../change-bar.tsx'
import { newKey } from '../draft-scope.tsx'
import { type Reach, reachesOf } from './reaches.ts'

interface AssignDialogProps {
  readonly items: readonly UntaggedItem[]
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** Gives what was chosen to a team by a rule: just that, or all that lies with it; what moves is shown before. */
export function AssignDialog({ items, onClose, onSaved }: AssignDialogProps) {
  const query = useQuery(rulesOptions())
  const reaches = reachesOf(items)
  const [key] = useState(newKey)
  const [team, setTeam] = useState(() => teamOf(items))
  const [chosen, setChosen] = useState<Reach['id']>('these')
  const reach = reaches.find(({ id }) => id === chosen) ?? reaches[0]
  const list = useId()
  return (
    <Dialog title="Assign to a team" className="wide" onClose={onClose}>
      <Load query={query} what="The rules" skeleton={<Skeleton height={200} />}>
        {({ data, version, teams }) => (
          <>
            <div className="form-grid">
              <label className="field">
                <span className="field-label">Team</span>
                <input
                  type="text"
                  data-autofocus=""
                  list={list}
                  maxLength={100}
                  value={team}
                  onChange={(event) => setTeam(event.target.value)}
                />
                <datalist id={list}>
                  {teams.map(({ id, name }) => (
                    <option key={id} value={id} label={name ?? undefined} />
                  ))}
                </datalist>
                <span className="field-hint">{hintOf(items)}</span>
              </label>
              <SelectField
                label="What"
                value={reach?.id ?? 'these'}
                options={reaches.map(({ id }) => id)}
                text={(id) => isolate(reaches.find((each) => each.id === id)?.label ?? id)}
                hint="Becomes a rule, which holds for all of history and for what comes."
                onChange={setChosen}
              />
            </div>
            {team.trim() !== '' && reach !== undefined && (
              <ChangeBar
                change={{ base: version, rules: [...data.rules, ruleOf(key, team.trim(), reach)] }}
                onDiscard={onClose}
                onSaved={onSaved}
              />
            )}
          </>
        )}
      </Load>
    </Dialog>
  )
}

function ruleOf(key: string, team: string, { label, match }: Reach): AllocationRule {
  return { key, origin: 'app', enabled: true, name: `${label} to ${team}`.slice(0, 200), team, match }
}

/** The team that is suggested for all of them, if it is one. */
function teamOf(items: readonly UntaggedItem[]): string {
  const teams = new Set(items.map(({ suggestion }) => suggestion?.team ?? ''))
  return teams.size === 1 ? ([...teams][0] ?? '') : ''
}

function hintOf(items: readonly UntaggedItem[]): string {
  const [first] = items
  if (items.length === 1 && first?.suggestion != null) return `Suggested: ${first.suggestion.evidence}.`
  return 'One of the list, or a new name.'
}
