import { z } from 'zod'
import { defineRule, type Factor, type Silence, silence, times } from '../rule.ts'
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
        max(p995_14) filter (where metric = 'gpu_utilization') as gpu_peak,
        max(p995_14) filter (where metric = 'gpu_memory_utilization') as gpu_memory,
        max(days) filter (where metric = 'gpu_utilization') as gpu_days
      from metric_stat
      group by resource
    )
    select machine.provider, billing_account, sub_account, service, region, team, currency,
      [machine.resource] as resource_ids, compute_cost::varchar as monthly_cost, resource_name as name, instance_type,
      age_days, idle_days, coalesce(cpu_days, 0) as cpu_days, cpu_peak, cpu_mean, megabytes, gpu_peak,
      gpu_memory, coalesce(gpu_days, 0) as gpu_days, coalesce(gpus, 0) as gpus, cluster is not null or asg is not null or job is not null as managed
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
    gpu_memory: z.number().nullable(),
    gpu_days: z.number(),
    gpus: z.number(),
    managed: z.boolean(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It is gone.')
    if (row.age_days < settings.days) return silence('too_young', `It is younger than ${settings.days} days.`)
    if (row.managed) return silence('not_worth_it', 'A cluster, scaling group or job decides when it runs.')
    const works = row.gpus > 0 ? gpuWorks(row, settings.days) : hostWorks(row, settings)
    if (works !== undefined) return works
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
      title: `${row.name ?? row.resource_ids[0] ?? 'The machine'} does nothing: ${row.gpus > 0 ? 'GPU' : 'CPU'} never above ${((row.gpus > 0 ? row.gpu_peak : row.cpu_peak) ?? 0).toFixed(1)} %`,
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
        gpu_memory_p995_percent: row.gpu_memory,
        days_of_metrics: row.cpu_days,
      },
      remediation: deletionOf('machine', row),
    }
  },
})

/** What a GPU machine is paid for is its GPU: at rest, with no model in its memory, it does nothing. */
function gpuWorks(
  row: { readonly gpu_peak: number | null; readonly gpu_memory: number | null; readonly gpu_days: number },
  days: number,
): Silence | undefined {
  if (row.gpu_peak === null || row.gpu_days < days)
    return silence('no_metrics', `There is no series of its GPUs for ${days} days.`)
  if (row.gpu_peak > 5) return silence('not_worth_it', 'Its GPU is in use.')
  if (row.gpu_memory === null) return silence('no_metrics', 'There is no series of the memory of its GPUs.')
  return row.gpu_memory > 10 ? silence('not_worth_it', 'A model lies in the memory of its GPU.') : undefined
}

function hostWorks(
  row: { readonly cpu_peak: number | null; readonly cpu_days: number; readonly megabytes: number | null },
  { cpu, megabytes, days }: { readonly cpu: number; readonly megabytes: number; readonly days: number },
): Silence | undefined {
  if (row.cpu_peak === null || row.cpu_days < days)
    return silence('no_metrics', `There is no CPU series of ${days} days.`)
  if (row.cpu_peak > cpu) return silence('not_worth_it', 'Its CPU is in use.')
  if (row.megabytes === null) return silence('no_metrics', 'There is no series of its network.')
  return row.megabytes > megabytes ? silence('not_worth_it', 'Its network is in use.') : undefined
}
