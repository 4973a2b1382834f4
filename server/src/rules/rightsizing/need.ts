/** Seconds that one sample of a network metric counts bytes of, by the clouds' own monitoring. */
const SAMPLE_SECONDS = `case provider when 'aws' then 300 else 60 end`

/**
 * CTE `need` over `priced` and `load`: `need_vcpu` and `need_memory` (GiB) that hold the load with `$headroom` and
 * `$memory_headroom`, and in its busiest whole hour; `strict_vcpu`, `strict_memory` with twice the head-room and the
 * peak; `net_gbps`. Without maxima inside the hour or with coarse samples the head-room is 0.1 larger; without a memory
 * series the need is what it has. Source: AWS Compute Optimizer (P99.5, 20 % head-room).
 */
export const NEED = `
  need as (
    select priced.*, load.* exclude (resource),
      vcpu * greatest(cpu_top / 100 / (1 - $headroom - if(cpu_averages or cpu_coarse, 0.1, 0)), cpu_avg_peak / 95) as need_vcpu,
      vcpu * greatest(cpu_top, cpu_peak) / 100 / (1 - least(0.6, 2 * $headroom)) as strict_vcpu,
      case when mem_top is null then memory_gib
        else memory_gib * greatest(mem_top / 100 / (1 - $memory_headroom), mem_peak / 95) end as need_memory,
      case when mem_top is null then memory_gib
        else memory_gib * greatest(mem_top, mem_peak) / 100 / (1 - least(0.6, 2 * $memory_headroom)) end as strict_memory,
      coalesce(net_peak, 0) * 8 / (${SAMPLE_SECONDS}) / 1e9 as net_gbps
    from priced
    left join load using (resource)
  )
`
