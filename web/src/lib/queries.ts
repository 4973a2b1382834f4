import type {
  BridgeAnswer,
  CostsAnswer,
  DimensionValue,
  ImportRecord,
  MetaAnswer,
  OverviewAnswer,
  ResourceAnswer,
  Restatement,
} from '@outlay/shared/api'
import type { Dimension } from '@outlay/shared/dimensions'
import { keepPreviousData, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError, getJson } from './api.ts'
import { formatFilter } from './filters.ts'
import type { Range } from './period.ts'
import { allFilters, appendBasis, appendReport } from './request.ts'
import { noteAnswer, noteFailure } from './server-state.ts'
import type { View } from './view.ts'

const FRESH_MS = 60_000
const LOST_MS = 5_000
/** No answer at all, and a server that says it is busy. */
const RETRIED: ReadonlySet<number> = new Set([0, 503])

/**
 * One client for the page: an input error is never retried, an unreachable or busy server twice, and what failed is asked again
 * once it is back.
 */
export function createQueryClient(defaults: { readonly retryDelay?: number } = {}): QueryClient {
  const askAgain = () =>
    client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' })
  const client = new QueryClient({
    queryCache: new QueryCache({
      onSuccess: () => void (noteAnswer() && askAgain()),
      onError: noteFailure,
    }),
    defaultOptions: {
      queries: {
        ...defaults,
        staleTime: FRESH_MS,
        // The server may be on this machine, which needs no network.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && error instanceof ApiError && RETRIED.has(error.status),
      },
    },
  })
  return client
}

/** Answers the body of `path`, keeping the last one on screen while the next is under way. */
export function answer<T>(path: string) {
  return queryOptions({
    queryKey: [path],
    queryFn: ({ signal }) => getJson<T>(path, signal),
    placeholderData: keepPreviousData,
  })
}

/** Asked again every minute, and more often while the server is away: it tells whether the page is connected. */
export const metaOptions = () => ({
  ...answer<MetaAnswer>('/meta'),
  refetchInterval: ({ state }: { readonly state: { readonly status: string } }) =>
    state.status === 'error' ? LOST_MS : FRESH_MS,
})
export const costsOptions = (query: string) => answer<CostsAnswer>(`/costs?${query}`)
export const bridgeOptions = (query: string) => answer<BridgeAnswer>(`/costs/bridge?${query}`)
export const importsOptions = () => answer<{ readonly data: readonly ImportRecord[] }>('/imports')
export const restatementsOptions = () => answer<{ readonly data: readonly Restatement[] }>('/restatements')
export const importOptions = (id: string) => answer<ImportRecord>(`/imports/${encodeURIComponent(id)}`)

/** The whole first paint of the Overview in one call. */
export function overviewOptions(view: View) {
  const query = new URLSearchParams()
  appendBasis(query, view)
  appendReport(query, view)
  for (const filter of allFilters(view)) query.append('filter', formatFilter(filter))
  return answer<OverviewAnswer>(`/overview${query.size === 0 ? '' : `?${query}`}`)
}

interface DimensionValuesAnswer {
  readonly data: readonly DimensionValue[]
  /** Of the costs beside the values. */
  readonly meta: { readonly currency: string }
}

/** Values of a dimension with their cost in the view's period, largest first. */
export function valuesOptions(dim: Dimension, search: string, view: View, range: Range | null) {
  const query = new URLSearchParams()
  if (range !== null) {
    query.set('start', range.start)
    query.set('end', range.end)
  }
  if (search !== '') query.set('q', search)
  appendBasis(query, view)
  appendReport(query, view)
  return answer<DimensionValuesAnswer>(`/dimensions/${encodeURIComponent(dim)}/values?${query}`)
}

export function resourceOptions(id: string, view: View) {
  const query = new URLSearchParams()
  appendBasis(query, view)
  appendReport(query, view)
  return answer<ResourceAnswer>(`/resources/${encodeURIComponent(id)}${query.size === 0 ? '' : `?${query}`}`)
}
