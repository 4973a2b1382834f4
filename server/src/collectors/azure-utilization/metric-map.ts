/** An Azure metric as one of ours. `invert`: Azure counts what is free. `perSecond`: a rate, of which the hour is the amount. */
export interface MetricSource {
  readonly name: string
  readonly metric: string
  readonly unit: string
  readonly from: 'level' | 'total'
  readonly invert?: true
  readonly perSecond?: true
}

/**
 * By resource type: which metrics say how much of a resource is used. Source: Azure Monitor's list of supported metrics.
 * A metric that a resource lacks is left out of its question.
 */
export const METRICS: Readonly<Record<string, readonly MetricSource[]>> = {
  'microsoft.compute/virtualmachines': [
    percent('Percentage CPU', 'cpu_utilization'),
    { ...percent('Available Memory Percentage', 'memory_utilization'), invert: true },
    total('Network In Total', 'network_in_bytes', 'bytes'),
    total('Network Out Total', 'network_out_bytes', 'bytes'),
    rate('Disk Read Operations/Sec', 'disk_read_ops'),
    rate('Disk Write Operations/Sec', 'disk_write_ops'),
  ],
  'microsoft.machinelearningservices/workspaces/onlineendpoints/deployments': [
    percent('CpuUtilizationPercentage', 'cpu_utilization'),
    percent('CpuMemoryUtilizationPercentage', 'memory_utilization'),
    percent('GpuUtilizationPercentage', 'gpu_utilization'),
    percent('GpuMemoryUtilizationPercentage', 'gpu_memory_utilization'),
  ],
  'microsoft.sql/servers/databases': [percent('cpu_percent', 'cpu_utilization')],
  'microsoft.dbforpostgresql/flexibleservers': database(),
  'microsoft.dbformysql/flexibleservers': database(),
  'microsoft.cache/redis': [
    percent('percentProcessorTime', 'cpu_utilization'),
    percent('usedmemorypercentage', 'memory_utilization'),
    { name: 'connectedclients', metric: 'connections', unit: 'count', from: 'level' },
  ],
  'microsoft.web/serverfarms': [
    percent('CpuPercentage', 'cpu_utilization'),
    percent('MemoryPercentage', 'memory_utilization'),
  ],
}

function database(): MetricSource[] {
  return [
    percent('cpu_percent', 'cpu_utilization'),
    percent('memory_percent', 'memory_utilization'),
    { name: 'active_connections', metric: 'connections', unit: 'count', from: 'level' },
  ]
}

function percent(name: string, metric: string): MetricSource {
  return { name, metric, unit: 'percent', from: 'level' }
}

function total(name: string, metric: string, unit: string): MetricSource {
  return { name, metric, unit, from: 'total' }
}

function rate(name: string, metric: string): MetricSource {
  return { name, metric, unit: 'count', from: 'level', perSecond: true }
}
