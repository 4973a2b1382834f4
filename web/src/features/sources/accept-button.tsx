import { useMutation, useQueryClient } from '@tanstack/react-query'
import { postJson } from '../../lib/api.ts'

/** Lets a held delivery replace what it would drop. */
export function AcceptButton({ id }: { readonly id: string }) {
  const client = useQueryClient()
  const accept = useMutation({
    mutationFn: () => postJson(`/imports/${encodeURIComponent(id)}/accept`),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <>
      <button
        type="button"
        className="button small"
        disabled={accept.isPending}
        onClick={() => accept.mutate()}
      >
        {accept.isPending ? 'Accepting…' : 'Accept'}
      </button>
      {accept.isError && (
        <p className="row-note" role="alert">
          {accept.error.message}
        </p>
      )}
    </>
  )
}
