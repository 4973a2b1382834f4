const REMAINING = 'x-ms-ratelimit-microsoft.costmanagement-qpu-remaining'
const WINDOWS_MS: Readonly<Record<string, number>> = { QueriesPer10Sec: 10_000, QueriesPerMin: 60_000 }

/**
 * How long to wait before the next question so that it is not refused, in milliseconds: the longest window of which the
 * answer says that no quota unit is left (`QueriesPerHour:597,QueriesPerMin:57,QueriesPer10Sec:0`). The hour is left to
 * the refusal, which says when it ends.
 */
export function pauseAfter(headers: Readonly<Record<string, string>>): number {
  const pairs = (headers[REMAINING] ?? '').split(',').map((pair) => pair.split(':'))
  const waits = pairs.map(([name, left]) =>
    left?.trim() === '0' ? (WINDOWS_MS[name?.trim() ?? ''] ?? 0) : 0,
  )
  return Math.max(0, ...waits)
}
