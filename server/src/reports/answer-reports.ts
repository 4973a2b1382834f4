import { groupBy } from '@outlay/shared/group-by'
import { addDays, type Day, dayInWords } from '@outlay/shared/period'
import type { ReportCard, ReportsAnswer } from '@outlay/shared/report-answers'
import type { ReportChangeNote } from '@outlay/shared/report-definitions'
import { periodBefore, periodHolding, type ReportPeriod } from '@outlay/shared/report-periods'
import { scheduleInWords } from '@outlay/shared/report-schedule'
import { defaultRecipients, knownRecipients } from '../alerts/recipients.ts'
import type { Config } from '../config.ts'
import type { Ask } from '../queries/ask.ts'
import { knownTeams } from './ask-report.ts'
import { readChangeNotes } from './definitions/read-definitions.ts'
import { type ReportEntry, readLibrary } from './library.ts'
import { deliveredState } from './model/delivered.ts'
import type { ReportSources } from './model/scope.ts'
import { type KeptRun, nameOf, readRuns } from './runs/run-rows.ts'
import { nextDue } from './schedule/fire-time.ts'
import { readDue } from './schedule/read-due.ts'
import { reportKinds } from './types/registry.ts'
import { offeredSections } from './types/report-kind.ts'

const RUNS_SHOWN = 20
const CHANGES_SHOWN = 10
const PERIODS_SHOWN = 26

/** Answers `GET /reports`: every report with its schedule, recipients, history, and what a new one may be. */
export async function answerReports(ask: Ask, sources: ReportSources): Promise<ReportsAnswer> {
  const { config } = sources
  const data = await readCards(ask, config)
  const state = await deliveredState(ask)
  const { channels } = config
  return {
    sentence: sentence(data),
    data,
    meta: {
      teams: await knownTeams(ask, sources),
      weeks: periods('week', state),
      months: periods('month', state),
      dataThrough: ask.state.dataThrough,
      types: reportKinds.map((kind) => ({
        ...{ type: kind.id, title: kind.title, about: kind.about, kind: kind.period },
        ...{ sections: kind.sections, offered: offeredSections(kind) },
      })),
      channels: knownRecipients(config).filter((each) => !each.startsWith('email:') && each !== 'file'),
      mail: channels.email !== null,
      defaults: defaultRecipients(config),
    },
  }
}

/** Every report of the library where it stands. */
export async function readCards(ask: Ask, config: Config): Promise<readonly ReportCard[]> {
  const { connection, now } = ask
  const entries = await readLibrary(connection, config)
  const due = new Map((await readDue(connection, entries, now)).map((each) => [each.entry.id, each.decision]))
  const runs = groupBy(await readRuns(connection), ({ report }) => report)
  const changes = groupBy(await readChangeNotes(connection), ({ report }) => report)
  return entries.map((entry) => {
    const decision = due.get(entry.id)
    return toCard(entry, {
      ...{ now, runs: runs.get(entry.id) ?? [], changes: changes.get(entry.id) ?? [] },
      waits: decision?.what === 'wait' ? decision.why : null,
    })
  })
}

interface Standing {
  readonly now: Date
  readonly waits: string | null
  readonly runs: readonly KeptRun[]
  readonly changes: readonly (ReportChangeNote & { readonly report: string })[]
}

function toCard(entry: ReportEntry, { now, waits, runs, changes }: Standing): ReportCard {
  const { id, name, kind, team, filters, sections, source, hides, timetable, paused, recipients, input } =
    entry
  return {
    ...{ id, team, filters, sections, source, hides, paused, recipients, input },
    type: kind.id,
    title: name ?? kind.title,
    about: kind.about,
    kind: kind.period,
    schedule:
      timetable === null
        ? null
        : {
            words: scheduleInWords(kind.period, timetable),
            timezone: timetable.timezone,
            next: paused ? null : nextDue(kind.period, timetable, now).toISOString(),
            waits,
          },
    changes: changes.slice(0, CHANGES_SHOWN).map(({ report: _report, ...note }) => note),
    runs: runs.slice(0, RUNS_SHOWN).map(({ report: _report, ...card }) => card),
  }
}

function sentence(cards: readonly ReportCard[]): string {
  const waiting = cards
    .flatMap(({ runs }) => runs.flatMap(({ deliveries }) => deliveries))
    .filter(isStuck).length
  const stuck =
    waiting === 0 ? '' : ` ${waiting} ${waiting === 1 ? 'delivery is' : 'deliveries are'} held or failing.`
  const times = cards.flatMap(({ schedule }) => (schedule?.next == null ? [] : [schedule.next])).toSorted()
  const [next] = times
  if (next === undefined) return `No report is sent by itself yet; open any of them for any week.${stuck}`
  const count = times.length === 1 ? 'One report is' : `${times.length} reports are`
  return `${count} sent on schedule, the next on ${dayInWords(next.slice(0, 10))} at ${next.slice(11, 16)} UTC.${stuck}`
}

function isStuck({ state }: { readonly state: string }): boolean {
  return state === 'held' || state === 'failed' || state === 'dead'
}

interface Known {
  readonly oldestDay: Day | null
  readonly dataThrough: Day | null
  readonly today: Day
}

/** Periods that have ended and hold a delivered day, newest first. */
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
