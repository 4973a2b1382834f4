import { answerChanges } from '../queries/changes/changes.ts'
import { answerDrivers, DriversParams } from '../queries/changes/drivers.ts'
import { ChangesParams } from '../queries/changes/question.ts'
import { answerRows, RowsParams } from '../queries/rows.ts'
import { answerUnitCosts, UnitCostsParams } from '../queries/unit-costs/unit-costs.ts'
import { ChangesShape, DriversShape } from './answers/changes.ts'
import { RowsShape } from './answers/money.ts'
import { UnitCostsShape } from './answers/unit-costs.ts'
import { inReportCurrency, reportStamp } from './report-default.ts'
import type { Route } from './route.ts'

/** What stands behind figures of cost, and what they are held against. */
export const moneyRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/costs/rows',
    summary: 'The rows of the daily facts that a figure is the sum of, largest first',
    params: RowsParams,
    returns: RowsShape,
    answer: (ask, { params }) => answerRows(ask, params),
  },
  {
    kind: 'question',
    path: '/changes',
    summary: 'Top movers against the compared range, each split into the parts of its change',
    params: ChangesParams,
    returns: ChangesShape,
    stamp: reportStamp,
    answer: (ask, { params }, deps) => answerChanges(ask, inReportCurrency(params, deps)),
  },
  {
    kind: 'question',
    path: '/changes/drivers',
    summary: 'Why a cost changed: the parts of the difference and the lines that moved each most',
    params: DriversParams,
    returns: DriversShape,
    stamp: reportStamp,
    answer: (ask, { params }, deps) => answerDrivers(ask, inReportCurrency(params, deps)),
  },
  {
    kind: 'question',
    path: '/unit-costs',
    summary: 'Cost of one of something: cost ÷ quantity, both told, over the days whose quantity is known',
    params: UnitCostsParams,
    returns: UnitCostsShape,
    stamp: reportStamp,
    answer: (ask, { params }, deps) => answerUnitCosts(ask, inReportCurrency(params, deps)),
  },
]
