import type { DuckDBConnection } from '@duckdb/node-api'
import { toAmount } from '@outlay/shared/money'
import { z } from 'zod'
import type { DemoTotal } from './manifest.ts'

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
