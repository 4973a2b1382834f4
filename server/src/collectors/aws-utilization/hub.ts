import { toAmount } from '@outlay/shared/money'
import { z } from 'zod'
import { eachAwsPage, rowsOnce } from '../aws-pages.ts'
import type { Collected, PageRow, Part } from '../collector.ts'
import { snapshot } from '../windows.ts'
import { openHub } from './clients.ts'
import type { Settings } from './settings.ts'

const PAGE_SIZE = 1000

/** Cost Optimization Hub: AWS's findings over all regions and accounts, without those that overlap. */
export const hubPart: Part<Settings> = {
  id: 'cost-optimization-hub',
  title: 'Cost Optimization Hub',
  kind: 'findings',
  enabled: ({ advice }) => advice,
  windows: snapshot(),
  async collect(settings, context): Promise<Collected> {
    const { ask, sdk } = await openHub(settings, context)
    const pages = eachAwsPage(async (token) => {
      const command = new sdk.ListRecommendationsCommand({ maxResults: PAGE_SIZE, nextToken: token })
      const answer = await ask(
        'ListRecommendations',
        (client, abortSignal) => client.send(command, { abortSignal }),
        HubAnswer,
      )
      return { rows: answer.items, next: answer.nextToken }
    })
    const page = rowsOnce(context)
    for await (const items of pages) page(items.map(toRow))
    return { estimated: false }
  },
}

const text = z.string().optional()
const Item = z.object({
  recommendationId: z.string().min(1),
  accountId: text,
  region: text,
  resourceId: text,
  resourceArn: text,
  currentResourceType: text,
  recommendedResourceType: text,
  estimatedMonthlySavings: z.number().optional(),
  estimatedSavingsPercentage: z.number().optional(),
  estimatedMonthlyCost: z.number().optional(),
  currencyCode: text,
  implementationEffort: text,
  restartNeeded: z.boolean().optional(),
  rollbackPossible: z.boolean().optional(),
  actionType: text,
  currentResourceSummary: text,
  recommendedResourceSummary: text,
  lastRefreshTimestamp: z.date().optional(),
  source: text,
})
export const HubAnswer = z.object({ items: z.array(Item).default([]), nextToken: text })

type Item = z.output<typeof Item>

function toRow(item: Item): PageRow {
  return {
    provider: 'aws',
    advisor: 'aws-cost-optimization-hub',
    finding_id: idOf(item),
    finding_type: snake(item.actionType ?? 'unknown'),
    title: item.recommendedResourceSummary ?? item.currentResourceSummary ?? null,
    account_id: item.accountId ?? null,
    service: item.currentResourceType ?? null,
    region: item.region ?? null,
    resource_id: item.resourceId ?? item.resourceArn ?? null,
    currency: item.currencyCode ?? 'USD',
    monthly_cost: decimalOf(item.estimatedMonthlyCost),
    monthly_savings: decimalOf(item.estimatedMonthlySavings),
    generated_at: item.lastRefreshTimestamp?.toISOString() ?? null,
    details: details(item),
  }
}

/** Their ids change with every refresh; the resource and the action do not. */
function idOf({ recommendationId, resourceArn, resourceId, actionType, accountId }: Item): string {
  const resource = resourceArn ?? resourceId
  return resource === undefined
    ? recommendationId
    : [actionType, accountId, resource].map((part) => part ?? '').join('/')
}

function details(item: Item) {
  return {
    current: item.currentResourceSummary ?? null,
    recommended: item.recommendedResourceSummary ?? null,
    savings_percentage: item.estimatedSavingsPercentage ?? null,
    effort: item.implementationEffort ?? null,
    restart_needed: item.restartNeeded ?? null,
    rollback_possible: item.rollbackPossible ?? null,
    source: item.source ?? null,
  }
}

function decimalOf(value: number | undefined): string | null {
  return value === undefined ? null : toAmount(String(value))
}

function snake(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
}
