import type { ReportPeriod } from '@outlay/shared/report-periods'
import type { FileRules } from '../../allocation/rule-set.ts'
import type { Config } from '../../config.ts'
import type { Ask } from '../../queries/ask.ts'
import { type Filter, parseFilters } from '../../queries/filters.ts'

/** The lines that a report may speak of: those of a team, those that filters find, or with neither all. */
export interface Scope {
  readonly team: string | null
  readonly filters: readonly string[]
}

export function isWhole({ team, filters }: Scope): boolean {
  return team === null && filters.length === 0
}

/** Of whom and when a report is, and what it is asked of; every question of it takes its filters from here. */
export interface ReportAsk extends Scope {
  /** Its last complete day is the last that every source has delivered. */
  readonly ask: Ask
  /** The same with the last day whose figures should stand: what forecasts and judges begins there. */
  readonly settled: Ask
  readonly period: ReportPeriod
  readonly previous: ReportPeriod
  /** Last day that the figures may hold: of the period, and delivered. Null where none is. */
  readonly through: string | null
  readonly currency: string
  readonly sources: ReportSources
}

/** What figures come from beside the database. */
export interface ReportSources {
  readonly config: Config
  readonly allocation: FileRules
  /** Folder of the ledger's files. */
  readonly lake: string
}

/** The basis of every report. Source: finops.md §1. */
export const BASIS = { metric: 'effective', charges: 'cost' } as const

/** The lines that the report may speak of. */
export function scopeFilters({ team, filters }: Scope): readonly Filter[] {
  return parseFilters([...(team === null ? [] : [`team:is:${team}`]), ...filters])
}

/** Query parameters of the report's basis, scope and days, with what a question adds. */
export function scopeParams(
  {
    team,
    filters,
    period,
    currency,
  }: Pick<ReportAsk, 'team' | 'filters' | 'period'> & { readonly currency?: string },
  more: Readonly<Record<string, string>> = {},
  added: readonly string[] = [],
): URLSearchParams {
  const params = new URLSearchParams({
    start: period.start,
    end: period.end,
    ...BASIS,
    ...(currency === undefined ? {} : { currency }),
    ...more,
  })
  if (team !== null) params.append('filter', `team:is:${team}`)
  for (const filter of [...filters, ...added]) params.append('filter', filter)
  return params
}
