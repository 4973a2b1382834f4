import { z } from 'zod'
import type { BaselineAnswer } from '../../rules/baseline/baseline.ts'
import { NAIVE_RULES, type NaiveRule } from '../../rules/baseline/rules.ts'
import { Amount, Day } from './common.ts'

export const BaselineShape = z.strictObject({
  expensive_services: z.array(
    z.strictObject({ provider: z.string(), service: z.string().nullable(), cost: Amount }),
  ),
  recommendations: z.array(
    z.strictObject({
      provider: z.string(),
      service: z.string(),
      action: z.enum(NAIVE_RULES.map(({ action }): NaiveRule['action'] => action)),
      title: z.string(),
      cost: Amount,
      savings_rate: Amount,
      potential_savings: Amount,
    }),
  ),
  total_potential_savings: Amount,
  currency: z.string().nullable(),
  other_currencies: z.array(z.strictObject({ currency: z.string(), cost: Amount })),
  window: z.strictObject({ start: Day, end: Day, days: z.int() }).nullable(),
  metric: z.string(),
  threshold: z.number(),
}) satisfies z.ZodType<BaselineAnswer>
