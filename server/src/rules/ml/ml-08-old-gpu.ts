import { z } from 'zod'
import { defineRule, type Factor, silence, times } from '../rule.ts'

const OLD = `('K80', 'P100', 'P4', 'M60', 'V100', 'V100-16GB', 'V100-32GB')`
/** A T4 is slower than a V100: it follows the older ones only. */
const NEWER = `(offer.gpu_model in ('A10G', 'A10', 'L4', 'L40S') or (offer.gpu_model = 'T4' and not (coalesce(old.gpu, '') like 'V100%' or regexp_matches(type_key_of_old, '^p3|_v3$'))))`

/** Accelerators of old generations: newer ones cost less for the same memory. That the type is old is sure, that the work runs as fast is not. */
export const oldGpu = defineRule({
  id: 'ML-08',
  slug: 'ml-08-old-gpu',
  title: 'GPU of an old generation',
  family: 'ml',
  class: 'rate',
  stage: 'architecture',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics', 'prices'],
  settings: z.object({
    headroom: z.number().min(0).max(0.6).default(0.2).describe('Part of the new GPU memory that stays free'),
    share: z.number().min(0.05).max(0.9).default(0.15).describe('Part of the price that must end, at least'),
  }),
  sql: `
    with memory as (
      select resource, max(p99) as used, max(days) as days from metric_stat where metric = 'gpu_memory_utilization' group by resource
    ),
    old as (
      select machine.*, machine.type_key as type_key_of_old, price.usd_per_hour as old_price, memory.used, memory.days as memory_days
      from machine
      left join vm_price as price using (provider, region, type_key)
      left join memory using (resource)
      where gpus > 0 and kind in ('vm', 'ml') and spot_cost = 0
        and (gpu in ${OLD} or regexp_matches(type_key, '^(p2|p3|p3dn|g3|g3s)\\.|_nc[0-9]+s?(_v[23])?$'))
    ),
    choice as (
      select old.resource, arg_min(offer.instance_type, offer.usd_per_hour::double) as new_type, min(offer.usd_per_hour)::double as new_price,
        arg_min(offer.gpu_model, offer.usd_per_hour::double) as new_gpu, bool_or(offer.stale) as stale, any_value(offer.source) as source, min(offer.as_of)::varchar as as_of
      from old
      join vm_price as offer on offer.provider = old.provider and offer.region = old.region and ${NEWER}
        and offer.gpu_count = old.gpus and offer.vcpu >= 0.9 * old.vcpu
        and offer.gpu_memory_gib >= coalesce(old.gpu_memory_gib * old.used / 100 / (1 - $headroom), old.gpu_memory_gib, 16)
      where offer.usd_per_hour < old.old_price and $share > 0
      group by old.resource
    )
    select old.provider, billing_account, sub_account, service, old.region, team, currency, [old.resource] as resource_ids,
      compute_cost::varchar as monthly_cost, resource_name as name, old.instance_type, gpu as gpu_model, idle_days, age_days,
      old_price::double as old_price, choice.new_type, choice.new_price, choice.new_gpu, choice.stale, choice.source, choice.as_of,
      old.used as memory_used, coalesce(memory_days, 0) as memory_days
    from old
    left join choice on choice.resource = old.resource
  `,
  row: z.object({
    name: z.string().nullable(),
    instance_type: z.string().nullable(),
    gpu_model: z.string().nullable(),
    idle_days: z.number(),
    age_days: z.number(),
    old_price: z.number().nullable(),
    new_type: z.string().nullable(),
    new_price: z.number().nullable(),
    new_gpu: z.string().nullable(),
    stale: z.boolean().nullable(),
    source: z.string().nullable(),
    as_of: z.string().nullable(),
    memory_used: z.number().nullable(),
    memory_days: z.number(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It is gone.')
    if (row.old_price === null) return silence('price_unknown', 'The catalogue has no price of it here.')
    if (row.new_price === null || row.new_type === null)
      return silence('not_worth_it', 'No newer GPU with room for its memory costs less here.')
    const end = 1 - row.new_price / row.old_price
    if (end < settings.share) return silence('not_worth_it', 'Newer ones cost nearly as much.')
    const fits = row.memory_days >= 14
    const share: Factor = {
      name: 'part of the price that ends',
      low: fits ? end * 0.6 : 0,
      expected: fits ? end : end * 0.5,
      high: end,
      unit: 'share',
      source: `catalogue ${row.as_of ?? ''} (${row.source ?? ''}): ${row.new_type} ÷ ${row.instance_type}${row.stale === true ? ', older than 180 days' : ''}; that it is as fast is an assumption`,
    }
    return {
      verdict: 'finding',
      grade: fits ? 'S' : 'W',
      title: `${row.name ?? row.resource_ids[0] ?? 'The machine'} runs on a ${row.gpu_model ?? 'GPU of an old generation'}: ${row.new_type} costs ${Math.round(end * 100)} % less`,
      probability: (fits ? 0.6 : 0.25) * (row.stale === true ? 0.75 : 1),
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'M',
      risk: 'medium',
      facts: {
        type: row.instance_type,
        new_type: row.new_type,
        new_gpu: row.new_gpu,
        gpu_memory_p99_percent: row.memory_used,
      },
      remediation: {
        cli: `# try the model on ${row.new_type} first; FP64 and NVLink differ\naws ec2 run-instances --instance-type ${row.new_type} --dry-run …`,
        terraform: `instance_type = "${row.new_type}"`,
        console: `Start one ${row.new_type}, measure throughput and latency with the real model, then move.`,
        rollback: 'Keep the old machine stopped until the new one has run for a week.',
      },
    }
  },
})
