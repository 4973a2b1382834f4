import type { GpuComparison, MlCompareAnswer } from '@outlay/shared/ml-parts'
import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { readParams, whole } from '../queries/params.ts'
import { gpuSql, makeTables } from './gpu-sql.ts'
import { MANAGED_FORMULA, managedRows } from './managed.ts'
import { priceOptions } from './price-options.ts'
import { MlParams, metaOf, toMlQuestion } from './question.ts'

const GB_MAX = 999_999_999
/** Days of a month by which storage is billed. */
const MONTH_DAYS = 365.25 / 12

export const MlCompareParams = MlParams.extend({
  dataGb: whole(0, GB_MAX)
    .optional()
    .describe('Data to move, GB. Default: the ML buckets of the same cloud and region'),
})

/**
 * Answers `GET /ml/compare`: the same accelerator hours at the prices of the catalogue on all clouds and regions, with
 * moving the data, and managed machines beside plain ones. The catalogue is in USD, so that other currencies are refused.
 */
export async function answerMlCompare(
  ask: Ask,
  params: URLSearchParams,
  lake: string,
): Promise<MlCompareAnswer> {
  const asked = readParams(MlCompareParams, params)
  const question = await toMlQuestion(ask, asked)
  const { ctes, binder } = await gpuSql(ask, question, lake)
  const sql = `with ${ctes}\n${PLACES}`
  await makeTables(ask, { ctes, binder }, TABLES)
  const run = <R extends z.ZodObject>(name: string, text: string, row: R) =>
    runQuery(ask.connection, { name, sql: text, params: NoParams, row }, {})
  const days = (Date.parse(question.end) - Date.parse(question.start)) / 86_400_000
  const inUsd = question.currency === 'USD'
  const places = inUsd ? await run('ml.compare.places', PLACES, PlaceRow) : []
  const stored = asked.dataGb === undefined ? await run('ml.compare.data', DATA, Stored) : []
  const gbAt = (place: z.output<typeof PlaceRow>) =>
    asked.dataGb ??
    Math.round(
      ((stored.find(({ provider, region }) => provider === place.provider && region === place.region)
        ?.gb_months ?? 0) *
        MONTH_DAYS) /
        days,
    )
  const managed = inUsd ? await run('ml.compare.managed', MANAGED, ManagedHoursRow) : []
  return {
    comparisons: places.map((row): GpuComparison => {
      const { provider, region, model, hours, cost } = row
      const dataGb = gbAt(row)
      const options = priceOptions({ provider, region, model }, dataGb, ask.state.today)
      return { provider, region, model, hours, cost, costPerHour: Number(cost) / hours, dataGb, options }
    }),
    managed: managedRows(managed.map(({ machine_type, ...row }) => ({ ...row, machineType: machine_type }))),
    formula: MANAGED_FORMULA,
    dataFrom: asked.dataGb === undefined ? 'measured' : 'given',
    refused: inUsd
      ? null
      : `The catalogue's prices are in USD and these costs in ${question.currency}: convert them into USD to compare (currency menu, reportCurrency=USD).`,
    meta: await metaOf(ask, question, { sql, params: binder.params }),
  }
}

const TABLES = {
  line: 'provider, region, service, class, kind, part, unit, machine_type, pricing_category, commitment_status, machine_hours, consumed_quantity, cost',
  gpu_split: 'provider, region, model, use, gpu_hours, cost',
}

const PLACES = `select provider, region, model, sum(gpu_hours)::double as hours, sum(cost) as cost
from gpu_split
where use = 'use' and model is not null
group by provider, region, model
having sum(gpu_hours) > 0
order by sum(cost) desc, provider, region, model`

const DATA = `select provider, region, coalesce(sum(consumed_quantity), 0)::double as gb_months
from line
where class in ('data', 'storage') and regexp_matches(lower(unit), '^(gb|gib|gibibyte|gigabyte)s?[- ]?mo')
  and not regexp_matches(lower(coalesce(service, '')), 'fsx|filestore|elastic compute|compute engine|sagemaker|disks')
group by provider, region`

const MANAGED = `select provider, region, machine_type, sum(machine_hours)::double as hours, sum(cost) as cost
from line
where kind = 'ml' and part = 'machine' and machine_type is not null and pricing_category = 'Standard' and commitment_status is null
  and machine_hours > 0
group by provider, region, machine_type
order by sum(cost) desc, provider, region, machine_type`

const NoParams = z.strictObject({})
const Stored = z.object({ provider: z.string(), region: z.string().nullable(), gb_months: z.number() })
const PlaceRow = z.object({
  provider: z.string(),
  region: z.string().nullable(),
  model: z.string(),
  hours: z.number(),
  cost: Money,
})
const ManagedHoursRow = z.object({
  provider: z.string(),
  region: z.string().nullable(),
  machine_type: z.string(),
  hours: z.number(),
  cost: Money,
})
