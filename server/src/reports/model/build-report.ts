import { addDays, type Day } from '@outlay/shared/period'
import { periodBefore, type ReportPeriod } from '@outlay/shared/report-periods'
import type { ReportData, ReportModel, ReportSection } from '@outlay/shared/reports'
import { AppError } from '../../errors.ts'
import type { Ask } from '../../queries/ask.ts'
import type { DataState } from '../../queries/data-state.ts'
import type { ReportKind } from '../types/report-kind.ts'
import { accountsOf } from './accounts.ts'
import { asOf } from './as-of.ts'
import { readChanges } from './changes.ts'
import { readCommitments } from './commitments.ts'
import { deliveredState } from './delivered.ts'
import { readFixes } from './fixes.ts'
import { readAlertsOf, readIncidents } from './incidents.ts'
import { readMl } from './ml.ts'
import { readAccuracy, readMonth } from './month.ts'
import { BASIS, isWhole, type ReportAsk, type ReportSources } from './scope.ts'
import { readShowback } from './showback.ts'
import { readDailyCosts, readTeams, toSpend } from './spend.ts'
import { readTags } from './tags.ts'
import { readUnit } from './unit.ts'

export interface ReportQuestion {
  readonly kind: ReportKind
  readonly sections: readonly ReportSection[]
  /** Null with no filters for the whole company. */
  readonly team: string | null
  readonly filters: readonly string[]
  /** Of the scope. */
  readonly name: string
  readonly period: ReportPeriod
  readonly missed?: readonly string[]
}

const LATE_DAYS = 7

/**
 * All figures of a report, of the delivered days of its period; what forecasts begins behind the settled ones. Later
 * days of the bill stay out of everything.
 * @throws INVALID_INPUT for a period before the data or after it
 */
export async function buildReport(
  given: Ask,
  question: ReportQuestion,
  sources: ReportSources,
): Promise<ReportModel> {
  const { kind, team, filters, name, period } = question
  const last = addDays(period.end, -1)
  const delivered = await deliveredState(given)
  const ask = { ...given, state: asOf(delivered, last) }
  const settled = { ...given, state: asOf(given.state, last) }
  const { dataThrough } = ask.state
  refuseUnknown(period, ask.state)
  const through = dataThrough !== null && dataThrough >= period.start ? dataThrough : null
  const costs = await readDailyCosts(ask, { team, filters, period, through })
  const previous = periodBefore(period)
  const { currency } = costs.meta
  const asked: ReportAsk = { ask, settled, team, filters, period, previous, through, currency, sources }
  // A team is no company: it has no teams below it.
  const sections = question.sections.filter((section) => section !== 'teams' || team === null)
  return {
    version: 1,
    type: kind.id,
    title: kind.title,
    scope: { team, filters, name },
    ...{ period, previous, sections, currency },
    currencies: costs.meta.currencies.filter((each) => each.currency !== currency),
    spend: toSpend(costs, asked),
    month: await readMonth(asked),
    unit: await readUnit(asked),
    ...(await readFixes(asked, kind.fixes)),
    ...(await readSections(asked, new Set(sections))),
    accuracy: await readAccuracy(asked),
    data: {
      ...(await dataOf(asked, given)),
      // Warnings name accounts and amounts of everybody: a team's report leaves them to the app.
      warnings: isWhole(asked) ? costs.meta.warnings.map(({ message }) => message) : [],
      missed: question.missed ?? [],
    },
  }
}

type Sections = Pick<
  ReportModel,
  'teams' | 'showback' | 'commitments' | 'changes' | 'anomalies' | 'alerts' | 'ml' | 'tags'
>

/** Nothing is asked that the report does not show. */
async function readSections(asked: ReportAsk, has: ReadonlySet<ReportSection>): Promise<Sections> {
  return {
    teams: has.has('teams') ? await readTeams(asked) : [],
    showback: has.has('showback') ? await readShowback(asked) : null,
    commitments: has.has('commitments') ? await readCommitments(asked) : null,
    changes: has.has('changes') ? await readChanges(asked) : { known: false, up: [], down: [] },
    anomalies: has.has('incidents') ? await readIncidents(asked) : [],
    alerts: has.has('incidents') ? await readAlertsOf(asked) : [],
    ml: has.has('ml') ? await readMl(asked) : null,
    tags: has.has('tags') ? await readTags(asked) : null,
  }
}

async function dataOf(
  asked: ReportAsk,
  { now, state }: Ask,
): Promise<Omit<ReportData, 'warnings' | 'missed'>> {
  const { ask, settled, through, period } = asked
  const settledThrough = settled.state.dataThrough
  return {
    basis: BASIS,
    through,
    settledThrough: settledThrough !== null && settledThrough >= period.start ? settledThrough : null,
    complete: through !== null && through >= addDays(period.end, -1),
    accounts: isWhole(asked) ? ask.state.accounts.length : await accountsOf(asked),
    generatedAt: now.toISOString(),
    dataVersion: state.dataVersion,
    isLate: dayOf(now) > addDays(period.end, LATE_DAYS),
  }
}

function dayOf(now: Date): Day {
  return now.toISOString().slice(0, 10)
}

function refuseUnknown(period: ReportPeriod, { oldestDay, dataThrough }: DataState): void {
  if (oldestDay === null || dataThrough === null)
    throw new AppError('INVALID_INPUT', 'There is no complete day to report on yet.')
  if (period.end <= oldestDay)
    throw new AppError('INVALID_INPUT', `${period.key} lies before the data, which begins on ${oldestDay}.`)
  if (period.start > dataThrough)
    throw new AppError(
      'INVALID_INPUT',
      `${period.key} has no complete day yet; the last one is ${dataThrough}.`,
    )
}
