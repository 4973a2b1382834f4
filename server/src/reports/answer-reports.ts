import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays, type Day, dayInWords } from '@outlay/shared/period'
import type { ReportCard, ReportRunAnswer, ReportsAnswer } from '@outlay/shared/report-answers'
import { periodBefore, periodHolding, type ReportPeriod } from '@outlay/shared/report-periods'
import { AppError } from '../errors.ts'
import type { Ask } from '../queries/ask.ts'
import { knownTeams } from './ask-report.ts'
import { type ReportEntry, reportLibrary } from './library.ts'
import type { ReportSources } from './model/scope.ts'
import { type KeptRun, nameOf, readModel, readNotes, readRuns } from './runs/run-rows.ts'
import { decideAll } from './schedule/check-schedule.ts'
import { nextDue, timetableInWords } from './schedule/fire-time.ts'

const RUNS_SHOWN = 20
const PERIODS_SHOWN = 26

/** Answers `GET /reports`: every report with its schedule, recipients and history. */
export async function answerReports(ask: Ask, sources: ReportSources): Promise<ReportsAnswer> {
  const { connection, state, now } = ask
  const entries = reportLibrary(sources.config)
  const runs = await readRuns(connection)
  const due = await decideAll(connection, entries, now)
  const data = entries.map((entry) => {
    const decision = due.find((each) => each.entry.id === entry.id)?.decision
    const own = runs.filter(({ report }) => report === entry.id).slice(0, RUNS_SHOWN)
    return toCard(entry, own, { now, waits: decision?.what === 'wait' ? decision.why : null })
  })
  return {
    sentence: sentence(data),
    data,
    meta: {
      teams: await knownTeams(ask, sources),
      weeks: periods('week', state),
      months: periods('month', state),
      dataThrough: state.dataThrough,
    },
  }
}

interface Standing {
  readonly now: Date
  readonly waits: string | null
}

function toCard(entry: ReportEntry, runs: readonly KeptRun[], { now, waits }: Standing): ReportCard {
  const { id, kind, team, source, timetable, recipients } = entry
  return {
    ...{ id, team, source, recipients },
    type: kind.id,
    title: kind.title,
    about: kind.about,
    kind: kind.period,
    schedule:
      timetable === null
        ? null
        : {
            words: timetableInWords(kind.period, timetable),
            timezone: timetable.timezone,
            next: nextDue(kind.period, timetable, now).toISOString(),
            waits,
          },
    runs: runs.map(({ report: _report, ...card }) => card),
  }
}

function sentence(cards: readonly ReportCard[]): string {
  const scheduled = cards.filter(({ schedule }) => schedule !== null)
  const waiting = cards
    .flatMap(({ runs }) => runs.flatMap(({ deliveries }) => deliveries))
    .filter(isStuck).length
  const stuck =
    waiting === 0 ? '' : ` ${waiting} ${waiting === 1 ? 'delivery is' : 'deliveries are'} held or failing.`
  if (scheduled.length === 0) return `No report is sent by itself yet; open any of them for any week.${stuck}`
  const next = scheduled
    .flatMap(({ schedule }) => (schedule === null ? [] : [schedule.next]))
    .toSorted()
    .at(0)
  const count = scheduled.length === 1 ? 'One report is' : `${scheduled.length} reports are`
  return `${count} sent on schedule, the next on ${next === undefined ? 'no day' : `${dayInWords(next.slice(0, 10))} at ${next.slice(11, 16)}`} UTC.${stuck}`
}

function isStuck({ state }: { readonly state: string }): boolean {
  return state === 'held' || state === 'failed' || state === 'dead'
}

interface Known {
  readonly oldestDay: Day | null
  readonly dataThrough: Day | null
  readonly today: Day
}

/** Periods that have ended and hold a complete day, newest first. */
function periods(kind: ReportPeriod['kind'], { oldestDay, dataThrough, today }: Known) {
  const found: { readonly key: string; readonly name: string }[] = []
  if (oldestDay === null || dataThrough === null) return found
  let period = periodBefore(periodHolding(kind, today))
  while (found.length < PERIODS_SHOWN && addDays(period.end, -1) >= oldestDay) {
    if (period.start <= dataThrough) found.push({ key: period.key, name: nameOf(period) })
    period = periodBefore(period)
  }
  return found
}

/** Answers `GET /reports/{id}/runs/{run}`: the report as it was kept. @throws NOT_FOUND */
export async function answerRun(
  connection: DuckDBConnection,
  key: { readonly report: string; readonly run: string },
): Promise<ReportRunAnswer> {
  const model = await readModel(connection, key)
  const card = (await readRuns(connection)).find(
    ({ report, run }) => report === key.report && run === key.run,
  )
  if (model === undefined || card === undefined)
    throw new AppError('NOT_FOUND', `There is no run "${key.run}" of the report "${key.report}".`)
  const { report: _report, ...rest } = card
  return { data: { ...rest, model, notes: await readNotes(connection, key) } }
}
