import { z } from 'zod'
import { defineRule, type Factor, silence, times } from '../rule.ts'

/**
 * Several endpoints on a machine each, all of one type, that would fit on fewer. Sources: SageMaker multi-model endpoints
 * and inference components; rules guide ML-06.
 */
export const multiModel = defineRule({
  id: 'ML-06',
  slug: 'ml-06-multi-model',
  title: 'Endpoints that could share machines',
  family: 'ml',
  class: 'usage',
  stage: 'architecture',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics'],
  settings: z.object({
    endpoints: z
      .number()
      .min(2)
      .max(50)
      .default(3)
      .describe('Endpoints of one type in one account, at least'),
    busy: z.number().min(10).max(90).default(60).describe('Percent to which a shared machine may be filled'),
    days: z.number().min(7).max(32).default(14).describe('Days of series, at least'),
  }),
  sql: `
    with load as (
      select resource, max(avg_p95) filter (where metric in ('cpu_utilization', 'memory_utilization', 'gpu_utilization', 'gpu_memory_utilization')) as busy,
        max(days) filter (where metric in ('cpu_utilization', 'gpu_utilization')) as days,
        max(total) filter (where metric = 'invocations') as calls
      from metric_stat
      group by resource
    )
    select machine.provider, billing_account, sub_account, any_value(service) as service, region,
      case when count(distinct team) = 1 then any_value(team) end as team, currency,
      list(machine.resource order by machine.resource) as resource_ids, sum(compute_cost)::varchar as monthly_cost, instance_type,
      count(*)::integer as endpoints, sum(instances)::double as instances, count(load.days) filter (where load.days >= $days)::integer as measured,
      sum(load.busy)::double as busy, max(load.busy)::double as busiest
    from machine
    left join load using (resource)
    where kind = 'ml' and role = 'endpoint' and idle_days <= 3 and age_days >= 14 and instances < 1.5 and instance_type is not null
      and coalesce(load.calls, 1) > 0 and $busy > 0
    group by machine.provider, billing_account, sub_account, region, currency, instance_type
    having count(*) >= $endpoints
  `,
  row: z.object({
    instance_type: z.string(),
    endpoints: z.number(),
    instances: z.number(),
    measured: z.number(),
    busy: z.number().nullable(),
    busiest: z.number().nullable(),
  }),
  judge(row, { settings }) {
    const measured = row.measured === row.endpoints
    const needed = measured ? Math.max(2, Math.ceil((row.busy ?? 0) / settings.busy)) : null
    if (needed !== null && needed >= row.endpoints)
      return silence('not_worth_it', 'Together they would need as many machines.')
    const share: Factor =
      needed === null
        ? {
            name: 'machines that are not needed',
            low: 0,
            expected: 0.3,
            high: 0.6,
            unit: 'share',
            source: 'assumption of ours: no series of their load',
          }
        : {
            name: 'machines that are not needed',
            low: Math.max(0, 1 - (needed + (row.endpoints > 4 ? 1 : 0.5)) / row.endpoints),
            expected: 1 - needed / row.endpoints,
            high: 1 - needed / row.endpoints,
            unit: 'share',
            source: `metrics: ${needed} of ${row.endpoints} machines hold the sum of their P95, filled to ${settings.busy} %`,
          }
    return {
      verdict: 'finding',
      grade: needed === null ? 'W' : 'U',
      title: `${row.endpoints} endpoints on a ${row.instance_type} each${needed === null ? '' : ` fit on ${needed}`}`,
      probability: needed === null ? 0.25 : 0.75,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'L',
      risk: 'medium',
      facts: {
        endpoints: row.endpoints,
        instance_type: row.instance_type,
        sum_of_p95_percent: row.busy,
        busiest_p95_percent: row.busiest,
      },
      remediation: {
        cli: 'aws sagemaker create-inference-component --inference-component-name MODEL --endpoint-name SHARED --variant-name AllTraffic --specification file://component.json',
        terraform: null,
        console:
          'Put the models behind one endpoint with inference components (SageMaker), one deployment pool (Vertex AI) or several deployments (Azure ML); move the callers one by one.',
        rollback: 'Keep the old endpoints until the callers are quiet; point them back.',
      },
    }
  },
})
