import type { ResourceRecommendationBase } from '@azure/arm-advisor'
import { toAmount } from '@outlay/shared/money'
import { Big } from 'big.js'
import type { CollectContext, Collected, PageRow } from '../collector.ts'
import { subscriptionsOf } from './accounts.ts'
import { allPages, connectEstate } from './client.ts'
import type { Settings } from './settings.ts'

/** Azure Advisor's cost recommendations: evidence, none of our own. */
export async function collectAdvice(config: Settings, context: CollectContext): Promise<Collected> {
  const estate = await connectEstate(config, context)
  const { AdvisorManagementClient, getContinuationToken } = await import('@azure/arm-advisor')
  for (const subscription of await subscriptionsOf(config, estate, context)) {
    const client = new AdvisorManagementClient(estate.arm.credential, subscription, estate.arm.options)
    const found = await allPages(estate, 'Azure Advisor', {
      list: (abortSignal) => client.recommendations.list({ filter: "Category eq 'Cost'", abortSignal }),
      getContinuationToken,
    })
    context.page(found.flatMap((each) => toRow(subscription, each)))
  }
  return { estimated: false }
}

function toRow(subscription: string, advice: ResourceRecommendationBase): PageRow[] {
  if (advice.id === undefined) return []
  const extended = advice.extendedProperties ?? {}
  const resource =
    advice.resourceMetadata?.resourceId ?? /^(.*)\/providers\/Microsoft\.Advisor\//i.exec(advice.id)?.[1]
  const savings = monthlySavings(extended)
  return [
    {
      provider: 'azure',
      advisor: 'azure-advisor',
      finding_id: advice.id.toLowerCase(),
      finding_type: advice.recommendationTypeId ?? extended['recommendationType'] ?? 'Cost',
      title: advice.shortDescription?.problem ?? null,
      account_id: subscription,
      service: advice.impactedField ?? null,
      region: extended['regionId'] ?? extended['region'] ?? null,
      resource_id: resource?.toLowerCase() ?? null,
      currency: savings === null ? null : (extended['savingsCurrency'] ?? null),
      monthly_savings: extended['savingsCurrency'] === undefined ? null : savings,
      generated_at: advice.lastUpdated?.toISOString().replace('.000Z', 'Z') ?? null,
      details: { impact: advice.impact ?? null, ...extended },
    },
  ]
}

/** Everything in the extended properties is text, and many recommendations tell no savings at all. */
function monthlySavings(extended: Readonly<Record<string, string>>): string | null {
  const month = decimal(extended['savingsAmount'])
  if (month !== null) return toAmount(month.toFixed())
  const year = decimal(extended['annualSavingsAmount'])
  return year === null ? null : toAmount(year.div(12).round(10).toFixed())
}

function decimal(text: string | undefined): Big | null {
  return text !== undefined && /^-?\d{1,18}(\.\d{1,14})?$/.test(text.trim()) ? new Big(text.trim()) : null
}
