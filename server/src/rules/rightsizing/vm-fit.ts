import { PRICE_SHARE } from '../base/machine-option.ts'

/**
 * CTE `best` over `need` and `choice`: the cheapest machine with fewer cores that holds the load, of the same maker, not
 * older and of the same class or family, and `strict_share`, what one with twice the head-room would save.
 */
export const VM_FIT = `
  fit as (
    select need.*, choice.* exclude (provider, region, type_key), ${PRICE_SHARE} as share,
      new_vcpu >= strict_vcpu and new_memory >= strict_memory as strict
    from need
    join choice using (provider, region, type_key)
    where new_vcpu < vcpu and new_vcpu >= need_vcpu and new_memory >= need_memory
      and new_vcpu * 0.3 >= net_gbps and new_maker = maker and new_generation >= generation
      and (new_class = class or new_family = family) and new_class <> 'burstable' and ${PRICE_SHARE} >= $min_share
  ),
  best as (
    select *, max(share) filter (where strict) over one as strict_share
    from fit
    window one as (partition by provider, billing_account, resource, currency)
    qualify row_number() over (partition by provider, billing_account, resource, currency
      order by share * if(new_family = family, 1.05, 1) desc, new_generation desc, new_memory desc) = 1
  )
`
