import { z } from 'zod'
import { Count, Money, type Query } from '../../db/query.ts'
import { matchesServiceSql } from '../../focus/service-alias.ts'

export const BASELINE_METRICS = ['blended', 'billed', 'effective', 'contracted', 'list'] as const
export type BaselineMetric = (typeof BASELINE_METRICS)[number]

/** Blended cost is of Cost Explorer and the CUR only; elsewhere the billed cost stands in. */
const AMOUNTS: Readonly<Record<BaselineMetric, string>> = {
  blended: 'coalesce(blended, billed)',
  billed: 'billed',
  effective: 'effective',
  contracted: 'contracted',
  list: 'list',
}

/**
 * Cost of every service in `[start, end)`, all charges, with the naive rule that its name calls for. Exact decimals.
 * `known` counts the facts that have the metric itself.
 */
export function serviceTotals(metric: BaselineMetric) {
  return {
    name: `baseline.service-totals.${metric}`,
    sql: `
      select currency, provider, service,
        sum(${AMOUNTS[metric]}) as cost,
        count(*) as facts,
        count(${metric}) as known,
        case
          when ${matchesServiceSql('service', '$ec2')} then 'ec2'
          when ${matchesServiceSql('service', '$sagemaker')} then 'sagemaker'
          when ${matchesServiceSql('service', '$s3')} then 's3'
        end as alias
      from cost_fact
      where day >= $start::date
        and day < $end::date
      group by currency, provider, service
      having sum(${AMOUNTS[metric]}) is not null
      order by cost desc, provider, service
    `,
    params: z.object({
      start: z.iso.date(),
      end: z.iso.date(),
      ec2: z.string(),
      sagemaker: z.string(),
      s3: z.string(),
    }),
    row: z.object({
      currency: z.string(),
      provider: z.string(),
      service: z.string().nullable(),
      cost: Money,
      facts: Count,
      known: Count,
      alias: z.enum(['ec2', 'sagemaker', 's3']).nullable(),
    }),
  } satisfies Query<z.ZodType, z.ZodType>
}

export type ServiceTotal = z.output<ReturnType<typeof serviceTotals>['row']>
