import type { ReportPreview, ReportRunAnswer, ReportsAnswer } from '@outlay/shared/report-answers'
import { queryOptions } from '@tanstack/react-query'
import { postJson } from '../../lib/api.ts'
import { answer } from '../../lib/queries.ts'

export const reportsOptions = () => answer<ReportsAnswer>('/reports')

export const runOptions = (id: string, run: string) =>
  answer<ReportRunAnswer>(`/reports/${encodeURIComponent(id)}/runs/${encodeURIComponent(run)}`)

export interface PreviewOf {
  readonly id: string
  readonly team: string | null
  /** Null: the last week or month that has ended. */
  readonly period: string | null
}

/** The report of the data as it is now; nothing is kept. */
export const previewOptions = ({ id, team, period }: PreviewOf) =>
  queryOptions({
    queryKey: ['/reports/preview', id, team, period],
    queryFn: () =>
      postJson<ReportPreview>(`/reports/${encodeURIComponent(id)}/preview`, {
        team,
        ...(period !== null && { period }),
      }),
  })

/** Keeps or sends a report; answers the run. */
export function sendReport(
  id: string,
  body: {
    readonly run?: string
    readonly team?: string | null
    readonly period?: string
    readonly deliver?: boolean
  },
) {
  return postJson<{ readonly data: { readonly run: string } }>(
    `/reports/${encodeURIComponent(id)}/send`,
    body,
  )
}

export function isOfReports([path]: readonly unknown[]): boolean {
  return typeof path === 'string' && path.startsWith('/reports')
}
