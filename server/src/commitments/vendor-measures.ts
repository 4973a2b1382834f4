import type { VendorMeasure } from '@outlay/shared/commitments'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import type { CommitmentScope } from './scope.ts'

/**
 * What the clouds themselves say of coverage and utilisation in the months of a range, as collected; newest first. Empty
 * under a filter, which their figures do not know.
 */
export async function readVendorMeasures(
  { connection }: Ask,
  { start, end, filters }: Pick<CommitmentScope, 'start' | 'end' | 'filters'>,
): Promise<readonly VendorMeasure[]> {
  if (filters.length > 0) return []
  return runQuery(connection, vendorQuery, { start, end })
}

export const vendorQuery = {
  name: 'commitments.vendor-measures',
  sql: `
    select provider, billing_account_id as "billingAccount", commitment_type as type, unit, day_from as start, day_until as "end",
      any_value(percentage) filter (where measure = 'coverage') / 100 as coverage,
      any_value(percentage) filter (where measure = 'utilization') / 100 as utilisation
    from commitment_measure
    where day_from < $end::date and day_until > $start::date
      and commitment_id is null and account_id is null and service is null and region is null
    group by all
    having coverage is not null or utilisation is not null
    order by start desc, provider, "billingAccount", type
    limit 100
  `,
  params: z.object({ start: z.string(), end: z.string() }),
  row: z.object({
    provider: z.string(),
    billingAccount: z.string(),
    type: z.enum(['savings_plan', 'reservation', 'committed_use']),
    unit: z.string(),
    start: z.string(),
    end: z.string(),
    coverage: z.number().nullable(),
    utilisation: z.number().nullable(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
