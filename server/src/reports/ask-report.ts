import type { ReportPeriod } from '@outlay/shared/report-periods'
import { parsePeriod, periodBefore, periodHolding } from '@outlay/shared/report-periods'
import type { ReportModel } from '@outlay/shared/reports'
import { z } from 'zod'
import { readTeamNames } from '../allocation/side-queries.ts'
import { runQuery } from '../db/query.ts'
import { AppError } from '../errors.ts'
import type { Ask } from '../queries/ask.ts'
import type { ReportEntry } from './library.ts'
import { buildReport } from './model/build-report.ts'
import type { ReportSources } from './model/scope.ts'

export interface Asked {
  readonly entry: ReportEntry
  /** Undefined: that of the report. */
  readonly team?: string | null | undefined
  /** Undefined: the last that has ended. */
  readonly period?: string | undefined
  /** Names of earlier periods that were kept and not sent. */
  readonly missed?: readonly string[]
}

const WHOLE = 'Whole company'

/**
 * The report of a team and period that people name.
 * @throws INVALID_INPUT for a period that is none or holds no complete day, or a team without any cost
 */
export async function askReport(
  ask: Ask,
  { entry, team = entry.team, period: key, missed = [] }: Asked,
  sources: ReportSources,
): Promise<ReportModel> {
  const { kind, sections } = entry
  const teams = await knownTeams(ask, sources)
  const known = teams.find(({ id }) => id === team)
  if (team !== null && known === undefined)
    throw new AppError('INVALID_INPUT', `team: no cost belongs to a team "${team.slice(0, 60)}".`)
  const period = readPeriod(ask, entry.kind.period, key)
  // What a report filters is its own scope: of another team it is of all that team has.
  const filters = team === entry.team ? entry.filters : []
  const name = known?.name ?? (filters.length === 0 ? WHOLE : (entry.name ?? filters.join(', ')))
  return buildReport(ask, { kind, sections, team, filters, name, period, missed }, sources)
}

function readPeriod({ state }: Ask, kind: ReportPeriod['kind'], key: string | undefined): ReportPeriod {
  if (key === undefined) return periodBefore(periodHolding(kind, state.today))
  const period = parsePeriod(key)
  if (period === undefined || period.kind !== kind) {
    const example = kind === 'week' ? 'an ISO week like 2026-W47' : 'a month like 2026-11'
    throw new AppError('INVALID_INPUT', `${kind}: "${key.slice(0, 40)}" is not ${example}.`)
  }
  return period
}

export interface KnownTeam {
  readonly id: string
  readonly name: string
}

/** Teams with costs or of the configuration, by name. */
export async function knownTeams(
  { connection }: Pick<Ask, 'connection'>,
  { config }: Pick<ReportSources, 'config'>,
): Promise<readonly KnownTeam[]> {
  const names = await readTeamNames(connection)
  const ids = new Set([
    ...(await runQuery(connection, teamsQuery, {})).map(({ team }) => team),
    ...config.teams.map(({ id }) => id),
  ])
  return [...ids]
    .map((id) => ({ id, name: config.teams.find((team) => team.id === id)?.name ?? names.get(id) ?? id }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

const teamsQuery = {
  name: 'reports.teams',
  sql: 'select distinct team from cost_fact where team is not null order by team',
  params: z.object({}),
  row: z.object({ team: z.string() }),
}
