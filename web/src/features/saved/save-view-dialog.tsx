import type { SavedView } from '@outlay/shared/saved'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Dialog } from '../../components/ui/dialog.tsx'
import { postChange, readName, writeName } from '../../lib/change.ts'
import { useView } from '../../lib/search-state.ts'
import { serialiseView } from '../../lib/view.ts'

/** Keeps the question on screen under a name. Asks for the asker's own name too where it is not known. */
export function SaveViewDialog({ onClose }: { readonly onClose: () => void }) {
  const view = useView()
  const router = useRouter()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(true)
  const [person, setPerson] = useState(readName() ?? '')
  const save = useMutation({
    networkMode: 'always',
    mutationFn: () => {
      if (person.trim() !== '') writeName(person.trim())
      const { pathname } = router.latestLocation
      const search = serialiseView(view).replace('?', '')
      return postChange<{ readonly data: SavedView }>('/views', {
        name: name.trim(),
        path: pathname,
        search,
        shared,
      })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['/views'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') save.mutate()
  }
  return (
    <Dialog title="Save this view" className="narrow" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <label className="field">
          <span className="field-label">Name of the view</span>
          <input
            type="text"
            data-autofocus=""
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        {readName() === null && (
          <label className="field">
            <span className="field-label">Your name</span>
            <input
              type="text"
              autoComplete="name"
              maxLength={100}
              value={person}
              onChange={(event) => setPerson(event.target.value)}
            />
            <span className="field-hint">Asked once in this browser, not verified.</span>
          </label>
        )}
        <label className="check">
          <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} />{' '}
          Everybody sees it
        </label>
        {save.isError && <p role="alert">It was not saved: {save.error.message}</p>}
        <p className="form-actions">
          <button type="submit" className="button primary" disabled={name.trim() === '' || save.isPending}>
            Save
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  )
}
