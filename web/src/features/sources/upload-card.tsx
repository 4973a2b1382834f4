import type { ImportSummary } from '@outlay/shared/api'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useId, useState } from 'react'
import { Icon } from '../../components/ui/icon.tsx'
import { uploadFile } from '../../lib/api.ts'
import { formatCount, formatMoneyExact, formatShare } from '../../lib/format.ts'

type Upload = UseMutationResult<ImportSummary, Error, File>

/** Loads a bill from this computer: choose or drop a file, watch it go, read what came of it. */
export function UploadCard() {
  const id = useId()
  const { upload, progress, start } = useUpload()
  const [over, setOver] = useState(false)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    start(event.dataTransfer.files[0])
  }
  return (
    <section
      className={`card upload ${over ? 'is-over' : ''}`}
      aria-label="Load a bill"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div>
        <h2 className="card-title">Load your own bill</h2>
        <p className="card-note">
          A FOCUS, AWS CUR, Azure or Google Cloud export as CSV, CSV.gz, JSON Lines or Parquet; its format is
          recognised from its header.
        </p>
      </div>
      <label htmlFor={id} className="button primary">
        <Icon name="upload" /> Choose a file
      </label>
      <input
        id={id}
        type="file"
        className="sr-only"
        disabled={upload.isPending}
        onChange={(event) => start(event.target.files?.[0])}
      />
      <UploadResult upload={upload} progress={progress} />
    </section>
  )
}

function useUpload() {
  const client = useQueryClient()
  const [progress, setProgress] = useState(0)
  const upload: Upload = useMutation({
    mutationFn: (file: File) => uploadFile<ImportSummary>('/imports', file, setProgress),
    onSuccess: () => client.invalidateQueries(),
  })
  const start = (file: File | undefined) => {
    if (file === undefined || upload.isPending) return
    setProgress(0)
    upload.mutate(file)
  }
  return { upload, progress, start }
}

function UploadResult({ upload, progress }: { readonly upload: Upload; readonly progress: number }) {
  return (
    <div className="upload-result" role="status">
      {upload.isPending && (
        <>
          <progress value={progress} max={1} aria-label="Uploaded" />{' '}
          {progress < 1 ? `${formatShare(progress)} sent` : 'Reading and checking…'}
        </>
      )}
      {upload.isError && <p className="warn-text">{upload.error.message}</p>}
      {upload.isSuccess && <Outcome answer={upload.data} />}
    </div>
  )
}

function Outcome({ answer }: { readonly answer: ImportSummary }) {
  const errors = answer.files.flatMap(({ error }) => error ?? [])
  const billed = Object.entries(answer.billedCost).map(([currency, amount]) =>
    formatMoneyExact(amount, currency),
  )
  if (errors.length > 0) return <p className="warn-text">{errors.join(' ')}</p>
  return (
    <p>
      {formatCount(answer.rowsKept)} of {formatCount(answer.rowsIn)} rows kept
      {answer.rowsRejected > 0 && `, ${formatCount(answer.rowsRejected)} rejected`}
      {billed.length > 0 && `; billed ${billed.join(', ')}`}.
    </p>
  )
}
