import { isKnownRecordType } from '../../focus/aws-record-types.ts'
import { CollectError } from '../collect-error.ts'
import { type CollectContext, defineCollector } from '../collector.ts'
import { disagreement } from './agree.ts'
import type { CostGroup } from './answer.ts'
import { createAsk } from './client.ts'
import { toLines } from './lines.ts'
import { askPages } from './pages.ts'
import { settings } from './settings.ts'

/** Costs by day, service and usage type, with the record types of each service as charge categories. */
export const awsCostExplorer = defineCollector({
  id: 'aws-cost-explorer',
  title: 'AWS Cost Explorer',
  config: settings,
  requestPrice: '0.01',
  async collect(config, context) {
    const ask = await createAsk(config, context)
    const byUsageType = await askPages(ask, context.window, 'USAGE_TYPE')
    const byRecordType = await askPages(ask, context.window, 'RECORD_TYPE')
    checkAgreement(byUsageType.groups, byRecordType.groups, context)
    const strangers = byUsageType.strangers + byRecordType.strangers
    if (strangers > 0)
      context.log.warn({ days: strangers }, 'Cost Explorer answered for days that were not asked for')
    nameUnknownTypes(byRecordType.groups, context)
    const account = {
      billing_account: config.billingAccount ?? context.source,
      billing_account_name: config.billingAccountName ?? null,
    }
    context.page(toLines(byUsageType.groups, byRecordType.groups).map((line) => ({ ...account, ...line })))
    return { estimated: byUsageType.estimated || byRecordType.estimated }
  },
})

function checkAgreement(
  a: readonly CostGroup[],
  b: readonly CostGroup[],
  { reading, log }: CollectContext,
): void {
  const found = disagreement(a, b)
  if (found === undefined) return
  if (reading === 1)
    throw new CollectError('stale_pages', `AWS refreshed its costs while they were read (${found})`)
  log.warn({ found }, 'Cost Explorer gives other sums by record type than by usage type; usage types count')
}

function nameUnknownTypes(groups: readonly CostGroup[], { log }: CollectContext): void {
  const unknown = new Set(groups.map(({ second }) => second).filter((type) => !isKnownRecordType(type)))
  if (unknown.size > 0)
    log.warn({ types: [...unknown] }, 'record types that Outlay does not know count as usage')
}
