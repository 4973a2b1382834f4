import type { Settings } from './settings.ts'

/** A CloudWatch metric and what it is in Outlay. */
export interface MetricSpec {
  readonly namespace: string
  readonly name: string
  /** Dimensions that must all be there; one of them names the resource. */
  readonly dimensions: readonly string[]
  /** Others may stand beside them: agents add their own. */
  readonly open?: true
  /** Outlay's name. */
  readonly metric: string
  /** `percent` and `level` have an average and a maximum; `amount` is a sum over the hour. */
  readonly as: 'percent' | 'level' | 'amount'
  /** The resource as the bill names it. */
  resource(dimensions: Readonly<Record<string, string>>, place: Place): string
  /** Where AWS sums percentages over parts of the resource: how many; undefined when that is not known. */
  parts?(dimensions: Readonly<Record<string, string>>, settings: Settings): number | undefined
}

export interface Place {
  readonly region: string
  readonly account: string
}

const by =
  (dimension: string): MetricSpec['resource'] =>
  (dimensions) =>
    dimensions[dimension] ?? ''
const arn =
  (service: string, kind: string, dimension: string): MetricSpec['resource'] =>
  (dimensions, { region, account }) =>
    `arn:aws:${service}:${region}:${account}:${kind}${dimensions[dimension] ?? ''}`
const perCpu: MetricSpec['parts'] = ({ EndpointName }, { endpoints }) => endpoints[EndpointName ?? '']?.vcpus
const perGpu: MetricSpec['parts'] = ({ EndpointName }, { endpoints }) =>
  endpoints[EndpointName ?? '']?.gpus || undefined

const instance = by('InstanceId')
const volume = by('VolumeId')
const database = arn('rds', 'db:', 'DBInstanceIdentifier')
const nat = arn('ec2', 'natgateway/', 'NatGatewayId')
const balancer = arn('elasticloadbalancing', 'loadbalancer/', 'LoadBalancer')
const classic = arn('elasticloadbalancing', 'loadbalancer/', 'LoadBalancerName')
const endpoint = arn('sagemaker', 'endpoint/', 'EndpointName')
const variant = ['EndpointName', 'VariantName'] as const
const ENDPOINTS = '/aws/sagemaker/Endpoints'

/** In the order in which they are asked for. Source: the services' CloudWatch references. */
export const METRIC_SPECS: readonly MetricSpec[] = [
  spec('AWS/EC2', 'CPUUtilization', ['InstanceId'], 'cpu_utilization', 'percent', instance),
  spec('AWS/EC2', 'NetworkIn', ['InstanceId'], 'network_in_bytes', 'amount', instance),
  spec('AWS/EC2', 'NetworkOut', ['InstanceId'], 'network_out_bytes', 'amount', instance),
  {
    ...spec('CWAgent', 'mem_used_percent', ['InstanceId'], 'memory_utilization', 'percent', instance),
    open: true,
  },
  {
    ...spec('CWAgent', 'nvidia_smi_utilization_gpu', ['InstanceId'], 'gpu_utilization', 'percent', instance),
    open: true,
  },
  {
    ...spec(
      'CWAgent',
      'nvidia_smi_utilization_memory',
      ['InstanceId'],
      'gpu_memory_utilization',
      'percent',
      instance,
    ),
    open: true,
  },
  spec('AWS/EBS', 'VolumeReadOps', ['VolumeId'], 'disk_read_ops', 'amount', volume),
  spec('AWS/EBS', 'VolumeWriteOps', ['VolumeId'], 'disk_write_ops', 'amount', volume),
  spec('AWS/RDS', 'CPUUtilization', ['DBInstanceIdentifier'], 'cpu_utilization', 'percent', database),
  spec('AWS/RDS', 'DatabaseConnections', ['DBInstanceIdentifier'], 'connections', 'level', database),
  spec('AWS/ApplicationELB', 'RequestCount', ['LoadBalancer'], 'invocations', 'amount', balancer),
  spec('AWS/NetworkELB', 'ActiveFlowCount', ['LoadBalancer'], 'connections', 'level', balancer),
  spec('AWS/NetworkELB', 'ProcessedBytes', ['LoadBalancer'], 'network_in_bytes', 'amount', balancer),
  spec('AWS/ELB', 'RequestCount', ['LoadBalancerName'], 'invocations', 'amount', classic),
  spec('AWS/NATGateway', 'BytesInFromSource', ['NatGatewayId'], 'network_in_bytes', 'amount', nat),
  spec('AWS/NATGateway', 'BytesOutToDestination', ['NatGatewayId'], 'network_out_bytes', 'amount', nat),
  spec('AWS/NATGateway', 'ActiveConnectionCount', ['NatGatewayId'], 'connections', 'level', nat),
  spec('AWS/SageMaker', 'Invocations', variant, 'invocations', 'amount', endpoint),
  spec(ENDPOINTS, 'MemoryUtilization', variant, 'memory_utilization', 'percent', endpoint),
  { ...spec(ENDPOINTS, 'CPUUtilization', variant, 'cpu_utilization', 'percent', endpoint), parts: perCpu },
  { ...spec(ENDPOINTS, 'GPUUtilization', variant, 'gpu_utilization', 'percent', endpoint), parts: perGpu },
  {
    ...spec(ENDPOINTS, 'GPUMemoryUtilization', variant, 'gpu_memory_utilization', 'percent', endpoint),
    parts: perGpu,
  },
]

function spec(
  namespace: string,
  name: string,
  dimensions: readonly string[],
  metric: string,
  as: MetricSpec['as'],
  resource: MetricSpec['resource'],
): MetricSpec {
  return { namespace, name, dimensions, metric, as, resource }
}

/** True when the metric is of the whole resource, not of one of AWS's other breakdowns of it. */
export function fits({ dimensions, open }: MetricSpec, found: Readonly<Record<string, string>>): boolean {
  return (
    dimensions.every((name) => found[name] !== undefined) &&
    (open === true || Object.keys(found).length === dimensions.length)
  )
}
