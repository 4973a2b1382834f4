import type { CollectWindow, PlanContext, Remembered } from './collector.ts'

/** The windows that a run reads, newest first: those that were asked for, else those that are new or may have changed. */
export function dueWindows(
  windows: readonly CollectWindow[],
  { range, remembered }: Pick<PlanContext, 'range' | 'remembered'>,
): CollectWindow[] {
  const { since, until } = range
  const asked = since !== undefined || until !== undefined
  return windows
    .filter((window) =>
      asked
        ? (until === undefined || window.since < until) && (since === undefined || window.until > since)
        : isDue(window, remembered[window.key]),
    )
    .toSorted((a, b) => compare(b.since, a.since) || compare(a.key, b.key))
}

function isDue({ version, mayChange }: CollectWindow, previous: Remembered | undefined): boolean {
  if (previous === undefined || previous.estimated) return true
  return version === undefined ? mayChange === true : version !== previous.version
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
