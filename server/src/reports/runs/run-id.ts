import { createHash } from 'node:crypto'

/** Of a scheduled run: `2026-W47`, `2026-W47-search`; the same for the same period and team, so that it is made once. */
export function runId(period: string, team: string | null): string {
  if (team === null) return period
  const slug = team
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40)
  const isWhole = slug === team
  return `${period}-${isWhole ? slug : `${slug}-${createHash('sha256').update(team).digest('hex').slice(0, 6)}`}`
}

/** Of a run that somebody asked for: tells several of one period apart. */
export function handRunId(period: string, team: string | null, now: Date): string {
  return `${runId(period, team)}.${now.getTime().toString(36)}`
}

/** Where the app shows a run. */
export function runPath(report: string, run: string): string {
  return `/reports/${encodeURIComponent(report)}/runs/${encodeURIComponent(run)}`
}
