import type { AllocationRulesAnswer } from '@outlay/shared/allocation'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { NameDialog } from '../../components/ui/name-dialog.tsx'
import { readName } from '../../lib/change.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { askPreview, type RulesChange, saveRules } from './answers.ts'
import { PreviewTable } from './preview-table.tsx'

interface ChangeBarProps {
  readonly change: RulesChange
  readonly onDiscard: () => void
  readonly onSaved: (answer: AllocationRulesAnswer) => void
}

/** What a change would do in the period on screen, before it is saved for all of history. */
export function ChangeBar({ change, onDiscard, onSaved }: ChangeBarProps) {
  const view = useView()
  const { range } = usePeriod()
  const client = useQueryClient()
  const [asksName, setAsksName] = useState(false)
  const preview = useQuery({
    queryKey: ['/allocation/rules/preview', view, range, change],
    queryFn: () => askPreview(view, range, change),
  })
  const save = useMutation({
    networkMode: 'always',
    mutationFn: () => saveRules(change),
    onSuccess: async (answer) => {
      onSaved(answer)
      await client.invalidateQueries()
    },
  })
  return (
    <section className="card change-bar" aria-label="Unsaved change">
      <h2 className="card-title">Not saved yet: what it would change</h2>
      {preview.isPending && <p className="muted">Working out what moves…</p>}
      {preview.isError && <p role="alert">{preview.error.message}</p>}
      {preview.data !== undefined && <PreviewTable preview={preview.data} />}
      <p className="form-actions">
        <button
          type="button"
          className="button primary"
          disabled={save.isPending || preview.isError}
          onClick={() => (readName() === null ? setAsksName(true) : save.mutate())}
        >
          {save.isPending ? 'Saving…' : 'Save and apply to history'}
        </button>
        <button type="button" className="button" disabled={save.isPending} onClick={onDiscard}>
          Discard
        </button>
      </p>
      {save.isError && <p role="alert">It was not saved: {save.error.message}</p>}
      {asksName && (
        <NameDialog
          onClose={() => setAsksName(false)}
          onNamed={() => {
            setAsksName(false)
            save.mutate()
          }}
        />
      )}
    </section>
  )
}
