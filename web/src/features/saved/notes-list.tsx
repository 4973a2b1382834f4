import type { Annotation } from '@outlay/shared/saved'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Icon } from '../../components/ui/icon.tsx'
import { deleteChange, postChange } from '../../lib/change.ts'
import { formatDay } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { isOfAnnotations } from './answers.ts'
import { UndoLine } from './undo-line.tsx'

interface NotesListProps {
  readonly notes: readonly Annotation[]
  /** The day that a new note begins with. */
  readonly day: string
}

/** What happened on the days of a chart, numbered as its flags are; and a form for one more. */
export function NotesList({ notes, day }: NotesListProps) {
  const invalidate = useInvalidate()
  const [deleted, setDeleted] = useState<Annotation | null>(null)
  return (
    <details className="notes" open={notes.length > 0 || deleted !== null}>
      <summary>{notes.length === 0 ? 'Add a note' : 'Notes'}</summary>
      {notes.length > 0 && (
        <ol className="notes-list">
          {notes.map((note) => (
            <Note key={note.id} note={note} onDeleted={() => setDeleted(note)} />
          ))}
        </ol>
      )}
      {deleted !== null && (
        <UndoLine
          what={`the note of ${formatDay(deleted.day)}`}
          undo={() => postChange('/annotations', { day: deleted.day, text: deleted.text })}
          onDone={() => {
            setDeleted(null)
            void invalidate()
          }}
        />
      )}
      <NoteForm day={day} />
    </details>
  )
}

function Note({ note, onDeleted }: { readonly note: Annotation; readonly onDeleted: () => void }) {
  const invalidate = useInvalidate()
  const remove = useMutation({
    networkMode: 'always',
    mutationFn: () => deleteChange(`/annotations/${encodeURIComponent(note.id)}`),
    onSuccess: onDeleted,
    onSettled: invalidate,
  })
  return (
    <li>
      <span className="strong">{formatDay(note.day)}</span> <bdi>{note.text}</bdi>{' '}
      <span className="row-note">{isolate(note.author)}</span>
      <button
        type="button"
        className="button icon-only ghost small"
        aria-label={`Delete the note of ${formatDay(note.day)}`}
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  )
}

function NoteForm({ day: first }: { readonly day: string }) {
  const invalidate = useInvalidate()
  const [day, setDay] = useState(first)
  const [text, setText] = useState('')
  const add = useMutation({
    networkMode: 'always',
    mutationFn: () => postChange('/annotations', { day, text: text.trim() }),
    onSuccess: async () => {
      setText('')
      await invalidate()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && day !== '') add.mutate()
  }
  return (
    <form className="note-form" onSubmit={submit}>
      <label className="field">
        <span className="field-label">Day</span>
        <input type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      </label>
      <label className="field note-text">
        <span className="field-label">What happened</span>
        <input type="text" maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="submit" className="button" disabled={text.trim() === '' || add.isPending}>
        Add note
      </button>
      {add.isError && <p role="alert">It was not saved: {add.error.message}</p>}
    </form>
  )
}

function useInvalidate() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ predicate: ({ queryKey }) => isOfAnnotations(queryKey) })
}
