import type { SourcesAnswer } from '@outlay/shared/collect'
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { answer } from '../../lib/queries.ts'

export const SOURCES_PATH = '/sources'

const RUNNING_MS = 1_000
const RESTING_MS = 60_000

/** What there is of every source, asked again each second while one is being collected. What a run brought is asked for anew once it ends. */
export function useSources(): UseQueryResult<SourcesAnswer> {
  const client = useQueryClient()
  const query = useQuery({
    ...answer<SourcesAnswer>(SOURCES_PATH),
    refetchInterval: ({ state }) => (isRunning(state.data) ? RUNNING_MS : RESTING_MS),
  })
  const ended = endedRuns(query.data)
  const seen = useRef(ended)
  useEffect(() => {
    if (seen.current !== null && ended !== null && ended !== seen.current)
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SOURCES_PATH })
    seen.current = ended
  }, [client, ended])
  return query
}

function isRunning(sources: SourcesAnswer | undefined): boolean {
  return sources?.collecting.some(({ running }) => running !== null) === true
}

/** Another text whenever a run has ended; null before the first answer. */
function endedRuns(sources: SourcesAnswer | undefined): string | null {
  return sources?.collecting.map(({ id, runs }) => `${id} ${runs[0]?.id}`).join('\n') ?? null
}
