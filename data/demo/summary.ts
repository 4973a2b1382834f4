import type { DuckDBConnection } from '@duckdb/node-api'
import { toAmount } from '@outlay/shared/money'
import { z } from 'zod'
import { type Calendar, toHour } from './calendar.ts'
import type { DemoPlanted, DemoTotal } from './manifest.ts'
import type { PlantedTruth } from './types.ts'

const Source = z.enum(['aws-main', 'aws-pinemoor', 'azure-ea', 'azure-mca', 'gcp-us', 'gcp-eu'])
const Money = z.string().transform((text) => toAmount(text))

const Totals = z.array(
  z.object({
    source: Source,
    currency: z.string(),
    month: z.string(),
    lines: z.coerce.number(),
    billed: Money,
    effective: Money,
    contracted: Money,
    list: Money,
  }),
)

/** Sums of the final lines by source, currency and month. */
export async function readTotals(connection: DuckDBConnection): Promise<DemoTotal[]> {
  const reader = await connection.runAndReadAll(`
    select
      demo_source as source, "BillingCurrency" as currency, strftime(demo_month, '%Y-%m') as month, count(*) as lines,
      sum("BilledCost") as billed, sum("EffectiveCost") as effective, sum("ContractedCost") as contracted,
      sum("ListCost") as list
    from focus_line where demo_revision in ('both', 'final')
    group by all order by all`)
  return Totals.parse(reader.getRowObjectsJson())
}

const Cost = z.array(
  z.object({
    id: z.string(),
    usage_types: z.array(z.string()),
    currency: z.string(),
    cost: Money,
    saving: Money,
  }),
)

const PLANTED = `
  with truth as (
    select unnest(from_json($planted::json,
      '[{"id": "VARCHAR", "share": "DECIMAL(4,2)", "resourceIds": ["VARCHAR"], "series": ["INTEGER"]}]'), recursive := true)
  ),
  member as (
    select t.id, s.id as series from truth t, unnest(t."resourceIds") as r(resource_id)
    join series s on s.resource_id = r.resource_id
    union
    select t.id, u.series from truth t, unnest(t.series) as u(series)
  )
  select
    m.id, list_sort(list_distinct(list(coalesce(l."x_UsageType", l."SkuMeter")))) as usage_types,
    any_value(l."BillingCurrency") as currency, round(sum(l."EffectiveCost"), 2) as cost,
    round(sum(l."EffectiveCost") * any_value(t.share), 2) as saving
  from member m
  join truth t on t.id = m.id
  join focus_line l on l.demo_series = m.series
  where l.demo_hour >= $from and l.demo_revision in ('both', 'final') and l."ChargeCategory" = 'Usage'
  group by m.id`

/** Puts money on the planted truths: what their resources cost in the last 30 days. */
export async function readPlanted(
  connection: DuckDBConnection,
  planted: readonly PlantedTruth[],
  calendar: Calendar,
): Promise<DemoPlanted[]> {
  const reader = await connection.runAndReadAll(PLANTED, {
    planted: JSON.stringify(planted),
    from: toHour(calendar.asOf) - 30 * 24,
  })
  const costs = new Map(Cost.parse(reader.getRowObjectsJson()).map((row) => [row.id, row]))
  return planted.map(({ ...truth }) => {
    const found = costs.get(truth.id)
    return {
      ...truth,
      usageTypes: found?.usage_types ?? [],
      currency: found?.currency ?? 'USD',
      monthlyCost: found?.cost ?? '0',
      expectedMonthlySaving: found?.saving ?? '0',
    }
  })
}
