import { PRICE_SHARE } from '../base/machine-option.ts'

/**
 * CTEs over `need` and `choice`: `wanted`, the machines with GPUs and what of them the work needs, and `best`, the cheapest
 * machine that holds it: compute by count, or by throughput where both models state it, GPU memory, cores and memory of the
 * host (in proportion to the GPUs where nobody measures them). `strict_share`: with 30 % more of each.
 */
export const GPU_FIT = `
  wanted as (
    select *, gpus * greatest(gpu_p95 / 100 / (1 - $headroom), gpu_avg_peak / 95) as need_gpus,
      gpus * gpu_memory_gib * greatest(gpu_mem_top / 100 / (1 - $memory_headroom), gpu_mem_peak / 95) as need_gpu_memory
    from need
    where gpus > 0
  ),
  fit as (
    select wanted.*, choice.* exclude (provider, region, type_key), ${PRICE_SHARE} as share
    from wanted
    join choice using (provider, region, type_key)
    left join gpu_spec as old_spec on old_spec.model = wanted.gpu
    left join gpu_spec as new_spec on new_spec.model = choice.new_gpu
    where new_gpus > 0 and new_architecture = architecture and gpu_p95 <= $max_gpu
      and (new_gpu = gpu or new_gpus >= 1 and new_spec.tflops_16 > 0 and old_spec.tflops_16 > 0)
      and new_gpus * if(new_gpu = gpu, 1, new_spec.tflops_16 / old_spec.tflops_16) >= need_gpus
      and new_gpus * new_gpu_memory >= need_gpu_memory
      and new_vcpu >= case when cpu_days >= $days then need_vcpu else least(wanted.vcpu, wanted.vcpu * new_gpus / gpus) end
      and new_memory >= case when mem_days >= $days then need_memory else least(wanted.memory_gib, wanted.memory_gib * new_gpus / gpus) end
      and ${PRICE_SHARE} >= $min_share
  ),
  best as (
    select *, max(share) filter (where new_gpus * new_gpu_memory >= 1.3 * need_gpu_memory and new_vcpu >= 1.3 * need_vcpu
        and new_memory >= 1.3 * need_memory) over (partition by provider, billing_account, resource, currency) as strict_share
    from fit
    qualify row_number() over (partition by provider, billing_account, resource, currency
      order by share * if(new_gpu = gpu, 1.05, 1) desc) = 1
  )
`
