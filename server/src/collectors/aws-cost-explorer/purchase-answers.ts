import { z } from 'zod'
import type { JsonValue, PageRow } from '../collector.ts'
import { amount } from './commitment-answers.ts'

const text = z.string().optional()
const Metadata = z.object({ GenerationTimestamp: text }).optional()

const PlanDetail = z.looseObject({
  AccountId: text,
  SavingsPlansDetails: z.looseObject({ Region: text, InstanceFamily: text, OfferingId: text }).optional(),
  CurrencyCode: text,
  EstimatedMonthlySavingsAmount: amount,
  EstimatedOnDemandCost: amount,
  EstimatedSavingsPercentage: amount,
  EstimatedAverageUtilization: amount,
  HourlyCommitmentToPurchase: amount,
  UpfrontCost: amount,
})
export const PlanPurchases = z.object({
  Metadata,
  SavingsPlansPurchaseRecommendation: z
    .object({ SavingsPlansPurchaseRecommendationDetails: z.array(PlanDetail).default([]) })
    .optional(),
  NextPageToken: text,
})

const ReservationDetail = z.looseObject({
  AccountId: text,
  // one member, named after the service
  InstanceDetails: z.record(z.string(), z.looseObject({ Region: text })).default({}),
  RecommendedNumberOfInstancesToPurchase: amount,
  CurrencyCode: text,
  EstimatedMonthlySavingsAmount: amount,
  EstimatedMonthlyOnDemandCost: amount,
  EstimatedMonthlySavingsPercentage: amount,
  AverageUtilization: amount,
  UpfrontCost: amount,
  RecurringStandardMonthlyCost: amount,
})
export const ReservationPurchases = z.object({
  Metadata,
  Recommendations: z
    .array(z.object({ RecommendationDetails: z.array(ReservationDetail).default([]) }))
    .default([]),
  NextPageToken: text,
})

export function planRow(
  detail: z.output<typeof PlanDetail>,
  plan: string,
  generated: string | undefined,
): PageRow {
  const { Region, InstanceFamily } = detail.SavingsPlansDetails ?? {}
  return {
    ...row(detail, generated),
    finding_id: ['savings-plan', plan, detail.AccountId, Region, InstanceFamily]
      .map((part) => part ?? '')
      .join('/'),
    finding_type: 'savings_plan_purchase',
    title: `${plan}, one year, no upfront`,
    region: Region ?? null,
    details: {
      instance_family: InstanceFamily ?? null,
      hourly_commitment: detail.HourlyCommitmentToPurchase ?? null,
      on_demand_cost_of_lookback: detail.EstimatedOnDemandCost ?? null,
      savings_percentage: detail.EstimatedSavingsPercentage ?? null,
      average_utilization: detail.EstimatedAverageUtilization ?? null,
      upfront_cost: detail.UpfrontCost ?? null,
    },
  }
}

export function reservationRow(
  detail: z.output<typeof ReservationDetail>,
  service: string,
  generated: string | undefined,
): PageRow {
  const instance = Object.values(detail.InstanceDetails)[0] ?? {}
  const traits = Object.entries(instance).filter(([, value]) => ['string', 'boolean'].includes(typeof value))
  const of = traits.map(([name, value]) => `${name}=${String(value)}`).toSorted()
  return {
    ...row(detail, generated),
    finding_id: ['reservation', service, detail.AccountId ?? '', ...of].join('/'),
    finding_type: 'reservation_purchase',
    title: `${service}, one year, no upfront`,
    service,
    region: instance.Region ?? null,
    monthly_cost: detail.EstimatedMonthlyOnDemandCost ?? null,
    details: {
      instance: Object.fromEntries(traits.map(([name, value]) => [name, value as JsonValue])),
      instances_to_purchase: detail.RecommendedNumberOfInstancesToPurchase ?? null,
      savings_percentage: detail.EstimatedMonthlySavingsPercentage ?? null,
      average_utilization: detail.AverageUtilization ?? null,
      upfront_cost: detail.UpfrontCost ?? null,
      recurring_monthly_cost: detail.RecurringStandardMonthlyCost ?? null,
    },
  }
}

function row(
  {
    AccountId,
    CurrencyCode,
    EstimatedMonthlySavingsAmount: savings,
  }: {
    AccountId?: string | undefined
    CurrencyCode?: string | undefined
    EstimatedMonthlySavingsAmount?: string | undefined
  },
  generated: string | undefined,
): PageRow {
  return {
    provider: 'aws',
    advisor: 'aws-cost-explorer',
    account_id: AccountId ?? null,
    currency: CurrencyCode ?? (savings === undefined ? null : 'USD'),
    monthly_savings: savings ?? null,
    generated_at: generated === undefined || generated === '' ? null : generated,
  }
}
