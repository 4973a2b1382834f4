import { addDays } from '@outlay/shared/period'
import { periodBefore, type ReportPeriod } from '@outlay/shared/report-periods'
import type { ReportModel } from '@outlay/shared/reports'
import { AppError } from '../../errors.ts'
import type { Ask } from '../../queries/ask.ts'
import type { ReportKind } from '../types/report-kind.ts'
import { accountsOf } from './accounts.ts'
import { asOf } from './as-of.ts'
import { readChanges } from './changes.ts'
import { readFixes } from './fixes.ts'
import { readAlertsOf, readIncidents } from './incidents.ts'
import { readMl } from './ml.ts'
import { readAccuracy, readMonth } from './month.ts'
import { BASIS, type ReportAsk, type ReportSources } from './scope.ts'
import { readDailyCosts, readTeams, toSpend } from './spend.ts'
import { readTags } from './tags.ts'
import { readUnit } from './unit.ts'

export interface ReportQuestion {
  readonly kind: ReportKind
  /** Null for the whole company. */
  readonly team: string | null
  readonly teamName: string | null
  readonly period: ReportPeriod
}

const LATE_DAYS = 7

/**
 * All figures of a report, of the complete days of its period. Later days of the bill stay out of everything.
 * @throws INVALID_INPUT for a period before the data or after it
 */
export async function buildReport(
  given: Ask,
  { kind, team, teamName, period }: ReportQuestion,
  sources: ReportSources,
): Promise<ReportModel> {
  const ask = { ...given, state: asOf(given.state, addDays(period.end, -1)) }
  const { dataThrough, oldestDay, accounts } = ask.state
  refuseUnknown(period, oldestDay, dataThrough)
  const through = dataThrough !== null && dataThrough >= period.start ? dataThrough : null
  const costs = await readDailyCosts(ask, { team, period, through })
  const previous = periodBefore(period)
  const asked: ReportAsk = { ask, team, period, previous, through, currency: costs.meta.currency, sources }
  const has = (section: ReportModel['sections'][number]) => kind.sections.includes(section)
  const known = await readFixes(asked, kind.fixes)
  return {
    version: 1,
    type: kind.id,
    title: kind.title,
    scope: { team, name: team === null ? 'Whole company' : (teamName ?? team) },
    ...{ period, previous, sections: kind.sections },
    currency: asked.currency,
    currencies: costs.meta.currencies.filter(({ currency }) => currency !== asked.currency),
    spend: toSpend(costs, asked),
    month: await readMonth(asked),
    unit: await readUnit(asked),
    teams: has('teams') ? await readTeams(asked) : [],
    changes: has('changes') ? await readChanges(asked) : { known: false, up: [], down: [] },
    ...known,
    anomalies: has('incidents') ? await readIncidents(asked) : [],
    alerts: has('incidents') ? await readAlertsOf(asked) : [],
    ml: has('ml') ? await readMl(asked) : null,
    tags: has('tags') ? await readTags(asked) : null,
    accuracy: await readAccuracy(asked),
    data: {
      basis: BASIS,
      through,
      complete: through !== null && through >= addDays(period.end, -1),
      accounts: team === null ? accounts.length : await accountsOf(asked),
      // Warnings name accounts and amounts of everybody: a team's report leaves them to the app.
      warnings: team === null ? costs.meta.warnings.map(({ message }) => message) : [],
      generatedAt: given.now.toISOString(),
      dataVersion: given.state.dataVersion,
      isLate: given.now.toISOString().slice(0, 10) > addDays(period.end, LATE_DAYS),
    },
  }
}

function refuseUnknown(period: ReportPeriod, oldest: string | null, through: string | null): void {
  if (oldest === null || through === null)
    throw new AppError('INVALID_INPUT', 'There is no complete day to report on yet.')
  if (period.end <= oldest)
    throw new AppError('INVALID_INPUT', `${period.key} lies before the data, which begins on ${oldest}.`)
  if (period.start > through)
    throw new AppError('INVALID_INPUT', `${period.key} has no complete day yet; the last one is ${through}.`)
}
