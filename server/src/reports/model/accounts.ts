import { answerCosts } from '../../queries/costs.ts'
import { type ReportAsk, scopeParams } from './scope.ts'
import { complete } from './spend.ts'

/** How many billing accounts the scope has costs in. */
export async function accountsOf(asked: ReportAsk): Promise<number> {
  const params = scopeParams(
    { ...asked, period: complete(asked) },
    { granularity: 'total', groupBy: 'billingAccount' },
  )
  return (await answerCosts(asked.ask, params)).data.length
}
