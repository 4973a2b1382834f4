import type { ReportNote } from '@outlay/shared/report-answers'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { NameDialog } from '../../components/ui/name-dialog.tsx'
import { postChange, readName } from '../../lib/change.ts'
import { isOfReports } from './answers.ts'
import { instantWords } from './words.ts'

interface NotesProps {
  readonly id: string
  readonly run: string
  readonly notes: readonly ReportNote[]
}

/** What a meeting noted beside a report, with who and when; the report itself stays as it is. */
export function Notes({ id, run, notes }: NotesProps) {
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [asks, setAsks] = useState(false)
  const path = `/reports/${encodeURIComponent(id)}/runs/${encodeURIComponent(run)}/notes`
  const add = useMutation({
    networkMode: 'always',
    mutationFn: () => postChange(path, { text }),
    onSuccess: () => {
      setText('')
      return client.invalidateQueries({ predicate: ({ queryKey }) => isOfReports(queryKey) })
    },
  })
  const submit = () => (readName() === null ? setAsks(true) : add.mutate())
  return (
    <section className="card report-notes" aria-labelledby="report-notes">
      <h2 id="report-notes">Notes of the review</h2>
      <ul>
        {notes.map((note) => (
          <li key={note.id}>
            {note.text}{' '}
            <span className="muted">{`${note.author}, ${instantWords(note.createdAt, 'UTC')}`}</span>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') submit()
        }}
      >
        <label className="field">
          <span className="field-label">Decision, owner, date</span>
          <textarea
            value={text}
            rows={2}
            maxLength={2000}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="submit" className="button" disabled={add.isPending || text.trim() === ''}>
          Add note
        </button>
      </form>
      {add.isError && (
        <p role="alert" className="warn-text">
          {add.error.message}
        </p>
      )}
      {asks && (
        <NameDialog
          onClose={() => setAsks(false)}
          onNamed={() => {
            setAsks(false)
            add.mutate()
          }}
        />
      )}
    </section>
  )
}
