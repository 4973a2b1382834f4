import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { NameDialog } from '../../components/ui/name-dialog.tsx'
import { readName } from '../../lib/change.ts'
import { isOfReports } from './answers.ts'

interface Job {
  readonly run: () => Promise<unknown>
  readonly says: string
  readonly done?: () => void
}

/** Changes of reports in the name of whoever uses this browser; asks for one first where none is known. */
export function useReportChanges(): {
  readonly start: (job: Job) => void
  readonly busy: boolean
  /** What was done or failed; to be drawn once. */
  readonly notice: ReactNode
} {
  const client = useQueryClient()
  const [waiting, setWaiting] = useState<Job | null>(null)
  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: ({ run }: Job) => run(),
    onSuccess: async (_answer, job) => {
      void client.invalidateQueries({
        predicate: ({ queryKey }) => isOfReports(queryKey),
        refetchType: 'none',
      })
      // A preview takes seconds to make: only the library is asked again at once.
      await client.refetchQueries({ predicate: ({ queryKey }) => queryKey[0] === '/reports' })
      job.done?.()
    },
  })
  const notice = (
    <>
      <p role="status" className="sr-only">
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
