import type { RecommendationCard } from '@outlay/shared/recommendations'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { NameDialog } from '../../components/ui/name-dialog.tsx'
import { patchJson, readName } from '../../lib/change.ts'
import { isOfRecommendations } from './answers.ts'
import { ChangeNotice } from './change-notice.tsx'
import { type ChangeStep, type StatusPatch, stepsOf, undoSteps } from './undo-steps.ts'

export interface Changes {
  /** Changes some; `says` tells of it once done, e.g. `3 accepted`. Asks for a name first where none is known. */
  readonly change: (cards: readonly RecommendationCard[], patch: StatusPatch, says: string) => void
  /** Takes the last change back, where it can be. */
  readonly undo: () => void
  readonly busy: boolean
  /** What was done, its Undo, and the question for a name; to be drawn once on the page. */
  readonly notice: ReactNode
}

interface Job {
  readonly steps: readonly ChangeStep[]
  readonly undo: readonly ChangeStep[] | null
  readonly says: string
}

/** Changes of status and assignee, each with its undo. */
export function useChanges(): Changes {
  const client = useQueryClient()
  const [waiting, setWaiting] = useState<Job | null>(null)
  const [done, setDone] = useState<Job | null>(null)
  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: async ({ steps }: Job) => {
      for (const step of steps) await patchJson('/recommendations', step)
    },
    onMutate: () => setDone(null),
    onSuccess: (_, job) => setDone(job),
    // After a failure too: of several steps some may have been done.
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => isOfRecommendations(queryKey) }),
  })
  const start = (job: Job) => (readName() === null ? setWaiting(job) : mutation.mutate(job))
  const change: Changes['change'] = (cards, patch, says) => {
    const ids = cards.map(({ id }) => id)
    if (ids.length > 0) start({ steps: stepsOf(ids, patch), undo: undoSteps(cards, patch), says })
  }
  const undo = () => {
    if (done?.undo != null) start({ steps: done.undo, undo: null, says: `Undone: ${done.says}` })
  }
  const notice = (
    <>
      <ChangeNotice
        busy={mutation.isPending}
        says={done?.says ?? null}
        error={mutation.error}
        onUndo={done?.undo == null ? null : undo}
        onClose={() => {
          setDone(null)
          mutation.reset()
        }}
      />
      {waiting !== null && (
        <NameDialog
          onClose={() => setWaiting(null)}
          onNamed={() => {
            setWaiting(null)
            mutation.mutate(waiting)
          }}
        />
      )}
    </>
  )
  return { change, undo, busy: mutation.isPending, notice }
}
