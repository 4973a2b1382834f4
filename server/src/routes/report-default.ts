/** Parameters of a question with the report currency of the configuration, where they name no currency of their own. */
export function inReportCurrency(
  params: URLSearchParams,
  reportCurrency: string | null = null,
): URLSearchParams {
  if (reportCurrency === null || params.has('currency') || params.has('reportCurrency')) return params
  const added = new URLSearchParams(params)
  added.set('reportCurrency', reportCurrency)
  return added
}
