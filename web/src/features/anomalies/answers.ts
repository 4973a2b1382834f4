import type { AnomaliesAnswer, AnomalyDetail, MarksAnswer } from '@outlay/shared/detect'
import { answer } from '../../lib/queries.ts'

const ALL = 'active,acknowledged,resolved,withdrawn,preview'

/** Every anomaly of the team in view; the tabs share one answer. */
export const anomaliesOptions = (team: string | null) => {
  const params = new URLSearchParams({ status: ALL, ...(team === null ? {} : { team }) })
  return answer<AnomaliesAnswer>(`/anomalies?${params}`)
}

/** Those that go on: what waits for somebody. */
export const openAnomaliesOptions = (team: string | null) =>
  answer<AnomaliesAnswer>(`/anomalies${team === null ? '' : `?${new URLSearchParams({ team })}`}`)

/** What goes on in a period, as a chart marks it. */
export const marksOptions = (asked: Readonly<Record<string, string>>) =>
  answer<MarksAnswer>(`/anomalies/marks?${new URLSearchParams(asked)}`)

export const anomalyOptions = (id: string) =>
  answer<{ readonly data: AnomalyDetail }>(`/anomalies/${encodeURIComponent(id)}`)

/** True for answers that a change of an anomaly makes old. */
export function isOfAnomalies([path]: readonly unknown[]): boolean {
  return typeof path === 'string' && path.startsWith('/anomalies')
}
