import { DELIVERY_STATES } from '@outlay/shared/alerts'
import type { ReportRunAnswer, ReportsAnswer } from '@outlay/shared/report-answers'
import { REPORT_TYPES } from '@outlay/shared/reports'
import { z } from 'zod'
import { Day, Instant } from './common.ts'
import { ReportModelShape } from './report-model.ts'

const RunCard = {
  run: z.string(),
  team: z.string().nullable(),
  teamName: z.string(),
  period: z.string(),
  periodName: z.string(),
  trigger: z.enum(['schedule', 'catch-up', 'hand']),
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
      source: z.enum(['built-in', 'config']),
      schedule: z
        .strictObject({
          words: z.string(),
          timezone: z.string(),
          next: z.string(),
          waits: z.string().nullable().describe('Why nothing has left although it is due'),
        })
        .nullable(),
      recipients: z.array(z.string()),
      runs: z.array(z.strictObject(RunCard)).describe('Newest first'),
    }),
  ),
  meta: z.strictObject({
    teams: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    weeks: Choice,
    months: Choice,
    dataThrough: Day.nullable(),
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
