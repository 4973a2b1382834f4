import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { NameDialog } from '../../components/ui/name-dialog.tsx'
import { readName } from '../../lib/change.ts'
import { isOfBudgets } from './answers.ts'

interface Job {
  readonly run: () => Promise<unknown>
  readonly says: string
  readonly done?: ((answer: unknown) => void) | undefined
}

export interface Changes {
  /** Does something in the name of whoever uses this browser, and says so. Asks for a name first where none is known. */
  readonly start: (job: Job) => void
  readonly busy: boolean
  /** What was done or failed; to be drawn once. */
  readonly notice: ReactNode
}

/** Changes of budgets and alerts. */
export function useChanges(): Changes {
  const client = useQueryClient()
  const [waiting, setWaiting] = useState<Job | null>(null)
  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: ({ run }: Job) => run(),
    onSuccess: (answer, job) => job.done?.(answer),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => isOfBudgets(queryKey) }),
  })
  const notice = (
    <>
      <p role="status" className={mutation.isSuccess ? 'budget-done' : 'sr-only'}>
        {mutation.isSuccess ? mutation.variables.says : ''}
      </p>
      {mutation.isError && (
        <p role="alert" className="warn-text">
          {mutation.error.message}
        </p>
      )}
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
  return {
    start: (job) => (readName() === null ? setWaiting(job) : mutation.mutate(job)),
    busy: mutation.isPending,
    notice,
  }
}
