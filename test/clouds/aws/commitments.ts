import { z } from 'zod'
import { TimePeriod } from './cost-and-usage.ts'
import { listOf, pagedList, pageSize, token } from './cost-explorer-lists.ts'
import { defineOperation, type Operation, pageOf, Refusal } from './operation.ts'

const text = z.string().min(1)
const Term = z.enum(['ONE_YEAR', 'THREE_YEARS'])
const Payment = z.enum(['NO_UPFRONT', 'PARTIAL_UPFRONT', 'ALL_UPFRONT'])
const Lookback = z.enum(['SEVEN_DAYS', 'THIRTY_DAYS', 'SIXTY_DAYS'])
const Scope = z.enum(['PAYER', 'LINKED'])

const getSavingsPlansCoverage = defineOperation({
  service: 'cost-explorer',
  name: 'GetSavingsPlansCoverage',
  body: z.strictObject({
    TimePeriod,
    Granularity: z.enum(['DAILY', 'MONTHLY']),
    Metrics: z.tuple([z.literal('SpendCoveredBySavingsPlans')]).optional(),
    MaxResults: pageSize,
    NextToken: token,
  }),
  list: 'SavingsPlansCoverages',
  token: { asked: 'NextToken', given: 'NextToken' },
  answer: ({ MaxResults }, world, offset) =>
    pagedList(world, 'GetSavingsPlansCoverage', offset, {
      list: 'SavingsPlansCoverages',
      size: MaxResults,
      token: 'NextToken',
    }),
})

const getSavingsPlansUtilization = defineOperation({
  service: 'cost-explorer',
  name: 'GetSavingsPlansUtilization',
  body: z.strictObject({ TimePeriod, Granularity: z.enum(['DAILY', 'MONTHLY']) }),
  list: 'SavingsPlansUtilizationsByTime',
  token: null,
  answer(_body, world) {
    const rows = listOf(world, 'GetSavingsPlansUtilization')
    if (rows.length === 0) throw new Refusal('DataUnavailableException', 'Data is not available.')
    return { SavingsPlansUtilizationsByTime: rows, Total: {} }
  },
})

const getSavingsPlansPurchaseRecommendation = defineOperation({
  service: 'cost-explorer',
  name: 'GetSavingsPlansPurchaseRecommendation',
  body: z.strictObject({
    SavingsPlansType: z.enum(['COMPUTE_SP', 'EC2_INSTANCE_SP', 'SAGEMAKER_SP', 'DATABASE_SP']),
    TermInYears: Term,
    PaymentOption: Payment,
    LookbackPeriodInDays: Lookback,
    AccountScope: Scope.optional(),
    PageSize: pageSize,
    NextPageToken: token,
  }),
  list: 'SavingsPlansPurchaseRecommendationDetails',
  token: { asked: 'NextPageToken', given: 'NextPageToken' },
  answer({ PageSize, SavingsPlansType, TermInYears, PaymentOption, LookbackPeriodInDays }, world, offset) {
    const all = listOf(world, `GetSavingsPlansPurchaseRecommendation ${SavingsPlansType}`)
    const { rows, next } = pageOf(all, offset, PageSize ?? 100)
    const head = { SavingsPlansType, TermInYears, PaymentOption, LookbackPeriodInDays, AccountScope: 'PAYER' }
    return {
      // Without a recommendation AWS leaves the member out.
      ...(all.length === 0
        ? {}
        : {
            SavingsPlansPurchaseRecommendation: { ...head, SavingsPlansPurchaseRecommendationDetails: rows },
          }),
      ...(next === undefined ? {} : { NextPageToken: next }),
    }
  },
})

const reservations = (name: string, list: string): Operation =>
  defineOperation({
    service: 'cost-explorer',
    name,
    body: z.strictObject({ TimePeriod, Granularity: z.enum(['DAILY', 'MONTHLY']), NextPageToken: token }),
    list,
    token: { asked: 'NextPageToken', given: 'NextPageToken' },
    answer: (_body, world, offset) => pagedList(world, name, offset, { list }),
  })

const getReservationPurchaseRecommendation = defineOperation({
  service: 'cost-explorer',
  name: 'GetReservationPurchaseRecommendation',
  body: z.strictObject({
    Service: text,
    LookbackPeriodInDays: Lookback.optional(),
    TermInYears: Term.optional(),
    PaymentOption: Payment.optional(),
    AccountScope: Scope.optional(),
    PageSize: pageSize,
    NextPageToken: token,
  }),
  list: 'Recommendations',
  token: { asked: 'NextPageToken', given: 'NextPageToken' },
  answer: ({ PageSize, Service }, world, offset) =>
    pagedList(world, `GetReservationPurchaseRecommendation ${Service}`, offset, {
      list: 'Recommendations',
      size: PageSize,
    }),
})

export const commitmentOperations: readonly Operation[] = [
  getSavingsPlansCoverage,
  getSavingsPlansUtilization,
  getSavingsPlansPurchaseRecommendation,
  reservations('GetReservationCoverage', 'CoveragesByTime'),
  reservations('GetReservationUtilization', 'UtilizationsByTime'),
  getReservationPurchaseRecommendation,
]
