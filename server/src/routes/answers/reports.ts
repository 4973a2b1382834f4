import { DELIVERY_STATES } from '@outlay/shared/alerts'
import { type ReportRunAnswer, type ReportsAnswer, RUN_TRIGGERS } from '@outlay/shared/report-answers'
import { WEEKDAYS } from '@outlay/shared/report-definitions'
import { REPORT_SECTIONS, REPORT_TYPES } from '@outlay/shared/reports'
import { z } from 'zod'
import { Day, Instant } from './common.ts'
import { ReportModelShape } from './report-model.ts'

const RunCard = {
  run: z.string(),
  team: z.string().nullable(),
  teamName: z.string(),
  period: z.string(),
  periodName: z.string(),
  trigger: z.enum(RUN_TRIGGERS),
  partial: z.boolean(),
  createdAt: Instant,
  subject: z.string(),
  deliveries: z.array(
    z.strictObject({
      id: z.string(),
      channel: z.string(),
      action: z.string(),
      state: z.enum(DELIVERY_STATES),
      attempts: z.int(),
      createdAt: z.string(),
      sentAt: z.string().nullable(),
      nextTryAt: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
} as const

const Sections = z.array(z.enum(REPORT_SECTIONS))

const Input = z.strictObject({
  name: z.string(),
  type: z.enum(REPORT_TYPES),
  team: z.string().nullable(),
  filters: z.array(z.string()),
  schedule: z
    .strictObject({ day: z.union([z.enum(WEEKDAYS), z.int()]), time: z.string(), timezone: z.string() })
    .nullable(),
  paused: z.boolean(),
  send: z.array(z.string()),
  sections: Sections,
})

const Choice = z.array(z.strictObject({ key: z.string(), name: z.string() }))

export const ReportsShape = z.strictObject({
  sentence: z.string(),
  data: z.array(
    z.strictObject({
      id: z.string(),
      type: z.enum(REPORT_TYPES),
      title: z.string(),
      about: z.string(),
      kind: z.enum(['week', 'month']),
      team: z.string().nullable(),
      filters: z.array(z.string()),
      sections: Sections,
      source: z.enum(['built-in', 'config', 'app']),
      hides: z.boolean().describe('One of the app has the same id: the file wins'),
      schedule: z
        .strictObject({
          words: z.string(),
          timezone: z.string(),
          next: z.string().nullable().describe('Null while it is paused'),
          waits: z.string().nullable().describe('Why nothing has left although it is due'),
        })
        .nullable(),
      paused: z.boolean(),
      input: Input.nullable().describe('As the app takes it, of one that was made there'),
      changes: z.array(
        z.strictObject({
          changedAt: Instant,
          actor: z.string(),
          action: z.enum(['created', 'changed', 'deleted']),
          fields: z.array(z.string()),
        }),
      ),
      recipients: z.array(z.string()),
      runs: z.array(z.strictObject(RunCard)).describe('Newest first'),
    }),
  ),
  meta: z.strictObject({
    teams: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    weeks: Choice,
    months: Choice,
    dataThrough: Day.nullable(),
    types: z.array(
      z.strictObject({
        type: z.enum(REPORT_TYPES),
        title: z.string(),
        about: z.string(),
        kind: z.enum(['week', 'month']),
        sections: Sections,
        offered: Sections,
      }),
    ),
    channels: z.array(z.string()),
    mail: z.boolean(),
    defaults: z.array(z.string()),
  }),
}) satisfies z.ZodType<ReportsAnswer>

export const ReportRunShape = z.strictObject({
  data: z.strictObject({
    ...RunCard,
    model: ReportModelShape,
    notes: z.array(
      z.strictObject({ id: z.string(), author: z.string(), text: z.string(), createdAt: Instant }),
    ),
  }),
}) satisfies z.ZodType<ReportRunAnswer>
