import { CHARGES, METRICS } from '@outlay/shared/dimensions'
import { z } from 'zod'
import { amount, recipient, slug, timezone } from './fields.ts'
import { match } from './teams.ts'

const DEFAULT_THRESHOLDS = [
  { percent: 80, on: 'actual' },
  { percent: 100, on: 'actual' },
  { percent: 100, on: 'forecast' },
] as const

/** A limit on the spend of a team, or of what `match` finds, or of everything. */
export const budget = z.strictObject({
  id: slug,
  name: z.string().trim().min(1),
  team: slug.nullable().default(null),
  match: match.default([]),
  amount,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
  period: z.enum(['month', 'quarter', 'year']).default('month'),
  metric: z.enum(METRICS).default('effective'),
  charges: z.enum(CHARGES).default('cost'),
  /** Alert when the actual or the forecast spend reaches a percentage of the amount. */
  thresholds: z
    .array(z.strictObject({ percent: z.number().positive().max(1000), on: z.enum(['actual', 'forecast']) }))
    .default([...DEFAULT_THRESHOLDS]),
  notify: z.array(recipient).default([]),
})

/** A report that is sent on its own. */
export const report = z.strictObject({
  id: slug,
  type: z.enum(['weekly']).default('weekly'),
  team: slug.nullable().default(null),
  day: z
    .enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
    .default('monday'),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is written 08:00')
    .default('08:00'),
  timezone,
  send: z.array(recipient).default([]),
})
