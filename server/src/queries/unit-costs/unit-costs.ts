import { GRANULARITIES } from '@outlay/shared/dimensions'
import type { UnitCostsAnswer, UnitFigures } from '@outlay/shared/unit-costs'
import { z } from 'zod'
import type { Ask } from '../ask.ts'
import { previousRange } from '../comparison.ts'
import { BasisParams, toBasisQuestion } from '../costs-question.ts'
import { currencyTotals } from '../currency-totals.ts'
import { historyStart } from '../history.ts'
import { flag, invalid, readParams } from '../params.ts'
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
})

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
  const { currency } = await currencyTotals(ask, basis)
  const plain = { metric: basis.metric, charges: basis.charges }
  const meta = { team, granularity, basis: plain, currency, start: basis.start, end: basis.end }
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
  const question: UnitQuestion = { ...basis, currency, unit: unit.unit, team, granularity }
  const now = await readUnitRows(ask, question)
  const before = await readPrevious(ask, question)
  const total = figures(now.rows)
  const previous = before === null ? null : { ...figures(before.rows), start: before.start, end: before.end }
  return {
    sentence: unitSentence({ unit: unit.unit, team, total, previous, currency }),
    units,
    data: byPeriod(now.rows),
    teams: teamsOf(now.rows, before?.rows ?? null),
    meta: {
      ...{ unit: unit.unit, ...meta, total, previous },
      warnings: await readWarnings(ask, question),
      ...(explain && { sql: now.sql, params: now.params }),
    },
  }
}

/** The same number of days, or the same dates of the months, before; null where history does not hold them. */
async function readPrevious(ask: Ask, question: UnitQuestion) {
  const { start, end } = previousRange(question.start, question.end, { to: 'previous', align: 'date' })
  const oldest = historyStart(ask.state, question)
  if (oldest === null || oldest > start) return null
  return { ...(await readUnitRows(ask, { ...question, start, end })), start, end }
}

function teamsOf(rows: readonly UnitRow[], before: readonly UnitRow[] | null): UnitCostsAnswer['teams'] {
  const earlier = new Map(
    byTeam(before ?? []).map(({ team, ...rest }): [string | null, UnitFigures] => [team, rest]),
  )
  return byTeam(rows).map((row) => ({ ...row, previous: earlier.get(row.team) ?? null }))
}
