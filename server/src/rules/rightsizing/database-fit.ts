import { PRICE_SHARE } from '../base/machine-option.ts'

/**
 * CTEs over `need` and `choice`: `share_of`, the databases with the part of them that their load needs, and `best`, the
 * smallest size of the same class, or number of cores, that holds it; `strict_share`: one that holds the maxima of memory.
 */
export const DATABASE_FIT = `
  share_of as (
    select *, greatest(need_vcpu / vcpu, mem_avg_peak / 100 / (1 - $memory_headroom)) as needed,
      greatest(need_vcpu / vcpu, greatest(mem_top, mem_peak) / 80) as strict_needed
    from need
    where kind = 'db'
  ),
  classed as (
    select share_of.provider, billing_account, resource, currency, choice.new_type, new_vcpu, new_memory, new_price,
      ${PRICE_SHARE} as share, least(new_vcpu / vcpu, new_memory / memory_gib) >= strict_needed as strict
    from share_of
    join choice using (provider, region, type_key)
    where new_family = family and new_vcpu < vcpu and least(new_vcpu / vcpu, new_memory / memory_gib) >= needed
      and coalesce(connections_peak, 0) <= new_memory * $connections_per_gib and ${PRICE_SHARE} >= $min_share
  ),
  cored as (
    select provider, billing_account, resource, currency, steps.vcpu || ' vCore' as new_type, steps.vcpu::double as new_vcpu,
      memory_gib * steps.vcpu / share_of.vcpu as new_memory, null::double as new_price, 1 - steps.vcpu / share_of.vcpu as share,
      steps.vcpu / share_of.vcpu >= strict_needed as strict
    from share_of
    join (select unnest([${coreSteps().join(', ')}]) as vcpu) as steps
      on steps.vcpu < share_of.vcpu and steps.vcpu >= needed * share_of.vcpu
    where type_key is null and 1 - steps.vcpu / share_of.vcpu >= $min_share
      and coalesce(connections_peak, 0) <= steps.vcpu * 5 * $connections_per_gib
  ),
  best as (
    select * exclude (strict), max(share) filter (where strict) over one as strict_share
    from (from classed union all by name from cored)
    window one as (partition by provider, billing_account, resource, currency)
    qualify row_number() over (partition by provider, billing_account, resource, currency order by share desc) = 1
  )
`

/** Core counts that vCore databases are sold in. Sources: Azure SQL vCore purchasing model; Cloud SQL machine series. */
function coreSteps(): readonly number[] {
  return [1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 32, 40, 48, 64, 80, 96, 128]
}
