import { z } from 'zod'
import { eachAwsPage, rowsOnce } from '../aws-pages.ts'
import type { CollectContext, Collected, PageRow, Part } from '../collector.ts'
import { snapshot } from '../windows.ts'
import { decimal } from './answer.ts'
import { openCostExplorer } from './client.ts'
import type { Settings } from './settings.ts'

const PAGE_SIZE = 100

/** Rightsizing of EC2 as Cost Explorer reckons it, with reservations and plans considered. */
export const rightsizingPart: Part<Settings> = {
  id: 'rightsizing',
  title: 'Rightsizing recommendations',
  kind: 'findings',
  enabled: ({ advice }) => advice,
  windows: snapshot(),
  collect,
}

const text = z.string().optional()
const amount = z.preprocess((value) => (value === '' ? undefined : value), decimal.optional())
const ResourceDetails = z
  .looseObject({ EC2ResourceDetails: z.looseObject({ InstanceType: text, Region: text }).optional() })
  .optional()
const Recommendation = z.looseObject({
  AccountId: text,
  RightsizingType: z.string().min(1),
  CurrentInstance: z.looseObject({
    ResourceId: z.string().min(1),
    InstanceName: text,
    MonthlyCost: amount,
    CurrencyCode: text,
    ResourceDetails,
  }),
  ModifyRecommendationDetail: z
    .looseObject({
      TargetInstances: z
        .array(
          z.looseObject({
            EstimatedMonthlySavings: amount,
            EstimatedMonthlyCost: amount,
            CurrencyCode: text,
            DefaultTargetInstance: z.boolean().optional(),
            ResourceDetails,
          }),
        )
        .default([]),
    })
    .optional(),
  TerminateRecommendationDetail: z
    .looseObject({ EstimatedMonthlySavings: amount, CurrencyCode: text })
    .optional(),
  FindingReasonCodes: z.array(z.string()).default([]),
})
type Recommendation = z.output<typeof Recommendation>
const RightsizingAnswer = z.object({
  RightsizingRecommendations: z.array(Recommendation).default([]),
  NextPageToken: text,
})

async function collect(settings: Settings, context: CollectContext): Promise<Collected> {
  const { ask, sdk } = await openCostExplorer(settings, context)
  const page = rowsOnce(context)
  const pages = eachAwsPage(async (token) => {
    const command = new sdk.GetRightsizingRecommendationCommand({
      Service: 'AmazonEC2',
      Configuration: { RecommendationTarget: 'CROSS_INSTANCE_FAMILY', BenefitsConsidered: true },
      PageSize: PAGE_SIZE,
      NextPageToken: token,
    })
    const answer = await ask(
      'GetRightsizingRecommendation',
      (client, abortSignal) => client.send(command, { abortSignal }),
      RightsizingAnswer,
    )
    return { rows: answer.RightsizingRecommendations, next: answer.NextPageToken }
  })
  for await (const rows of pages) page(rows.map(toRow))
  return { estimated: false }
}

function toRow(recommendation: Recommendation): PageRow {
  const { CurrentInstance: current, RightsizingType, AccountId } = recommendation
  const targets = recommendation.ModifyRecommendationDetail?.TargetInstances ?? []
  const target = targets.find(({ DefaultTargetInstance }) => DefaultTargetInstance === true) ?? targets[0]
  const best = recommendation.TerminateRecommendationDetail ?? target
  const savings = best?.EstimatedMonthlySavings ?? null
  return {
    provider: 'aws',
    advisor: 'aws-cost-explorer',
    finding_id: `rightsizing/${AccountId ?? ''}/${current.ResourceId}`,
    finding_type: `rightsizing_${RightsizingType.toLowerCase()}`,
    title: current.InstanceName ?? null,
    account_id: AccountId ?? null,
    service: 'AmazonEC2',
    resource_id: current.ResourceId,
    currency: best?.CurrencyCode ?? current.CurrencyCode ?? (savings === null ? null : 'USD'),
    monthly_cost: current.MonthlyCost ?? null,
    monthly_savings: savings,
    details: {
      instance_type: current.ResourceDetails?.EC2ResourceDetails?.InstanceType ?? null,
      target_instance_type: target?.ResourceDetails?.EC2ResourceDetails?.InstanceType ?? null,
      reasons: recommendation.FindingReasonCodes,
    },
  }
}
