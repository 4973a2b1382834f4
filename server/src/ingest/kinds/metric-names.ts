/** Percentages, 0–100. */
export const PERCENT_METRICS = [
  'cpu_utilization',
  'memory_utilization',
  'gpu_utilization',
  'gpu_memory_utilization',
] as const

/** Amounts within the sample's interval; `connections` is a level. */
export const QUANTITY_METRICS = [
  'network_in_bytes',
  'network_out_bytes',
  'disk_read_ops',
  'disk_write_ops',
  'invocations',
  'connections',
] as const
