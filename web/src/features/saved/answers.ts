import type { Annotation, SavedView } from '@outlay/shared/saved'
import { queryOptions } from '@tanstack/react-query'
import { request } from '../../lib/api.ts'
import { actorHeader, readName } from '../../lib/change.ts'
import type { Range } from '../../lib/period.ts'
import { answer } from '../../lib/queries.ts'

/** The shared views and those of whoever uses this browser. */
export const viewsOptions = () =>
  queryOptions({
    queryKey: ['/views', readName()],
    queryFn: async ({ signal }) =>
      (await request<{ readonly data: readonly SavedView[] }>('/views', { headers: actorHeader(), signal }))
        .data,
  })

export const annotationsOptions = ({ start, end }: Range) =>
  answer<{ readonly data: readonly Annotation[] }>(`/annotations?start=${start}&end=${end}`)

/** True for every answer that holds annotations, whatever days it was asked for. */
export function isOfAnnotations(key: readonly unknown[]): boolean {
  return String(key[0]).startsWith('/annotations')
}
