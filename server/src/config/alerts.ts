import { BUDGET_CALENDARS, BUDGET_PERIODS } from '@outlay/shared/budgets'
import { CHARGES, METRICS } from '@outlay/shared/dimensions'
import { MONTH_DAY_MAX, WEEKDAYS } from '@outlay/shared/report-definitions'
import { REPORT_TYPES } from '@outlay/shared/reports'
import { z } from 'zod'
import { amount, recipient, slug, timezone } from './fields.ts'
import { match } from './teams.ts'

const DEFAULT_THRESHOLDS = [
  { percent: 80, on: 'actual' },
  { percent: 100, on: 'actual' },
  { percent: 100, on: 'forecast' },
] as const

/** A limit on the spend of a team, or of what `match` finds, or of everything. */
export const budget = z
  .strictObject({
    id: slug,
    name: z.string().trim().min(1),
    /** The budget above it in the tree. */
    parent: slug.nullable().default(null),
    team: slug.nullable().default(null),
    match: match.default([]),
    /** A period; a plan wins over it. */
    amount: amount.nullable().default(null),
    /** Amounts by period: path of a CSV with the columns period and amount. */
    plan: z.string().min(1).nullable().default(null),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable()
      .default(null),
    period: z.enum(BUDGET_PERIODS).default('month'),
    calendar: z.enum(BUDGET_CALENDARS).default('calendar'),
    metric: z.enum(METRICS).default('effective'),
    charges: z.enum(CHARGES).default('cost'),
    /** Alert when the actual or the forecast spend reaches a percentage of the amount. */
    thresholds: z
      .array(z.strictObject({ percent: z.number().positive().max(1000), on: z.enum(['actual', 'forecast']) }))
      .default([...DEFAULT_THRESHOLDS]),
    /** Alert on a day that costs this many percent more than the weekday usually does. */
    dailySpike: z.number().positive().max(10_000).nullable().default(null),
    owner: z.string().nullable().default(null),
    notify: z.array(recipient).default([]),
  })
  .refine((given) => given.amount !== null || given.plan !== null, {
    error: 'a budget needs an amount or a plan',
    path: ['amount'],
  })

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is written 08:00')

/** When and to whom alerts speak. */
export const alerts = z
  .strictObject({
    /** Days after a source was connected during which nothing that hangs on it is told. */
    trialDays: z.int().min(0).max(90).default(14),
    /** Days for which what was told and is over is kept. */
    keepDays: z.int().min(60).max(3660).default(400),
    /** A critical alert that nobody acknowledges goes on to others. */
    escalate: z
      .strictObject({ afterHours: z.number().positive().max(720).default(24), to: z.array(recipient).min(1) })
      .nullable()
      .default(null),
    /** Hours in which a channel hears critical alerts only; without a channel they hold for all. */
    quiet: z
      .array(
        z.strictObject({ channel: recipient.nullable().default(null), from: time, until: time, timezone }),
      )
      .default([]),
    /** Channels that hear everything but critical alerts once a day. */
    digest: z.array(z.strictObject({ channel: recipient, time, timezone })).default([]),
  })
  .prefault({})

/** A report that is sent on its own. */
export const report = z
  .strictObject({
    id: slug,
    type: z.enum(REPORT_TYPES).default('weekly'),
    team: slug.nullable().default(null),
    /** On which it leaves; a monthly one on the first of these after the month, or on that day of the month. */
    day: z.union([z.enum(WEEKDAYS), z.int().min(1).max(MONTH_DAY_MAX)]).default('monday'),
    time: time.default('08:00'),
    timezone,
    send: z.array(recipient).default([]),
  })
  .refine(({ id, type }) => id === type || !REPORT_TYPES.some((name) => name === id), {
    error: 'an id that names a type of report must be of that type',
    path: ['id'],
  })
  .refine(({ day, type }) => type !== 'weekly' || typeof day === 'string', {
    error: 'a weekly report leaves on a weekday like monday',
    path: ['day'],
  })
