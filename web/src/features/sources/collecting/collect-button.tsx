import type { CollectState } from '@outlay/shared/collect'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { postJson } from '../../../lib/api.ts'
import { isolate } from '../../../lib/isolate.ts'
import { SOURCES_PATH } from '../use-sources.ts'

/** Starts a run of a source. It keeps the focus while that goes on, so nobody loses their place. */
export function CollectButton({ source }: { readonly source: CollectState }) {
  const client = useQueryClient()
  const collect = useMutation({
    mutationFn: () => postJson(`/sources/${encodeURIComponent(source.id)}/collect`),
    // A refusal may mean that somebody else has begun, which the sources tell.
    onSettled: () => client.invalidateQueries({ queryKey: [SOURCES_PATH] }),
  })
  const busy = collect.isPending || source.running !== null
  return (
    <>
      <button
        type="button"
        className="button small"
        aria-disabled={busy}
        onClick={() => !busy && collect.mutate()}
      >
        {busy ? 'Collecting…' : 'Collect now'}
        <span className="sr-only"> {isolate(source.id)}</span>
      </button>
      {collect.isError && (
        <p className="collector-refusal warn-text" role="alert">
          {collect.error.message}
        </p>
      )}
    </>
  )
}
