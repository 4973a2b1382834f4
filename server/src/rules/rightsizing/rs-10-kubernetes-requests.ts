import { z } from 'zod'
import { defineRule, exactly, type Range, silence, times } from '../rule.ts'
import { freedNodes, MARGIN } from './node-need.ts'

const Row = z.object({
  name: z.string(),
  env_class: z.string().nullable(),
  nodes: z.number(),
  age_days: z.number(),
  idle_days: z.number(),
  allocatable_vcpu: z.number().nullable(),
  requested_vcpu: z.number().nullable(),
  used_vcpu: z.number().nullable(),
  allocatable_memory: z.number().nullable(),
  used_memory: z.number().nullable(),
  measured: z.boolean(),
})
type Row = z.output<typeof Row>

/**
 * Pods that ask for far more than they use keep nodes running. The saving is whole nodes only: freed requests without a
 * node that goes are idle capacity, not money.
 */
export const kubernetesRequests = defineRule({
  id: 'RS-10',
  slug: 'rs-10-kubernetes-requests',
  title: 'Kubernetes requests far above use',
  family: 'rightsizing',
  class: 'usage',
  stage: 'resize',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics', 'inventory'],
  settings: z.object({
    days: z
      .number()
      .min(7)
      .max(32)
      .default(14)
      .describe('Days of utilisation of the nodes, at least, and of age'),
    min_nodes: z.number().min(1).default(2).describe('Nodes that stay in any case'),
  }),
  sql: `
    with named as (
      select *, regexp_extract(resource, '[^/]+$') as cluster_name,
        try_cast(attributes->'node_ids' as varchar[]) as node_ids
      from inventory_now
      where regexp_matches(lower(coalesce(resource_type, '')), 'kubernetes|^(eks|gke|aks)')
    ),
    node as (
      select machine.*, named.attributes as cluster_attributes, coalesce(cluster_name, cluster) as of_cluster
      from machine
      left join named on list_contains(node_ids, machine.resource) or named.cluster_name = machine.cluster
        or starts_with(machine.cluster, concat('mc_', regexp_extract(named.resource, '/resourcegroups/([^/]+)', 1), '_', cluster_name, '_'))
      where machine.kind = 'vm' and coalesce(cluster, cluster_name) is not null and spot_cost < compute_cost
        and machine.idle_days <= 3 and coalesce(machine.gpus, 0) = 0
      qualify row_number() over (partition by machine.provider, machine.billing_account, machine.resource, machine.currency
        order by coalesce(list_contains(node_ids, machine.resource), false) desc,
          coalesce(contains(named.resource, machine.sub_account), false) desc) = 1
    ),
    use as (
      select resource, max(avg_p95) filter (where metric = 'cpu_utilization') as cpu,
        max(avg_p95) filter (where metric = 'memory_utilization') as memory, min(days) as days
      from metric_stat
      where metric in ('cpu_utilization', 'memory_utilization')
      group by resource
    ),
    summed as (
      select provider, billing_account, sub_account, any_value(service) as service, region, any_value(team) as team, currency,
        of_cluster as name, list(resource) as resource_ids, sum(compute_cost) as cost, mode(env_class) as env_class,
        count(*)::integer as nodes, max(age_days) as age_days, min(idle_days) as idle_days,
        any_value(cluster_attributes) as attributes, sum(vcpu) as vcpu, sum(memory_gib) as memory,
        case when count(*) filter (where use.days >= $days) = count(*) then sum(vcpu * cpu / 100) end as node_vcpu,
        case when count(*) filter (where use.days >= $days) = count(*) then sum(memory_gib * memory / 100) end as node_memory
      from node
      left join use using (resource)
      group by provider, billing_account, sub_account, region, currency, of_cluster
    )
    select provider, billing_account, sub_account, service, region, team, currency, resource_ids, cost::varchar as monthly_cost,
      name, env_class, nodes, age_days, idle_days,
      coalesce(try_cast(attributes->>'allocatable_vcpu' as double), vcpu) as allocatable_vcpu,
      try_cast(attributes->>'requested_vcpu' as double) as requested_vcpu,
      coalesce(try_cast(attributes->>'used_vcpu_p90' as double), node_vcpu) as used_vcpu,
      coalesce(try_cast(attributes->>'allocatable_memory_gib' as double), memory) as allocatable_memory,
      coalesce(try_cast(attributes->>'used_memory_gib_p90' as double), node_memory) as used_memory,
      coalesce(try_cast(attributes->>'used_vcpu_p90' as double) is not null
        and try_cast(attributes->>'requested_vcpu' as double) is not null, false) as measured
    from summed
  `,
  row: Row,
  judge(row, { settings }) {
    if (row.age_days < settings.days)
      return silence('too_young', `Younger than the look-back of ${settings.days} days.`)
    if (row.used_vcpu === null || row.used_memory === null)
      return silence('no_metrics', 'No CPU and memory of the pods, nor of all nodes.')
    const share = freedNodes(row, settings.min_nodes)
    if (share.expected <= 0) return silence('not_worth_it', 'Its use needs the nodes that it has.')
    return {
      verdict: 'finding',
      grade: row.measured ? 'U' : 'W',
      title: row.measured
        ? `Pods of ${row.name} ask for ${row.requested_vcpu} cores and use ${row.used_vcpu}: ${neededText(row, share)} nodes of ${row.nodes} would do`
        : `Nodes of ${row.name} are mostly unused: ${neededText(row, share)} of ${row.nodes} might do`,
      probability: row.measured ? 0.8 : 0.25,
      savings: times(Number(row.monthly_cost), share),
      factors: [
        share,
        exactly(
          'cores in use (P90)',
          row.used_vcpu,
          'vCPU',
          row.measured ? 'inventory' : 'metrics of the nodes',
        ),
        exactly('margin on the use', MARGIN, 'ratio', 'Vertical Pod Autoscaler'),
      ],
      oneOff: 0,
      effort: 'M',
      risk: 'medium',
      facts: factsOf(row),
      remediation: steps(row.name, row.provider),
    }
  },
})

