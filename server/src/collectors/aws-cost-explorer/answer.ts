import { toAmount } from '@outlay/shared/money'
import { isDay } from '@outlay/shared/period'
import { z } from 'zod'

/** The SDK passes on whatever arrives: a number as Amount, NaN, "true". Only this shape goes on. */
export const decimal = z
  .string('an amount must be text, or digits are lost')
  .regex(/^[+-]?\d{1,24}(\.\d{1,30})?([eE][+-]?\d{1,2})?$/, 'not a decimal number')
  .transform((text) => toAmount(text))
  .refine((text) => text.replace(/^-|\..*$/g, '').length <= 24, 'more digits than any bill has')

const metric = z.object({ Amount: decimal, Unit: z.string().min(1) })
const day = z.string().refine(isDay, 'not a day')

const Group = z.object({
  Keys: z.tuple([z.string(), z.string()]),
  Metrics: z.object({
    UnblendedCost: metric,
    AmortizedCost: metric.optional(),
    BlendedCost: metric.optional(),
    UsageQuantity: metric.optional(),
  }),
})

/** The part of a GetCostAndUsage answer that is used; every member is optional on the wire. */
export const CostAnswer = z.object({
  ResultsByTime: z
    .array(
      z.object({
        TimePeriod: z.object({ Start: day, End: day }),
        Groups: z.array(Group).default([]),
        Estimated: z.boolean().default(false),
      }),
    )
    .default([]),
  NextPageToken: z.string().optional(),
})
export type CostAnswer = z.output<typeof CostAnswer>

/** One group of one day, flat. */
export interface CostGroup {
  readonly day: string
  /** SERVICE, or what else was asked for first. */
  readonly service: string
  /** USAGE_TYPE, RECORD_TYPE, REGION, …: what was asked for second. */
  readonly second: string
  readonly currency: string
  readonly unblended: string
  /** Null where the answer lacks the metric: unknown, not nothing. */
  readonly amortized: string | null
  readonly blended: string | null
  readonly quantity: string | null
  readonly quantityUnit: string | null
  readonly estimated: boolean
}

export function groupsOf(answer: CostAnswer): CostGroup[] {
  return answer.ResultsByTime.flatMap(({ TimePeriod, Groups, Estimated }) =>
    Groups.map(({ Keys, Metrics }) => ({
      day: TimePeriod.Start,
      service: Keys[0],
      second: Keys[1],
      currency: Metrics.UnblendedCost.Unit,
      unblended: Metrics.UnblendedCost.Amount,
      amortized: Metrics.AmortizedCost?.Amount ?? null,
      blended: Metrics.BlendedCost?.Amount ?? null,
      quantity: Metrics.UsageQuantity?.Amount ?? null,
      quantityUnit: Metrics.UsageQuantity?.Unit ?? null,
      estimated: Estimated,
    })),
  )
}
