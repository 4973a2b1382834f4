import type { z } from 'zod'
import type { PageRow } from '../collector.ts'
import type { CostExplorer } from './client.ts'
import {
  PlanCoverage,
  PlanUtilization,
  ReservationCoverage,
  ReservationUtilization,
  type TimePeriod,
} from './commitment-answers.ts'

type Measure = Pick<PageRow, 'used' | 'unused' | 'total' | 'percentage' | 'net_savings'>
interface Figures {
  readonly period: z.output<typeof TimePeriod>
  readonly figures: Measure
}
export interface CommitmentQuestion {
  readonly measure: string
  readonly type: string
  readonly unit: string
  page(explorer: CostExplorer, input: Input): Promise<{ rows: Figures[]; next: string | undefined }>
}
interface Input {
  readonly TimePeriod: { readonly Start: string; readonly End: string }
  readonly Granularity: 'MONTHLY'
  readonly token: string | undefined
}

/** The four figures, one page each. */
export const COMMITMENT_QUESTIONS: readonly CommitmentQuestion[] = [
  {
    measure: 'coverage',
    type: 'savings_plan',
    unit: 'USD',
    async page({ ask, sdk }, { token, ...input }) {
      const command = new sdk.GetSavingsPlansCoverageCommand({ ...input, NextToken: token })
      const answer = await ask(
        'GetSavingsPlansCoverage',
        (client, abortSignal) => client.send(command, { abortSignal }),
        PlanCoverage,
      )
      const rows = answer.SavingsPlansCoverages.map(({ TimePeriod: period, Coverage }) => ({
        period,
        figures: figures(
          Coverage.SpendCoveredBySavingsPlans,
          Coverage.OnDemandCost,
          Coverage.TotalCost,
          Coverage.CoveragePercentage,
        ),
      }))
      return { rows, next: answer.NextToken }
    },
  },
  {
    measure: 'utilization',
    type: 'savings_plan',
    unit: 'USD',
    async page({ ask, sdk }, { token: _none, ...input }) {
      const command = new sdk.GetSavingsPlansUtilizationCommand(input)
      const answer = await ask(
        'GetSavingsPlansUtilization',
        (client, abortSignal) => client.send(command, { abortSignal }),
        PlanUtilization,
      )
      const rows = answer.SavingsPlansUtilizationsByTime.map(
        ({ TimePeriod: period, Utilization: used, Savings }) => ({
          period,
          figures: {
            ...figures(
              used.UsedCommitment,
              used.UnusedCommitment,
              used.TotalCommitment,
              used.UtilizationPercentage,
            ),
            net_savings: Savings?.NetSavings ?? null,
          },
        }),
      )
      return { rows, next: undefined }
    },
  },
  {
    measure: 'coverage',
    type: 'reservation',
    unit: 'hours',
    async page({ ask, sdk }, { token, ...input }) {
      const command = new sdk.GetReservationCoverageCommand({ ...input, NextPageToken: token })
      const answer = await ask(
        'GetReservationCoverage',
        (client, abortSignal) => client.send(command, { abortSignal }),
        ReservationCoverage,
      )
      const rows = answer.CoveragesByTime.map(({ TimePeriod: period, Total: { CoverageHours: hours } }) => ({
        period,
        figures: figures(
          hours.ReservedHours,
          hours.OnDemandHours,
          hours.TotalRunningHours,
          hours.CoverageHoursPercentage,
        ),
      }))
      return { rows, next: answer.NextPageToken }
    },
  },
  {
    measure: 'utilization',
    type: 'reservation',
    unit: 'hours',
    async page({ ask, sdk }, { token, ...input }) {
      const command = new sdk.GetReservationUtilizationCommand({ ...input, NextPageToken: token })
      const answer = await ask(
        'GetReservationUtilization',
        (client, abortSignal) => client.send(command, { abortSignal }),
        ReservationUtilization,
      )
      const rows = answer.UtilizationsByTime.map(({ TimePeriod: period, Total: used }) => ({
        period,
        figures: {
          ...figures(
            used.TotalActualHours,
            used.UnusedHours,
            used.PurchasedHours,
            used.UtilizationPercentage,
          ),
          net_savings: used.NetRISavings ?? null,
        },
      }))
      return { rows, next: answer.NextPageToken }
    },
  },
]

function figures(
  used: string | undefined,
  unused: string | undefined,
  total: string | undefined,
  percentage: number | undefined,
): Measure {
  return {
    used: used ?? null,
    unused: unused ?? null,
    total: total ?? null,
    percentage: percentage ?? null,
    net_savings: null,
  }
}