function neededText(row: Row, share: Range): number {
  return Math.round(row.nodes * (1 - share.expected))
}

function factsOf(row: Row) {
  return {
    nodes: row.nodes,
    allocatable_vcpu: row.allocatable_vcpu,
    requested_vcpu: row.requested_vcpu,
    used_vcpu_p90: row.used_vcpu,
    used_memory_gib_p90: row.used_memory,
    allocatable_memory_gib: row.allocatable_memory,
    caution: 'money is saved only when nodes go: let the autoscaler or a person remove them',
  }
}

function steps(cluster: string, provider: string) {
  const scale: Readonly<Record<string, string>> = {
    aws: `aws eks update-nodegroup-config --cluster-name ${cluster} --nodegroup-name NODEGROUP --scaling-config minSize=MIN,desiredSize=NODES`,
    azure: `az aks nodepool update --cluster-name ${cluster} --resource-group RESOURCE_GROUP --name NODEPOOL --update-cluster-autoscaler --min-count MIN --max-count MAX`,
    gcp: `gcloud container node-pools update NODEPOOL --cluster=${cluster} --enable-autoscaling --min-nodes=MIN --max-nodes=MAX`,
  }
  return {
    cli: `kubectl apply -f vpa.yaml   # VerticalPodAutoscaler with updateMode: "Off"\nkubectl describe vpa -A       # read the targets for a week, then lower the requests, largest first\n${scale[provider] ?? ''}`,
    terraform:
      'Lower resources.requests of the deployments, then min_size and desired_size of the node group.',
    console: `Set the requests of the largest pods of ${cluster} to P90 of their use + 15 %, then let the node pool shrink.`,
    rollback: 'Put the former requests back; the autoscaler adds the nodes again.',
  }
}
