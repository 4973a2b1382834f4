import type { AllocationRulesAnswer } from '@outlay/shared/allocation'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { NameDialog } from '../../../components/ui/name-dialog.tsx'
import { postChange, readName } from '../../../lib/change.ts'
import { formatInstant } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { rulesOptions } from '../answers.ts'

/** Who saved which version when, and the way back to it. */
export function VersionsCard() {
  const { data } = useQuery(rulesOptions())
  const client = useQueryClient()
  const [waiting, setWaiting] = useState<number | null>(null)
  const restore = useMutation({
    networkMode: 'always',
    mutationFn: (version: number) =>
      postChange<AllocationRulesAnswer>('/allocation/rules/restore', { version, base: data?.version ?? 0 }),
    onSuccess: () => client.invalidateQueries(),
  })
  if (data === undefined || data.versions.length === 0) return null
  const back = (version: number) => (readName() === null ? setWaiting(version) : restore.mutate(version))
  const versions = [...data.versions, FILE_ALONE]
  return (
    <section className="card">
      <h2 className="card-title">Versions</h2>
      <ol className="history">
        {versions.map(({ version, actor, createdAt, note }) => (
          <li key={version} className="version">
            <div>
              <p>
                <span className="strong">Version {version}</span> {actor !== '' && <>by {isolate(actor)}</>}
                {note !== null && <span className="muted"> – {isolate(note)}</span>}
              </p>
              {createdAt !== '' && <p className="row-note">{formatInstant(createdAt)}</p>}
            </div>
            {version === data.version ? (
              <span className="state-word tone-good">holds now</span>
            ) : (
              <button
                type="button"
                className="button small"
                disabled={restore.isPending}
                onClick={() => back(version)}
                aria-label={`Back to this version, ${version}`}
              >
                Back to this
              </button>
            )}
          </li>
        ))}
      </ol>
      {restore.isError && <p role="alert">It was not changed: {restore.error.message}</p>}
      {waiting !== null && (
        <NameDialog
          onClose={() => setWaiting(null)}
          onNamed={() => {
            setWaiting(null)
            restore.mutate(waiting)
          }}
        />
      )}
    </section>
  )
}

const FILE_ALONE = { version: 0, actor: '', createdAt: '', note: 'the config file alone' }
