import { MONTH_DAY_MAX, type ReportInput, WEEKDAYS } from '@outlay/shared/report-definitions'
import { REPORT_SECTIONS, REPORT_TYPES } from '@outlay/shared/reports'
import { z } from 'zod'
import { recipient, timezone } from '../../config/fields.ts'
import { AppError } from '../../errors.ts'
import { parseFilters } from '../../queries/filters.ts'
import { kindOf } from '../types/registry.ts'
import { offeredSections } from '../types/report-kind.ts'

const schedule = z.strictObject({
  day: z
    .union(
      [z.enum(WEEKDAYS), z.int().min(1).max(MONTH_DAY_MAX)],
      `must be a weekday like monday, or for a monthly report a day from 1 to ${MONTH_DAY_MAX}`,
    )
    .default('monday'),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is written 08:00')
    .default('08:00'),
  timezone,
})

/** What a page may send of a report, without defaults. */
const fields = {
  name: z.string().trim().min(1, 'a report needs a name').max(100),
  type: z.enum(REPORT_TYPES),
  team: z.string().trim().min(1).max(200).nullable(),
  filters: z.array(z.string().max(1000)).max(50),
  schedule: schedule.nullable(),
  paused: z.boolean(),
  send: z.array(recipient).max(20),
  sections: z.array(z.enum(REPORT_SECTIONS)).max(REPORT_SECTIONS.length),
} as const

/** A new report; left out are the whole company, no schedule, the usual recipients and the parts of its type. */
export const ReportBody = z
  .strictObject({
    ...fields,
    type: fields.type.default('weekly'),
    team: fields.team.default(null),
    filters: fields.filters.default([]),
    schedule: fields.schedule.default(null),
    paused: fields.paused.default(false),
    send: fields.send.default([]),
    sections: fields.sections.optional(),
  })
  .transform(({ sections, ...given }): ReportInput => {
    return { ...given, sections: sections ?? kindOf(given.type).sections }
  })

/** Some of it; the rest stays. */
export const ReportPatch = z.strictObject(fields).partial()
export type ReportPatch = z.output<typeof ReportPatch>

/** @throws INVALID_INPUT naming the field that contradicts another, or a filter that cannot be read */
export function refuseUnsound({ type, team, filters, schedule: times, sections }: ReportInput): void {
  const kind = kindOf(type)
  if (team !== null && filters.length > 0)
    throw wrong('filters', 'a report is of a team or of what filters find, not of both')
  parseFilters(filters)
  if (times !== null && typeof times.day === 'number' && kind.period === 'week')
    throw wrong('schedule.day', 'a weekly report leaves on a weekday like monday')
  const offered = offeredSections(kind)
  const strange = sections.find((section) => !offered.includes(section))
  if (strange !== undefined)
    throw wrong('sections', `the ${type} report has no part "${strange}"; it may have ${offered.join(', ')}`)
  if (new Set(sections).size < sections.length) throw wrong('sections', 'a part is there twice')
}

function wrong(field: string, why: string): AppError {
  return new AppError('INVALID_INPUT', `${field}: ${why}.`)
}
