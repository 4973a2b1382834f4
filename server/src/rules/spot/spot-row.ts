import { z } from 'zod'

/** Which of `candidate` belong together, and where they stand. */
const SHARED = `provider, billing_account, sub_account, region, currency`

/** Columns of one workload on virtual machines: those on demand and not under a commitment are what may move. */
const COLUMNS = `
  coalesce(list(resource order by resource) filter (on_demand), []) as resource_ids, any_value(service) as service,
  arg_max(team, compute_cost) as team, coalesce(sum(standard_cost) filter (on_demand), 0)::varchar as monthly_cost,
  place, unit, arg_max(coalesce(resource_name, resource), compute_cost) as name, coalesce(round(sum(instances) filter (on_demand)), 0)::integer as machines,
  coalesce(bool_or(covered_cost > 0.5 * compute_cost), false) as any_covered,
  list(distinct instance_type order by instance_type) filter (on_demand and instance_type is not null) as types,
  bool_or(node_role is not null) as roles_known, bool_or(gpus > 0) as has_gpu, max(env_class) as env_class,
  min(idle_days)::integer as idle_days, max(age_days)::integer as age_days,
  (sum(price_low * standard_cost) filter (on_demand) / sum(standard_cost) filter (on_demand and price_mid is not null))::double as price_low,
  (sum(price_mid * standard_cost) filter (on_demand) / sum(standard_cost) filter (on_demand and price_mid is not null))::double as price_mid,
  (sum(price_high * standard_cost) filter (on_demand) / sum(standard_cost) filter (on_demand and price_mid is not null))::double as price_high,
  coalesce(sum(standard_cost) filter (on_demand and price_mid is null), 0)::double as unpriced_cost,
  max(list_over_paid)::double as list_over_paid, min(licence_free)::double as licence_free,
  arg_max(basis, standard_cost) as basis, arg_max(price_source, standard_cost) as price_source,
  arg_max(price_as_of, standard_cost)::varchar as price_as_of, coalesce(bool_or(price_stale), false) as price_stale,
  arg_max(reclaimed_min, standard_cost)::double as reclaimed_min,
  case when arg_max(reclaimed_min, standard_cost) is not null
    then arg_max(coalesce(reclaimed_max, -1), standard_cost) end::double as reclaimed_max`

const SIGNALS = `members, brief_members, brief_share, lifetime, new_per_day, nonprod, uptime, spot_share, stateful, training,
  oldest_days, scarce, quiet_days`

/**
 * SELECT after the CTEs of SPOT_MACHINES: a row per workload of a place, or per machine where `each` says so. Nodes that
 * hold a job's data stay as they are.
 */
export function spotSelect(place: string, { each = false } = {}): string {
  const keys = `${SHARED}, place, unit${each ? ', resource' : ''}`
  return `
  , workload as (
    select ${SHARED}, ${COLUMNS}
    from candidate
    where place = '${place}' and node_role is distinct from 'core' and spot_cost < 0.5 * compute_cost
    group by ${keys}
  )
  select workload.*, ${SIGNALS}
  from workload
  join unit_stat on unit_stat.kin = ${place === 'brief' ? `'single'` : 'place'} and unit_stat.unit = workload.unit
    and unit_stat.provider = workload.provider and unit_stat.billing_account = workload.billing_account
    and unit_stat.sub_account is not distinct from workload.sub_account
    and unit_stat.region is not distinct from workload.region and unit_stat.currency = workload.currency`
}

export const SpotRow = z.object({
  unit: z.string(),
  name: z.string(),
  machines: z.number(),
  any_covered: z.boolean(),
  types: z.array(z.string()).nullable(),
  roles_known: z.boolean(),
  has_gpu: z.boolean().nullable(),
  env_class: z.string().nullable(),
  idle_days: z.number(),
  age_days: z.number(),
  price_low: z.number().nullable(),
  price_mid: z.number().nullable(),
  price_high: z.number().nullable(),
  unpriced_cost: z.number(),
  list_over_paid: z.number(),
  licence_free: z.number(),
  basis: z.string().nullable(),
  price_source: z.string().nullable(),
  price_as_of: z.string().nullable(),
  price_stale: z.boolean(),
  reclaimed_min: z.number().nullable(),
  reclaimed_max: z.number().nullable(),
  members: z.number(),
  brief_members: z.number(),
  brief_share: z.number().nullable(),
  lifetime: z.number().nullable(),
  new_per_day: z.number(),
  nonprod: z.boolean(),
  uptime: z.number().nullable(),
  spot_share: z.number(),
  stateful: z.boolean(),
  training: z.boolean(),
  oldest_days: z.number(),
  scarce: z.boolean().nullable(),
  quiet_days: z.number(),
})
export type SpotRow = z.output<typeof SpotRow>
