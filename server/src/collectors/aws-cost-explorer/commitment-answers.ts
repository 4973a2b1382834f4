import { isDay } from '@outlay/shared/period'
import { z } from 'zod'
import { decimal } from './answer.ts'

/** AWS leaves figures out, or empty, where it has none. */
export const amount = z.preprocess((value) => (value === '' ? undefined : value), decimal.optional())
const percentage = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number)
  .optional()
const day = z.string().refine(isDay, 'not a day')
export const TimePeriod = z.object({ Start: day, End: day })
const text = z.string().optional()

export const PlanCoverage = z.object({
  SavingsPlansCoverages: z
    .array(
      z.object({
        TimePeriod,
        Coverage: z
          .object({
            SpendCoveredBySavingsPlans: amount,
            OnDemandCost: amount,
            TotalCost: amount,
            CoveragePercentage: percentage,
          })
          .default({}),
      }),
    )
    .default([]),
  NextToken: text,
})
export const PlanUtilization = z.object({
  SavingsPlansUtilizationsByTime: z
    .array(
      z.object({
        TimePeriod,
        Utilization: z
          .object({
            TotalCommitment: amount,
            UsedCommitment: amount,
            UnusedCommitment: amount,
            UtilizationPercentage: percentage,
          })
          .default({}),
        Savings: z.object({ NetSavings: amount }).optional(),
      }),
    )
    .default([]),
})
export const ReservationCoverage = z.object({
  CoveragesByTime: z
    .array(
      z.object({
        TimePeriod,
        Total: z
          .object({
            CoverageHours: z
              .object({
                OnDemandHours: amount,
                ReservedHours: amount,
                TotalRunningHours: amount,
                CoverageHoursPercentage: percentage,
              })
              .default({}),
          })
          .default({ CoverageHours: {} }),
      }),
    )
    .default([]),
  NextPageToken: text,
})
export const ReservationUtilization = z.object({
  UtilizationsByTime: z
    .array(
      z.object({
        TimePeriod,
        Total: z
          .object({
            PurchasedHours: amount,
            TotalActualHours: amount,
            UnusedHours: amount,
            UtilizationPercentage: percentage,
            NetRISavings: amount,
          })
          .default({}),
      }),
    )
    .default([]),
  NextPageToken: text,
})
