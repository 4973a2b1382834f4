import type { AppDeps } from './deps.ts'

type Reports = Pick<AppDeps, 'reportCurrency' | 'reportRate'>

/** Parameters of a question with the report currency and the rate of the settings, where they name none of their own. */
export function inReportCurrency(
  params: URLSearchParams,
  { reportCurrency = null, reportRate = 'day' }: Reports,
): URLSearchParams {
  const isOwn = params.has('currency') || (reportCurrency === null && !params.has('reportCurrency'))
  if (isOwn || (params.has('reportCurrency') && params.has('rate'))) return params
  const added = new URLSearchParams(params)
  if (!params.has('reportCurrency') && reportCurrency !== null) added.set('reportCurrency', reportCurrency)
  if (!params.has('rate') && reportRate !== 'day') added.set('rate', reportRate)
  return added
}

/** What the same question's answer depends on besides the data. */
export function reportStamp({ reportCurrency = null, reportRate = 'day' }: Reports): string {
  return `${reportCurrency} ${reportRate}`
}
