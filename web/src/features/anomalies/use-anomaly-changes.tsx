import type { Anomaly } from '@outlay/shared/detect'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { NameDialog } from '../../components/ui/name-dialog.tsx'
import { patchJson, readName } from '../../lib/change.ts'
import { isOfAnomalies } from './answers.ts'

type AnomalyPatch = Partial<Pick<Anomaly, 'state' | 'classification' | 'assignee' | 'snoozedUntil' | 'note'>>

interface Job {
  readonly id: string
  readonly patch: AnomalyPatch
  readonly says: string
}

export interface AnomalyChanges {
  /** Changes one and says so. Asks for a name first where none is known. */
  readonly change: (id: string, patch: AnomalyPatch, says: string) => void
  readonly busy: boolean
  /** What was done or failed; to be drawn once. */
  readonly notice: ReactNode
}

export function useAnomalyChanges(): AnomalyChanges {
  const client = useQueryClient()
  const [waiting, setWaiting] = useState<Job | null>(null)
  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: ({ id, patch }: Job) => patchJson(`/anomalies/${encodeURIComponent(id)}`, patch),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => isOfAnomalies(queryKey) }),
  })
  const notice = (
    <>
      <p role="status" className={mutation.isSuccess ? 'anomaly-done' : 'sr-only'}>
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
  const change: AnomalyChanges['change'] = (id, patch, says) => {
    const job = { id, patch, says }
    if (readName() === null) setWaiting(job)
    else mutation.mutate(job)
  }
  return { change, busy: mutation.isPending, notice }
}
