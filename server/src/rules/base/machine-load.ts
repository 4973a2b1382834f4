/**
 * CTE `load`: utilisation of a resource in columns, percent unless said. `cpu_days` integer, `cpu_coarse` boolean (daily
 * samples, or too few for a percentile: the peak stands in), `cpu_averages` boolean (no maxima inside the hour), `cpu_top`
 * double: what it has to carry – P99.5 of the hourly maxima over the window, its last week and the turn of the month;
 * `cpu_peak`, `cpu_avg_peak` (busiest whole hour), `cpu_mean`, `cpu_p95`; `mem_days`, `mem_top`, `mem_peak`, `mem_avg_peak`; `gpu_days`,
 * `gpu_p95`, `gpu_peak`, `gpu_mean`, `gpu_avg_peak`, `gpu_coarse`, `gpu_mem_days`, `gpu_mem_top`, `gpu_mem_peak`; `net_peak` (bytes a sample, in or out).
 */
export const LOAD = `
  load as (
    select resource,
      ${of('cpu_utilization', 'days')} as cpu_days,
      ${of('cpu_utilization', 'if(hourly and samples >= 200, 0, 1)')} = 1 as cpu_coarse,
      ${of('cpu_utilization', 'if(p995 = avg_p995 and peak = avg_peak and peak > 0, 1, 0)')} = 1 as cpu_averages,
      ${of('cpu_utilization', topSql())} as cpu_top, ${of('cpu_utilization', 'peak')} as cpu_peak,
      ${of('cpu_utilization', 'avg_peak')} as cpu_avg_peak, ${of('cpu_utilization', 'mean')} as cpu_mean,
      ${of('cpu_utilization', 'p95')} as cpu_p95,
      ${of('memory_utilization', 'days')} as mem_days, ${of('memory_utilization', topSql())} as mem_top,
      ${of('memory_utilization', 'peak')} as mem_peak, ${of('memory_utilization', 'avg_peak')} as mem_avg_peak,
      ${of('gpu_utilization', 'days')} as gpu_days, ${of('gpu_utilization', 'p95')} as gpu_p95,
      ${of('gpu_utilization', 'peak')} as gpu_peak, ${of('gpu_utilization', 'mean')} as gpu_mean,
      ${of('gpu_utilization', 'avg_peak')} as gpu_avg_peak, ${of('gpu_utilization', 'if(hourly, 0, 1)')} = 1 as gpu_coarse,
      ${of('gpu_memory_utilization', 'days')} as gpu_mem_days, ${of('gpu_memory_utilization', topSql())} as gpu_mem_top,
      ${of('gpu_memory_utilization', 'peak')} as gpu_mem_peak,
      max(p995) filter (where metric in ('network_in_bytes', 'network_out_bytes')) as net_peak,
      ${of('connections', 'peak')} as connections_peak
    from metric_stat
    group by resource
  )
`

/** Fewer samples than this say nothing of a 99.5th percentile. */
function topSql(): string {
  return 'if(hourly and samples >= 200, greatest(p995, coalesce(p995_week, 0), coalesce(month_end_p99, 0)), peak)'
}

function of(metric: string, column: string): string {
  return `max(${column}) filter (where metric = '${metric}')`
}
