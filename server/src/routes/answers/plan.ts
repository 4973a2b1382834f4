import type { PlanAnswer } from '@outlay/shared/commitment-plan'
import { z } from 'zod'
import { RangeShape } from './commitments.ts'
import { Day } from './common.ts'

const Payment = z.enum(['none', 'partial', 'all'])

const ScopeShape = z.strictObject({
  id: z.string(),
  billingAccount: z.string(),
  name: z.string(),
  currency: z.string(),
  onDemandHourly: z.number(),
})

const DiscountShape = z.strictObject({
  discount: z.number(),
  source: z.enum(['entered', 'bill', 'catalogue']),
  detail: z.string(),
  asOf: Day.nullable(),
  rough: z.boolean(),
  low: z.number(),
  high: z.number(),
})

const PointShape = z.strictObject({
  hourly: z.number(),
  covers: z.number(),
  utilisation: z.number(),
  coverage: z.number(),
  saving: RangeShape.describe('A month'),
  savingIfDown20: z.number(),
  savingIfDown40: z.number(),
  regret: z.number().describe('A month, against the best in hindsight'),
})

const ProgramShape = z.strictObject({
  id: z.string(),
  provider: z.string(),
  name: z.string(),
  covers: z.string(),
  terms: z.array(z.int()),
  payments: z.array(Payment),
  scopes: z.array(ScopeShape),
})

const DemandShape = z.strictObject({
  start: Day,
  end: Day,
  hours: z.int(),
  from: z.enum(['hours', 'days']),
  mean: z.number(),
  least: z.number(),
  most: z.number(),
  coveredHourly: z.number(),
  ending: z.int(),
  endingHourly: z.number(),
  measures: z.enum(['none', 'taken']),
})

export const PlanShape = z.strictObject({
  programs: z.array(ProgramShape),
  plan: z
    .strictObject({
      program: z.string(),
      scope: ScopeShape,
      term: z.int(),
      payment: Payment,
      discount: DiscountShape.nullable(),
      offers: z.array(DiscountShape),
      demand: DemandShape,
      curve: z.array(PointShape),
      best: PointShape.nullable(),
      chosen: PointShape.nullable(),
      breakEven: z.number().nullable(),
      breakEvenMonths: z.number().nullable(),
      upfrontShare: z.number(),
      notes: z.array(z.string()),
    })
    .nullable(),
  meta: z.strictObject({
    dataThrough: Day.nullable(),
    sql: z.string().exactOptional(),
    params: z.record(z.string(), z.unknown()).exactOptional(),
  }),
}) satisfies z.ZodType<PlanAnswer>
