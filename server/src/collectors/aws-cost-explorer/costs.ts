import { isKnownRecordType } from '../../focus/aws-record-types.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected, Part } from '../collector.ts'
import { months } from '../windows.ts'
import { disagreement } from './agree.ts'
import type { CostGroup } from './answer.ts'
import { openCostExplorer } from './client.ts'
import { toLines } from './lines.ts'
import { askPages, dimension } from './pages.ts'
import type { Settings } from './settings.ts'

/** Costs by day, service and usage type, with the record types of each service as charge categories. */
export const costsPart: Part<Settings> = {
  id: 'costs',
  title: 'Costs by service and usage type',
  kind: 'costs',
  windows: months({ back: 12 }),
  collect: collectMonth,
}

async function collectMonth(settings: Settings, context: CollectContext): Promise<Collected> {
  const explorer = await openCostExplorer(settings, context)
  const by = (second: string) =>
    askPages(explorer, context.window, { groupBy: [dimension('SERVICE'), dimension(second)] })
  const byUsageType = await by('USAGE_TYPE')
  const byRecordType = await by('RECORD_TYPE')
  checkAgreement(byUsageType.groups, byRecordType.groups, context)
  const strangers = byUsageType.strangers + byRecordType.strangers
  if (strangers > 0)
    context.log.warn({ days: strangers }, 'Cost Explorer answered for days that were not asked for')
  nameUnknownTypes(byRecordType.groups, context)
  const account = {
    billing_account: settings.billingAccount ?? context.source,
    billing_account_name: settings.billingAccountName ?? null,
  }
  context.page(toLines(byUsageType.groups, byRecordType.groups).map((line) => ({ ...account, ...line })))
  return { estimated: byUsageType.estimated || byRecordType.estimated }
}

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
