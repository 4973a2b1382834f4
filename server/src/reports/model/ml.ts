import type { ReportMl } from '@outlay/shared/reports'
import { answerMlSummary } from '../../ml/summary.ts'
import { type ReportAsk, scopeParams } from './scope.ts'
import { complete } from './spend.ts'

/** Below this share of the spend ML has no line. */
const SHARE_MIN = 0.05

/** What ML costs the scope and what its accelerators did; null where ML is 5 % of the spend or less. */
export async function readMl(asked: ReportAsk): Promise<ReportMl | null> {
  const params = scopeParams({ ...asked, period: complete(asked) })
  const { total, allCosts, gpu } = await answerMlSummary(asked.ask, params, asked.sources.lake)
  const share = Number(allCosts) > 0 ? Number(total) / Number(allCosts) : 0
  if (share <= SHARE_MIN) return null
  const { hours, usefulHours, measuredHours, split } = gpu
  return { cost: total, share, gpuHours: hours, usefulHours, measuredHours, idle: split.idle }
}
