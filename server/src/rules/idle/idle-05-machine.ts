import { z } from 'zod'
import { defineRule, type Factor, silence, times } from '../rule.ts'
import { deletionOf } from './remedies.ts'

/**
 * A machine that does nothing: CPU, network and GPU all but 0 for two weeks. Sources: Google Cloud idle VM recommender,
 * Azure Advisor (P95 CPU below 3 %), AWS Compute Optimizer (peak CPU below 5 %, network below 5 MB a day).
 */
export const idleMachine = defineRule({
  id: 'IDLE-05',
  slug: 'idle-05-machine',
  title: 'Machine that does nothing',
  family: 'idle',
  class: 'usage',
  stage: 'delete',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics'],
  settings: z.object({
    cpu: z
      .number()
      .min(0.1)
      .max(20)
      .default(5)
      .describe('Highest CPU in percent, at the 99.5th percentile of 14 days'),
    megabytes: z.number().min(0).max(1000).default(5).describe('Network in and out in MB a day, at most'),
    days: z.number().min(7).max(32).default(14).describe('Days of utilisation, at least'),
  }),
  sql: `
    with metric as (
      select resource,
        max(days) filter (where metric = 'cpu_utilization') as cpu_days,
        max(p995_14) filter (where metric = 'cpu_utilization') as cpu_peak,
        max(mean_14) filter (where metric = 'cpu_utilization') as cpu_mean,
        sum(mean_14) filter (where metric in ('network_in_bytes', 'network_out_bytes'))
          * max(case when hourly then 24 else 1 end) / 1e6 as megabytes,
        max(p995_14) filter (where metric = 'gpu_utilization') as gpu_peak
      from metric_stat
      group by resource
    )
    select machine.provider, billing_account, sub_account, service, region, team, currency,
      [machine.resource] as resource_ids, compute_cost::varchar as monthly_cost, resource_name as name, instance_type,
      age_days, idle_days, coalesce(cpu_days, 0) as cpu_days, cpu_peak, cpu_mean, megabytes, gpu_peak,
      coalesce(gpus, 0) as gpus, cluster is not null or asg is not null or job is not null as managed
    from machine
    left join metric on metric.resource = machine.resource
    where kind = 'vm' and compute_cost > 0 and $cpu > 0 and $megabytes >= 0 and $days > 0
  `,
  row: z.object({
    name: z.string().nullable(),
    instance_type: z.string().nullable(),
    age_days: z.number(),
    idle_days: z.number(),
    cpu_days: z.number(),
    cpu_peak: z.number().nullable(),
    cpu_mean: z.number().nullable(),
    megabytes: z.number().nullable(),
    gpu_peak: z.number().nullable(),
    gpus: z.number(),
    managed: z.boolean(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It is gone.')
    if (row.cpu_peak === null || row.cpu_days < settings.days)
      return silence('no_metrics', `There is no CPU series of ${settings.days} days.`)
    if (row.age_days < settings.days) return silence('too_young', `It is younger than ${settings.days} days.`)
    if (row.managed) return silence('not_worth_it', 'A cluster, scaling group or job decides when it runs.')
    if (row.cpu_peak > settings.cpu) return silence('not_worth_it', 'Its CPU is in use.')
    if (row.gpus > 0 && row.gpu_peak === null) return silence('no_metrics', 'There is no series of its GPUs.')
    if ((row.gpu_peak ?? 0) > 5) return silence('not_worth_it', 'Its GPU is in use.')
    if (row.megabytes === null) return silence('no_metrics', 'There is no series of its network.')
    if (row.megabytes > settings.megabytes) return silence('not_worth_it', 'Its network is in use.')
    const share: Factor = {
      name: 'share of its compute that ends',
      low: 0.98,
      expected: 1,
      high: 1,
      unit: 'share',
      source: 'bill; disks stay until it is deleted',
    }
    return {
      verdict: 'finding',
      grade: 'U',
      title: `${row.name ?? row.resource_ids[0] ?? 'The machine'} does nothing: CPU never above ${row.cpu_peak.toFixed(1)} %`,
      probability: 0.85,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'S',
      risk: 'medium',
      facts: {
        instance_type: row.instance_type,
        cpu_p995_percent: row.cpu_peak,
        cpu_mean_percent: row.cpu_mean,
        network_mb_a_day: row.megabytes,
        gpu_p995_percent: row.gpu_peak,
        days_of_metrics: row.cpu_days,
      },
      remediation: deletionOf('machine', row),
    }
  },
})
