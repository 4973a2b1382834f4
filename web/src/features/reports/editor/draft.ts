import type { ReportCard, ReportsAnswer, ReportTypeChoice } from '@outlay/shared/report-answers'
import { type ReportInput, type ReportSchedule, WEEKDAYS } from '@outlay/shared/report-definitions'
import type { ReportSection, ReportType } from '@outlay/shared/reports'

/** A report while somebody writes it: texts as they are typed. */
export interface Draft {
  readonly name: string
  readonly type: ReportType
  /** Team of a team's report. */
  readonly team: string
  readonly scope: 'whole' | 'team' | 'filters'
  /** A filter a line. */
  readonly filters: string
  /** Empty: by hand alone. */
  readonly day: string
  readonly time: string
  readonly timezone: string
  readonly paused: boolean
  /** Mail addresses and Slack channels, with commas between. */
  readonly addresses: string
  readonly channels: readonly string[]
  readonly sections: readonly ReportSection[]
}

/** A new weekly report of everything, in the time of this browser. */
export function newDraft({ meta }: Pick<ReportsAnswer, 'meta'>): Draft {
  return {
    ...{ name: '', type: 'weekly', team: meta.teams[0]?.id ?? '', scope: 'whole', filters: '' },
    ...{ day: 'monday', time: '08:00', timezone: ownZone(), paused: false, addresses: '', channels: [] },
    sections: meta.types.find(({ type }) => type === 'weekly')?.sections ?? [],
  }
}

/** A report of the app as a draft. */
export function draftOf({ input }: ReportCard, answer: Pick<ReportsAnswer, 'meta'>): Draft {
  const fresh = newDraft(answer)
  if (input === null) return fresh
  const { name, type, team, filters, schedule, paused, send, sections } = input
  const known = new Set(answer.meta.channels)
  return {
    ...{ name, type, paused, sections, team: team ?? fresh.team },
    scope: team !== null ? 'team' : filters.length > 0 ? 'filters' : 'whole',
    filters: filters.join('\n'),
    day: schedule === null ? '' : String(schedule.day),
    time: schedule?.time ?? fresh.time,
    timezone: schedule?.timezone ?? fresh.timezone,
    addresses: send
      .filter((each) => !known.has(each))
      .map((each) => each.replace(/^(email|slack):/, ''))
      .join(', '),
    channels: send.filter((each) => known.has(each)),
  }
}

/** As the API takes it. */
export function toInput(draft: Draft): ReportInput {
  const { name, type, scope, team, filters, paused, channels, sections } = draft
  return {
    ...{ name: name.trim(), type, paused, sections },
    team: scope === 'team' ? team : null,
    filters: scope === 'filters' ? lines(filters) : [],
    schedule: scheduleOf(draft),
    send: [...channels, ...addressesOf(draft)],
  }
}

/** Null for a report that is sent by hand alone. */
export function scheduleOf({ day, time, timezone }: Draft): ReportSchedule | null {
  const weekday = WEEKDAYS.find((known) => known === day)
  if (day === '') return null
  return { day: weekday ?? Number(day), time, timezone }
}

/** The draft as another type of report, with the parts of that type. */
export function asType(draft: Draft, { type, kind, sections }: ReportTypeChoice): Draft {
  const day = kind === 'week' && /^\d+$/.test(draft.day) ? 'monday' : draft.day
  return { ...draft, type, sections, day }
}

/** What is missing before it can be kept; null where nothing is. */
export function missingOf(draft: Draft): string | null {
  if (draft.name.trim() === '') return 'It needs a name.'
  if (draft.scope === 'filters' && lines(draft.filters).length === 0) return 'It needs a filter.'
  if (draft.sections.length === 0) return 'It needs a part.'
  return null
}

function addressesOf({ addresses }: Draft): readonly string[] {
  return addresses
    .split(/[\s,;]+/)
    .filter((each) => each !== '')
    .map((each) => (each.includes('@') ? `email:${each}` : `slack:#${each.replace(/^#/, '')}`))
}

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
