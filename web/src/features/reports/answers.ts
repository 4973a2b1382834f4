import type { ReportPreview, ReportRunAnswer, ReportsAnswer } from '@outlay/shared/report-answers'
import type { ReportInput } from '@outlay/shared/report-definitions'
import { queryOptions } from '@tanstack/react-query'
import { postJson } from '../../lib/api.ts'
import { answer } from '../../lib/queries.ts'

export const reportsOptions = () => answer<ReportsAnswer>('/reports')

export const runOptions = (id: string, run: string) =>
  answer<ReportRunAnswer>(`/reports/${encodeURIComponent(id)}/runs/${encodeURIComponent(run)}`)

/** The exact figures of a kept report as a file. */
export function csvPath(id: string, run: string): string {
  return `/api/v1/reports/${encodeURIComponent(id)}/runs/${encodeURIComponent(run)}/csv`
}

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

interface DraftOf {
  readonly input: ReportInput
  /** Null: whose it is. */
  readonly team: string | null
  readonly period: string | null
}

/** A report that is not kept yet, of the data as it is now. */
export const draftOptions = ({ input, team, period }: DraftOf) => {
  const body = { report: input, ...(team !== null && { team }), ...(period !== null && { period }) }
  return queryOptions({
    queryKey: ['/reports/preview', JSON.stringify(body)],
    queryFn: () => postJson<ReportPreview>('/reports/preview', body),
  })
}

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
