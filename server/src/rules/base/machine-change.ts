import { z } from 'zod'
import { type Factor, type Range, type Silence, silence } from '../rule.ts'

/** Columns of a rule that puts another machine in the place of one of `priced`; `$days` is the look-back. */
export const MACHINE_COLUMNS = `
  provider, billing_account, sub_account, service, region, team, currency, [resource] as resource_ids,
  compute_cost::varchar as monthly_cost, coalesce(resource_name, resource) as name, kind, role, os, asg, cluster, job, standby,
  coalesce(billed_type, instance_type) as type, vcpu, memory_gib, age_days, idle_days, env_class,
  case when compute_cost > 0 then spot_cost::double / compute_cost::double else 0 end as spot_share,
  case when compute_cost > 0 then covered_cost::double / compute_cost::double else 0 end as covered_share,
  list_price, price_region, own_region, price_as_of, price_source, price_stale, sud`

export const MachineRow = z.object({
  name: z.string(),
  kind: z.string(),
  role: z.string().nullable(),
  os: z.string().nullable(),
  asg: z.string().nullable(),
  cluster: z.string().nullable(),
  job: z.string().nullable(),
  standby: z.boolean(),
  type: z.string().nullable(),
  vcpu: z.number().nullable(),
  memory_gib: z.number().nullable(),
  age_days: z.number(),
  idle_days: z.number(),
  env_class: z.string().nullable(),
  spot_share: z.number(),
  covered_share: z.number(),
  list_price: z.number().nullable(),
  price_region: z.string().nullable(),
  own_region: z.boolean().nullable(),
  price_as_of: z.string().nullable(),
  price_source: z.string().nullable(),
  price_stale: z.boolean().nullable(),
  sud: z.number().nullable(),
})
export type Machine = z.output<typeof MachineRow>

/** Columns of the machine that is put in its place, null where there is none. */
export const NewMachineRow = z.object({
  new_type: z.string().nullable(),
  new_vcpu: z.number().nullable(),
  new_memory: z.number().nullable(),
  new_price: z.number().nullable(),
  share: z.number().nullable(),
})

/** Why a machine is not looked at, whatever the rule; null when it is. */
export function refusal(row: Machine, days: number): Silence | null {
  if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
  if (row.age_days < days) return silence('too_young', `Younger than the look-back of ${days} days.`)
  if (row.spot_share > 0.5)
    return silence('excluded', 'Runs on spot capacity, whose types must stay diverse.')
  if (row.standby)
    return silence('excluded', 'Named as a standby: its load comes when what it stands for fails.')
  return null
}

/** The part of the price that ends, by the catalogue: ± 1 % of the price for its rounding, more where another region stands in. */
export function priceShare(row: Machine & { readonly new_type: string | null }, share: number): Factor {
  const spread = Math.max(0.01, share * (row.own_region === true ? 0.02 : 0.05))
  const region =
    row.own_region === true ? row.price_region : `ratio of ${row.price_region}, its own region has no price`
  const stale = row.price_stale === true ? ', older than 180 days' : ''
  return {
    name: `part of the price that ends from ${row.type} to ${row.new_type}`,
    low: Math.max(0, share - spread),
    expected: share,
    high: Math.min(1, share + spread),
    unit: 'share',
    source: `catalogue ${row.price_as_of} (${row.price_source}), ${region}${stale}`,
  }
}

/** What stands there and what is put in its place: type, cores, memory, and the catalogue's price of an hour in USD. */
export function changeFacts(row: Machine & z.output<typeof NewMachineRow>) {
  return {
    type: row.type,
    new_type: row.new_type,
    vcpu: row.vcpu,
    new_vcpu: row.new_vcpu,
    memory_gib: row.memory_gib,
    new_memory_gib: row.new_memory,
    list_usd_an_hour: row.list_price,
    new_list_usd_an_hour: row.new_price,
  }
}

/** `m5 → m6a`: the families that a change leads from and to, the same for all sizes. */
export function familyMove({
  type,
  new_type,
}: {
  readonly type: string | null
  readonly new_type: string | null
}) {
  return `${familyOf(type ?? '')} → ${familyOf(new_type ?? '')}`
}

/** Family of a type as each cloud spells it: `db.m5.2xl` m5, `Standard_D4s_v5` Ds_v5, `n2-standard-4` n2. */
function familyOf(type: string): string {
  const azure = /^standard_([a-z]+)[0-9]+(?:-[0-9]+)?([a-z]*(?:_v[0-9]+)?)/i.exec(type)
  if (azure !== null) return `${azure[1]?.toUpperCase()}${azure[2]?.toLowerCase()}`
  return type.replace(/^(ml|db|cache)\./, '').split(/[.-]/)[0] ?? type
}

/** A stale price or one of another region lowers a probability by a quarter and a tenth. */
export function trust(row: Machine, probability: number): number {
  return probability * (row.price_stale === true ? 0.75 : 1) * (row.own_region === false ? 0.9 : 1)
}

/** Lowers the low end of a factor to a share of what is expected. */
export function downTo(factor: Factor, low: number): Factor {
  return { ...factor, low: Math.min(factor.low, low) }
}

export function amountOf(row: { readonly monthly_cost: string }, share: Range): Range {
  const cost = Number(row.monthly_cost)
  return { low: cost * share.low, expected: cost * share.expected, high: Math.min(cost, cost * share.high) }
}
