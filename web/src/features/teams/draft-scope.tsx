import type { AllocationRules, AllocationRulesAnswer } from '@outlay/shared/allocation'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { rulesOptions } from './answers.ts'
import { ChangeBar } from './change-bar.tsx'

export interface Draft {
  readonly answer: AllocationRulesAnswer
  /** As saved, with what was changed here since. */
  readonly rules: AllocationRules
  readonly set: (lists: Partial<AllocationRules>) => void
}

/** The rules with changes that are not saved yet; under them what the changes would do, and how to save or drop them. */
export function DraftScope({ children }: { readonly children: (draft: Draft) => ReactNode }) {
  const query = useQuery(rulesOptions())
  return (
    <Load query={query} what="The rules" skeleton={<Skeleton height={320} />}>
      {(answer) => <Scope key={answer.version} answer={answer} content={children} />}
    </Load>
  )
}

interface ScopeProps {
  readonly answer: AllocationRulesAnswer
  readonly content: (draft: Draft) => ReactNode
}

function Scope({ answer, content }: ScopeProps) {
  const [lists, setLists] = useState<Partial<AllocationRules>>({})
  const rules = { ...answer.data, ...lists }
  const isSame = JSON.stringify(rules) === JSON.stringify(answer.data)
  return (
    <div className="stack">
      {content({ answer, rules, set: (more) => setLists({ ...lists, ...more }) })}
      {!isSame && (
        <ChangeBar
          change={{ ...lists, base: answer.version }}
          onDiscard={() => setLists({})}
          onSaved={() => undefined}
        />
      )}
    </div>
  )
}

/** A key for a rule that the server has not seen yet. */
export function newKey(): string {
  return `app:${crypto.randomUUID()}`
}
