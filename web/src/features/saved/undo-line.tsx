import { useMutation } from '@tanstack/react-query'

interface UndoLineProps {
  /** What was deleted, as it is called. */
  readonly what: string
  readonly undo: () => Promise<unknown>
  readonly onDone: () => void
}

/** Says what was deleted, and brings it back. */
export function UndoLine({ what, undo, onDone }: UndoLineProps) {
  const back = useMutation({ networkMode: 'always', mutationFn: undo, onSuccess: onDone })
  return (
    <p className="row-note undo-line" role="status">
      Deleted {what}.{' '}
      <button
        type="button"
        className="button small ghost"
        disabled={back.isPending}
        onClick={() => back.mutate()}
      >
        Undo
      </button>
      {back.isError && <span role="alert"> It was not brought back: {back.error.message}</span>}
    </p>
  )
}
