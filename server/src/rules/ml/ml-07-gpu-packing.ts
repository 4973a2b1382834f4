import { z } from 'zod'
import { defineRule, type Factor, silence, times } from '../rule.ts'

/**
 * Several GPU machines of one kind that are hardly used: packed together they need fewer whole GPUs. Sources: Alibaba PAI
 * (median instance 1.5 % GPU), Microsoft Philly; rules guide ML-07 — only where whole machines are freed.
 */
export const gpuPacking = defineRule({
  id: 'ML-07',
  slug: 'ml-07-gpu-packing',
  title: 'GPU machines that are hardly used',
  family: 'ml',
  class: 'usage',
  stage: 'architecture',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics'],
  settings: z.object({
    machines: z.number().min(2).max(50).default(2).describe('Machines of one type and team, at least'),
    busy: z
      .number()
      .min(10)
      .max(95)
      .default(70)
      .describe('Percent of GPU and GPU memory to which one is filled'),
    each: z.number().min(1).max(50).default(30).describe('P95 of the GPU of each in percent, at most'),
    days: z.number().min(7).max(32).default(14).describe('Days of series, at least'),
  }),
  sql: `
    with load as (
      select resource, max(days) filter (where metric = 'gpu_utilization') as days,
        max(p95) filter (where metric = 'gpu_utilization') as gpu_top,
        max(p99) filter (where metric = 'gpu_memory_utilization') as memory,
        max(p99) filter (where metric in ('cpu_utilization', 'memory_utilization')) as host
      from metric_stat
      group by resource
    )
    select machine.provider, billing_account, sub_account, any_value(service) as service, region, team, currency,
      list(machine.resource order by machine.resource) as resource_ids, sum(compute_cost)::varchar as monthly_cost, instance_type,
      any_value(machine.gpu) as gpu_model, count(*)::integer as machines, count(load.days) filter (where load.days >= $days)::integer as measured,
      count(load.memory)::integer as with_memory, max(load.gpu_top)::double as busiest, sum(load.gpu_top)::double as gpu,
      sum(load.memory)::double as memory, sum(load.host)::double as host
    from machine
    left join load using (resource)
    where gpus > 0 and kind = 'vm' and cluster is null and asg is null and job is null and idle_days <= 3 and age_days >= 14
      and spot_cost = 0 and instance_type is not null and $each > 0 and $busy > 0
    group by machine.provider, billing_account, sub_account, region, team, currency, instance_type
    having count(*) >= $machines
  `,
  row: z.object({
    instance_type: z.string(),
    gpu_model: z.string().nullable(),
    machines: z.number(),
    measured: z.number(),
    with_memory: z.number(),
    busiest: z.number().nullable(),
    gpu: z.number().nullable(),
    memory: z.number().nullable(),
    host: z.number().nullable(),
  }),
  judge(row, { settings }) {
    if (row.measured < row.machines)
      return silence('no_metrics', `Not all have a series of their GPUs for ${settings.days} days.`)
    if (row.with_memory < row.machines)
      return silence('no_metrics', 'There is no series of the memory of their GPUs.')
    if ((row.busiest ?? 100) > settings.each) return silence('not_worth_it', 'At least one of them is busy.')
    const sum = Math.max(row.gpu ?? 0, row.memory ?? 0, row.host ?? 0)
    const needed = Math.max(1, Math.ceil(sum / settings.busy))
    if (needed >= row.machines)
      return silence('not_worth_it', 'Their memory or hosts leave no room to pack them.')
    const freed = 1 - needed / row.machines
    const share: Factor = {
      name: 'machines that are freed',
      low: freed * 0.7,
      expected: freed,
      high: freed,
      unit: 'share',
      source: `metrics: P95 of GPU, P99 of its memory and of the hosts fit on ${needed} of ${row.machines}, filled to ${settings.busy} %`,
    }
    return {
      verdict: 'finding',
      grade: 'U',
      title: `${row.machines} ${row.instance_type} of ${row.team ?? 'one team'} fit on ${needed}`,
      probability: 0.6,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'M',
      risk: 'medium',
      facts: {
        machines: row.machines,
        gpu: row.gpu_model,
        busiest_p95_percent: row.busiest,
        sum_of_memory_percent: row.memory,
      },
      remediation: {
        cli: 'nvidia-smi mig -cgi 19,19,19 -C   # slices of an A100 or H100; time-slicing on the others',
        terraform: null,
        console:
          'Put several workloads on one GPU by MIG (A100, H100), time-slicing or MPS; stop the machines that are freed.',
        rollback: 'Start the stopped machines again.',
      },
    }
  },
})
