import { GRANULARITIES } from '@outlay/shared/dimensions'
import type { UnitCostsAnswer, UnitFigures } from '@outlay/shared/unit-costs'
import { z } from 'zod'
import type { Ask } from '../ask.ts'
import { type ComparedWith, type PreviousRange, previousRange } from '../comparison.ts'
import { BasisParams, ReportParams, reportOf, toBasisQuestion } from '../costs-question.ts'
import { historyStart } from '../history.ts'
import { flag, invalid, readParams } from '../params.ts'
import { chooseCurrency } from '../report-currency/read-report.ts'
import { readWarnings } from '../warnings.ts'
import { byPeriod, byTeam, figures, readUnitRows, readUnits, type UnitRow } from './unit-rows.ts'
import { unitSentence } from './unit-sentence.ts'
import type { UnitQuestion } from './unit-sql.ts'

export const UnitCostsParams = z.strictObject({
  ...BasisParams,
  unit: z.string().max(200).optional().describe('Default: the first of the units'),
  team: z.string().max(200).optional(),
  granularity: z.enum(GRANULARITIES).default('monthly'),
  explain: flag(),
  ...ReportParams,
})

/** The same number of days, or the same dates of the months, before. */
const BY_DATE: ComparedWith = { to: 'previous', align: 'date' }

/**
 * What one of something costs: cost ÷ quantity over the days whose quantity is known, for a unit of the whole company or
 * of the teams that count it, with the same over the range before.
 * @throws INVALID_INPUT for a unit or a team that no row names
 */
export async function answerUnitCosts(ask: Ask, params: URLSearchParams): Promise<UnitCostsAnswer> {
  const { unit: given, team = null, granularity, explain, ...rest } = readParams(UnitCostsParams, params)
  const basis = toBasisQuestion(rest, ask.state)
  const units = await readUnits(ask)
  const unit = units.find((each) => each.unit === given) ?? (given === undefined ? units[0] : undefined)
  if (given !== undefined && unit === undefined)
    throw invalid('unit', `there are no quantities of "${given.slice(0, 60)}"`)
  if (team !== null && unit?.teams.includes(team) !== true)
    throw invalid('team', 'it counts none of this unit')
  const asked = { ...basis, report: reportOf(rest) }
  const before = previousRange(basis.start, basis.end, BY_DATE)
  const { currency, currencies, report } = await chooseCurrency(ask, asked, before)
  const plain = { metric: basis.metric, charges: basis.charges }
  const meta = {
    ...{ team, granularity, basis: plain, currency, currencies, start: basis.start, end: basis.end },
    ...(report && { report }),
  }
  if (unit === undefined) {
    const nothing = { unit: null, total: figures([]), previous: null, warnings: [] }
    return {
      sentence: 'No quantities are loaded yet.',
      units,
      data: [],
      teams: [],
      meta: { ...meta, ...nothing },
    }
  }
  const question: UnitQuestion = { ...asked, currency, unit: unit.unit, team, granularity }
  const now = await readUnitRows(ask, question)
  const earlier = await readPrevious(ask, question, before)
  const total = figures(now.rows)
  const previous = earlier && { ...figures(earlier.rows), start: before.start, end: before.end }
  return {
    sentence: unitSentence({ unit: unit.unit, team, total, previous, currency }),
    units,
    data: byPeriod(now.rows),
    teams: teamsOf(now.rows, earlier?.rows ?? null),
    meta: {
      ...{ unit: unit.unit, ...meta, total, previous },
      warnings: await readWarnings(ask, question),
      ...(explain && { sql: now.sql, params: now.params }),
    },
  }
}

/** Null where history does not hold the range. */
async function readPrevious(ask: Ask, question: UnitQuestion, { start, end }: PreviousRange) {
  const scope = question.report === undefined ? question : { ...question, currency: undefined }
  const oldest = historyStart(ask.state, scope)
  if (oldest === null || oldest > start) return null
  return readUnitRows(ask, { ...question, start, end })
}

function teamsOf(rows: readonly UnitRow[], before: readonly UnitRow[] | null): UnitCostsAnswer['teams'] {
  const earlier = new Map(
    byTeam(before ?? []).map(({ team, ...rest }): [string | null, UnitFigures] => [team, rest]),
  )
  return byTeam(rows).map((row) => ({ ...row, previous: earlier.get(row.team) ?? null }))
}
