import type { CollectContext, Collected, CollectWindow, PageRow, Part, PlanContext } from '../collector.ts'
import { days, months } from '../windows.ts'
import type { CostGroup } from './answer.ts'
import { openCostExplorer } from './client.ts'
import { askPages, type CostQuestion, dimension, type GroupKey } from './pages.ts'
import type { Settings } from './settings.ts'

/** The other views of the same costs: side tables, never added to the costs. */
export const groupingParts: readonly Part<Settings>[] = [
  grouping(
    'account-service',
    'Costs by account and service',
    dimension('LINKED_ACCOUNT'),
    dimension('SERVICE'),
  ),
  grouping('service-region', 'Costs by service and region', dimension('SERVICE'), dimension('REGION')),
  {
    id: 'tag-service',
    title: 'Costs by tag and service',
    kind: 'groupings',
    enabled: ({ tagKeys }) => tagKeys.length > 0,
    windows: tagWindows,
    async collect(settings, context) {
      const Key = context.window.key.slice(MONTH_LENGTH)
      return collect(settings, context, [{ groupBy: [{ Type: 'TAG', Key }, dimension('SERVICE')] }])
    },
  },
  {
    id: 'resources',
    title: 'Costs of single resources, last 14 days',
    kind: 'groupings',
    enabled: ({ resourceServices }) => resourceServices.length > 0,
    windows: days({ back: 13, changing: 3 }),
    collect: (settings, context) =>
      collect(
        settings,
        context,
        settings.resourceServices.map((resourcesOf) => ({
          groupBy: [dimension('SERVICE'), dimension('RESOURCE_ID')],
          resourcesOf,
        })),
      ),
  },
]

/** `2026-10 `, which stands before the tag's key in the window's. */
const MONTH_LENGTH = 8

/** A window for each tag and month, so that a tag which is added later is read from its beginning. */
function tagWindows({ tagKeys }: Settings, plan: PlanContext): CollectWindow[] {
  const all = months({ back: 12 })({}, plan)
  return tagKeys.flatMap((tag) => all.map((month) => ({ ...month, key: `${month.key} ${tag}` })))
}

function grouping(id: string, title: string, first: GroupKey, second: GroupKey): Part<Settings> {
  return {
    id,
    title,
    kind: 'groupings',
    enabled: ({ groupings }) => groupings,
    windows: months({ back: 12 }),
    collect: (settings, context) => collect(settings, context, [{ groupBy: [first, second] }]),
  }
}

async function collect(
  settings: Settings,
  context: CollectContext,
  questions: readonly CostQuestion[],
): Promise<Collected> {
  const explorer = await openCostExplorer(settings, context)
  let isEstimated = false
  for (const question of questions) {
    const { groups, estimated } = await askPages(explorer, context.window, question)
    const account = settings.billingAccount ?? context.source
    context.page(groups.map((group) => toRow(group, question, account)))
    isEstimated ||= estimated
  }
  return { estimated: isEstimated }
}

/** By Outlay's names of dimensions. */
const DIMENSIONS: Readonly<Record<string, string>> = {
  LINKED_ACCOUNT: 'subAccount',
  SERVICE: 'service',
  REGION: 'region',
  RESOURCE_ID: 'resource',
}

function toRow(group: CostGroup, { groupBy: [first, second] }: CostQuestion, account: string): PageRow {
  return {
    provider: 'aws',
    billing_account_id: account,
    day: group.day,
    dimension_1: nameOf(first),
    value_1: valueIn(first, group.service),
    dimension_2: nameOf(second),
    value_2: valueIn(second, group.second),
    currency: group.currency,
    billed: group.unblended,
    effective: group.amortized,
    quantity: group.quantityUnit === 'N/A' ? null : group.quantity,
    unit: group.quantityUnit === 'N/A' ? null : group.quantityUnit,
  }
}

function nameOf({ Type, Key }: GroupKey): string {
  return Type === 'TAG' ? `tag:${Key}` : (DIMENSIONS[Key] ?? Key)
}

/** Tags come as `Key$value`; what has none as `Key$`, `NoRegion`, `NoResourceId`. */
function valueIn({ Type, Key }: GroupKey, value: string): string | null {
  if (Type === 'TAG') return value.startsWith(`${Key}$`) ? orNull(value.slice(Key.length + 1)) : value
  return ['NoRegion', 'NoResourceId'].includes(value) ? null : orNull(value)
}

function orNull(value: string): string | null {
  return value === '' ? null : value
}
