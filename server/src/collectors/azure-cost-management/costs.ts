import { addDays, monthStart, toDay } from '@outlay/shared/period'
import { subscriptionOf } from '../azure-settings.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected } from '../collector.ts'
import { type CostClient, connectCosts } from './client.ts'
import { type Dataset, readDataset, type SplitName } from './dataset.ts'
import { mergeCosts } from './lines.ts'
import { billingAccount, type Settings } from './settings.ts'

/** A month of actual and amortized costs, merged. */
export async function collectCosts(config: Settings, context: CollectContext): Promise<Collected> {
  const client = await connectCosts(config, context)
  const split = await splitOf(config, client)
  const subscription = subscriptionOf(config.scope)
  const detail = subscription === null ? ['SubscriptionId', 'ServiceName'] : ['ServiceName', 'Meter']
  const read = (type: 'ActualCost' | 'AmortizedCost') =>
    readDataset(client, { type, window: context.window, split, detail })
  const actual = await read('ActualCost')
  const amortized = await read('AmortizedCost')
  checkPair(actual, amortized, context)
  const account = {
    billing_account: billingAccount(config, context.source),
    billing_account_name: config.billingAccountName ?? null,
    estimated: String(isEstimated(context)),
  }
  const lines = mergeCosts(actual.slices, amortized.slices, detail)
  context.page(
    lines.map((line) => ({
      ...account,
      ...(subscription === null ? {} : { sub_account: subscription }),
      ...line,
    })),
  )
  return { estimated: isEstimated(context) }
}

/** Asked for once a run: agreements differ in the dimensions that they know. */
const dimensions = new WeakMap<Settings, Promise<readonly string[]>>()

async function splitOf(config: Settings, client: CostClient): Promise<SplitName[]> {
  const known = dimensions.get(config) ?? client.dimensions()
  dimensions.set(config, known)
  known.catch(() => dimensions.delete(config))
  const names = (await known).map((name) => name.toLowerCase())
  const split: readonly SplitName[] = ['ChargeType', 'PricingModel']
  return split.filter((name) => names.length === 0 || names.includes(name.toLowerCase()))
}

/** Azure refreshes every four hours or so; what was read on both sides of that does not fit together. */
function checkPair(actual: Dataset, amortized: Dataset, { reading, log }: CollectContext): void {
  const hasCosts = ({ slices }: Dataset) => slices.some(({ cells }) => cells.some(({ cost }) => cost !== '0'))
  const hasUsage = actual.slices.some(
    ({ chargeType, cells }) =>
      (chargeType ?? 'Usage').toLowerCase() === 'usage' && cells.some(({ cost }) => cost !== '0'),
  )
  if (hasUsage && !hasCosts(amortized)) {
    throw new CollectError(
      reading === 1 ? 'stale_pages' : 'bad_answer',
      'Azure has actual costs of this month but no amortized ones',
    )
  }
  const found = actual.disagreement ?? amortized.disagreement
  if (found === null) return
  if (reading === 1)
    throw new CollectError('stale_pages', `Azure refreshed its costs while they were read (${found})`)
  log.warn(
    { found },
    'Cost Management gives other sums by charge type than by service; those by service count',
  )
}

/** The vendor restates a month until about the fifth day of the next. */
const SETTLED_AFTER_DAYS = 5

function isEstimated({ window, clock }: CollectContext): boolean {
  return toDay(clock()) < addDays(monthStart(window.since, 1), SETTLED_AFTER_DAYS)
}
