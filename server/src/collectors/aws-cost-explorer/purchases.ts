import type {
  GetReservationPurchaseRecommendationCommandInput,
  GetSavingsPlansPurchaseRecommendationCommandInput,
} from '@aws-sdk/client-cost-explorer'
import { type AwsPage, eachAwsPage, rowsOnce } from '../aws-pages.ts'
import type { Collected, PageRow, Part } from '../collector.ts'
import { snapshot } from '../windows.ts'
import { type CostExplorer, openCostExplorer } from './client.ts'
import { PlanPurchases, planRow, ReservationPurchases, reservationRow } from './purchase-answers.ts'
import type { Settings } from './settings.ts'

/** One year, nothing up front, by the last 30 days, for the whole organisation. */
const TERMS = {
  TermInYears: 'ONE_YEAR',
  PaymentOption: 'NO_UPFRONT',
  LookbackPeriodInDays: 'THIRTY_DAYS',
  AccountScope: 'PAYER',
} as const
const PLANS = ['COMPUTE_SP', 'EC2_INSTANCE_SP', 'SAGEMAKER_SP'] as const
const RESERVED = [
  'Amazon Elastic Compute Cloud - Compute',
  'Amazon Relational Database Service',
  'Amazon ElastiCache',
  'Amazon Redshift',
  'Amazon OpenSearch Service',
] as const

/** What AWS would buy: evidence, as commitments are promises. Eight requests, once a week. */
export const purchasesPart: Part<Settings> = {
  id: 'purchases',
  title: 'Recommended commitments',
  kind: 'findings',
  enabled: ({ advice }) => advice,
  windows: snapshot({ everyDays: 7 }),
  async collect(settings, context): Promise<Collected> {
    const explorer = await openCostExplorer(settings, context)
    const page = rowsOnce(context)
    for (const plan of PLANS) {
      for await (const rows of eachAwsPage((token) => planPage(explorer, plan, token))) page(rows)
    }
    for (const service of RESERVED) {
      for await (const rows of eachAwsPage((token) => reservationPage(explorer, service, token))) page(rows)
    }
    return { estimated: false }
  },
}

async function planPage(
  { ask, sdk }: CostExplorer,
  SavingsPlansType: (typeof PLANS)[number],
  token: string | undefined,
): Promise<AwsPage<PageRow>> {
  const input: GetSavingsPlansPurchaseRecommendationCommandInput = {
    ...TERMS,
    SavingsPlansType,
    NextPageToken: token,
  }
  const command = new sdk.GetSavingsPlansPurchaseRecommendationCommand(input)
  const answer = await ask(
    'GetSavingsPlansPurchaseRecommendation',
    (client, abortSignal) => client.send(command, { abortSignal }),
    PlanPurchases,
  )
  const { GenerationTimestamp: generated } = answer.Metadata ?? {}
  const details = answer.SavingsPlansPurchaseRecommendation?.SavingsPlansPurchaseRecommendationDetails ?? []
  return {
    rows: details.map((detail) => planRow(detail, SavingsPlansType, generated)),
    next: answer.NextPageToken,
  }
}

async function reservationPage(
  { ask, sdk }: CostExplorer,
  service: string,
  token: string | undefined,
): Promise<AwsPage<PageRow>> {
  const input: GetReservationPurchaseRecommendationCommandInput = {
    ...TERMS,
    Service: service,
    NextPageToken: token,
  }
  const command = new sdk.GetReservationPurchaseRecommendationCommand(input)
  const answer = await ask(
    'GetReservationPurchaseRecommendation',
    (client, abortSignal) => client.send(command, { abortSignal }),
    ReservationPurchases,
  )
  const { GenerationTimestamp: generated } = answer.Metadata ?? {}
  const details = answer.Recommendations.flatMap(({ RecommendationDetails }) => RecommendationDetails)
  return {
    rows: details.map((detail) => reservationRow(detail, service, generated)),
    next: answer.NextPageToken,
  }
}
