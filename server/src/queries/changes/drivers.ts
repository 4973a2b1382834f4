import type { Driver, DriversAnswer } from '@outlay/shared/changes'
import { subtractAmounts } from '@outlay/shared/money'
import { z } from 'zod'
import { Money, runQuery } from '../../db/query.ts'
import type { Ask } from '../ask.ts'
import { readParams, whole } from '../params.ts'
import { readApart } from './apart.ts'
import { readMovers } from './movers.ts'
import { PART_IDS, readParts, settle, shapeOf } from './parts.ts'
import { pieceTables, type Shape } from './parts-sql.ts'
import { ChangesParams, toChangeQuestion } from './question.ts'

export const DriversParams = ChangesParams.omit({ groupBy: true, explain: true }).extend({
  limit: whole(1, 50).default(5).describe('Lines of each part, the largest ones'),
})

/**
 * Why the cost of a question changed: its parts, which add up to the difference exactly, and the lines of the bill that
 * moved each part most.
 * @throws INVALID_INPUT naming the parameter
 */
export async function answerDrivers(ask: Ask, params: URLSearchParams): Promise<DriversAnswer> {
  const read = readParams(DriversParams, params)
  const asked = toChangeQuestion(ask, { ...read, groupBy: [], explain: false })
  const { meta } = await readMovers(ask, asked.question)
  const { basis, currency, currencies, start, end, previous, total, previousTotal, warnings, report } = meta
  const question = { ...asked.question, currency }
  const shape = shapeOf(ask, question)
  const sql = driversSql(shape, read.limit)
  const { params: bound } = shape.binder
  const isKnown = previousTotal !== undefined
  const rows = isKnown
    ? await runQuery(ask.connection, { name: 'drivers', sql, params: Params, row: Row }, bound)
    : []
  const parts = isKnown
    ? settle((await readParts(ask, question, [])).total, subtractAmounts(total, previousTotal))
    : []
  return {
    data: rows.map(toDriver),
    meta: {
      ...{ basis, currency, currencies, start, end, previous, total },
      ...(isKnown && { previousTotal }),
      ...(report && { report }),
      ...{ parts, apart: await readApart(ask, asked, currency), warnings, sql, params: bound },
    },
  }
}

function driversSql(shape: Shape, limit: number): string {
  return `with ${pieceTables(shape).join(',\n')}
select part, amount, provider, sub_account, service, region, resource, usage_type, charge_category,
  cost + exchange as cost, previous_cost,
  consumed_unit, quantity, previous_quantity, first_seen, last_seen
from piece
qualify row_number() over (
  partition by part
  order by abs(amount) desc, resource nulls last, usage_type nulls last, sku nulls last
) <= ${shape.binder.named('limit', String(limit))}::bigint
order by abs(amount) desc, part, resource nulls last, usage_type nulls last`
}

const Params = z.record(z.string(), z.string())
const Text = z.string().nullable()
const Row = z.object({
  part: z.enum(PART_IDS),
  amount: Money,
  provider: z.string(),
  sub_account: Text,
  service: Text,
  region: Text,
  resource: Text,
  usage_type: Text,
  charge_category: z.string(),
  cost: Money,
  previous_cost: Money,
  consumed_unit: Text,
  quantity: Money,
  previous_quantity: Money,
  first_seen: Text,
  last_seen: Text,
})

function toDriver(row: z.output<typeof Row>): Driver {
  const hasUnit = row.consumed_unit !== null
  return {
    part: row.part,
    amount: row.amount,
    provider: row.provider,
    subAccount: row.sub_account,
    service: row.service,
    region: row.region,
    resource: row.resource,
    usageType: row.usage_type,
    chargeCategory: row.charge_category,
    cost: row.cost,
    previousCost: row.previous_cost,
    unit: row.consumed_unit,
    quantity: hasUnit ? row.quantity : null,
    previousQuantity: hasUnit ? row.previous_quantity : null,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
  }
}
