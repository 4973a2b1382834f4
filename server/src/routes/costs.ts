import type { OverviewAnswer } from '@outlay/shared/api'
import { readOverviewFacts } from '../invoices/overview-facts.ts'
import type { Ask } from '../queries/ask.ts'
import { answerBridge, BridgeParams } from '../queries/bridge.ts'
import { answerCosts } from '../queries/costs.ts'
import { CostsParams } from '../queries/costs-question.ts'
import { answerDimensionValues, DimensionValuesParams } from '../queries/dimension-values.ts'
import { answerOverview, OverviewParams } from '../queries/overview.ts'
import { answerResource, ResourceParams } from '../queries/resource.ts'
import { BridgeShape, CostsShape, DimensionValuesShape, ResourceShape } from './answers/costs.ts'
import { OverviewShape } from './answers/overview.ts'
import type { AppDeps } from './deps.ts'
import { inReportCurrency, reportStamp } from './report-default.ts'
import type { Asked, Route } from './route.ts'

export const costRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/costs',
    summary: 'Costs by period and up to three dimensions',
    params: CostsParams,
    returns: CostsShape,
    stamp: reportStamp,
    answer: (ask, { params }, deps) => answerCosts(ask, inReportCurrency(params, deps)),
  },
  {
    kind: 'question',
    path: '/costs/bridge',
    summary: 'From billed to effective cost, exact by month, provider and account',
    params: BridgeParams,
    returns: BridgeShape,
    answer: (ask, { params }) => answerBridge(ask, params),
  },
  {
    kind: 'question',
    path: '/dimensions/{dimension}/values',
    summary: 'Values of a dimension with their cost',
    params: DimensionValuesParams,
    returns: DimensionValuesShape,
    stamp: reportStamp,
    answer: (ask, { params, path }, deps) =>
      answerDimensionValues(ask, path('dimension'), inReportCurrency(params, deps)),
  },
  {
    kind: 'question',
    path: '/overview',
    summary: 'First paint of the overview in one answer',
    params: OverviewParams,
    returns: OverviewShape,
    stamp: reportStamp,
    answer: overview,
  },
  {
    kind: 'question',
    path: '/resources/{id}',
    summary: 'One resource with daily cost, line items and metrics; the id is percent-encoded',
    params: ResourceParams,
    returns: ResourceShape,
    stamp: reportStamp,
    answer: (ask, { params, path }, deps) =>
      answerResource(ask, path('id'), inReportCurrency(params, deps), deps.db.paths.lake),
  },
]

async function overview(ask: Ask, { params }: Asked, deps: AppDeps): Promise<OverviewAnswer> {
  const answer = await answerOverview(ask, inReportCurrency(params, deps))
  return { ...answer, facts: await readOverviewFacts(ask, answer, params) }
}
