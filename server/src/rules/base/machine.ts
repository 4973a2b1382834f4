import type { DuckDBConnection } from '@duckdb/node-api'
import { hardwareKeySql } from '../pricing/instance-key.ts'
import { MACHINE_PART } from './machine-part.ts'
import { createMachineSpecs } from './machine-spec.ts'

/**
 * Table `machine`: a row per virtual machine, database instance, cache node, ML endpoint, notebook or training instance
 * that bills by the hour and has a resource id; of the 30-day window, scaled to 30 days.
 * - `provider, billing_account, sub_account, sub_account_name, service, region, resource, resource_name, resource_type,
 *   env, env_class, team, currency` as in `resource_month`
 * - `kind` text: `vm`, `db`, `ml`, `cache`, `search`, `warehouse`, `broker`; `role` text of `ml`: `endpoint`, `notebook`,
 *   `training`, `batch`, `compute` (Azure ML compute, which may be either) or null
 * - `billed_type` text as the bill or the inventory spells it (`ml.g5.xlarge`, `db.m5.2xl`, null for vCore databases);
 *   `instance_type` text as the catalogue spells the machine behind it, null where it does not know it; `type_key` its key in `vm_price`; `family`,
 *   `generation` integer, `architecture` (`x86`, `arm`), `burstable` boolean
 * - `vcpu`, `memory_gib` double of one instance; `gpu` text (model), `gpus` double (0 where there are none, may be a
 *   fraction), `gpu_memory_gib` double of one accelerator; null where unknown
 * - `os` text: `linux`, `windows`, `rhel`, `suse` where bill or inventory tells; `doubled` boolean: a standby bills too
 * - `hours` double: instance hours, null where the bill counts no hours; `run_hours` double: hours of the clock in which it
 *   billed (an upper bound where lines are daily); `instances` double ≥ 1: how many ran on average
 * - `compute_cost` decimal: of all its compute lines (core, RAM and GPU together); of these `standard_cost` on demand,
 *   `spot_cost`, `covered_cost` under a commitment; `list_cost` decimal; `month_cost` decimal: all that bills under its id
 * - `paid_price` double: compute_cost ÷ hours, in its currency
 * - `first_seen`, `last_day` date; `age_days`, `days`, `idle_days` integer as in `resource_month`
 * - `state` text, `attributes` JSON: of the inventory; `cluster` (Kubernetes), `asg` (scaling group), `job` (EMR, Dataproc, Batch, Databricks)
 *   text from its tags, null where there are none; `arch_tag` text: what a tag `arch` says its programs are
 *   built for; `standby` boolean: named or tagged as waiting for another to fail
 */
export async function createMachines(connection: DuckDBConnection): Promise<void> {
  await createMachineSpecs(connection)
  for (const sql of [MACHINE_PART, MACHINE_TAG, MACHINE]) await connection.run(sql)
}

const tag = (pattern: string) =>
  `list_filter(map_entries(tags), lambda entry: regexp_matches(lower(entry.key), '${pattern}') and entry.value <> '')[1].value`

/** Table `machine_tag`: `provider`, `resource`, `tags` map(varchar, varchar) of the last day of each machine that has any, and what they say. */
const MACHINE_TAG = `
  create or replace temp table machine_tag as
  with tagged as (
    select line.provider, line.resource, any_value(tags) as tags
    from usage_line as line
    join (select provider, resource, max(last_day) as last_day from machine_part group by all) as part
      on part.provider = line.provider and part.resource = line.resource and part.last_day = line.day
    where line.recent and tags is not null and cardinality(tags) > 0
    group by line.provider, line.resource
  )
  select provider, resource, tags, array_to_string(map_values(tags), ' ') as tag_text,
    ${tag('(^|[:_])eks[:_]cluster-name$|eksctl.io/cluster-name$|^goog-k8s-cluster-name$|^kubernetes[-_]?cluster$|^aks-managed-cluster-name$')} as cluster,
    list_filter(map_keys(tags), lambda key: starts_with(lower(key), 'kubernetes.io/cluster/'))[1] as cluster_key,
    ${tag('(^|[:_])autoscaling[:_]groupname$|^goog-.*instance-group')} as asg,
    ${tag('elasticmapreduce|(^|[:_])aws[:_]batch|^goog-dataproc-cluster-name$|^databricks|^clusterid$|^batch.core')} as job,
    lower(${tag('(^|[:_/])(arch|architecture|cpu-arch)$')}) as arch_tag,
    ${tag('^compute.googleapis.com/machine_spec$')} as tag_type,
    try_cast(${tag('^compute.googleapis.com/cores$')} as double) as tag_vcpu,
    try_cast(${tag('^compute.googleapis.com/memory$')} as double) / 1024 as tag_memory
  from tagged
`

/** Words by which people name what waits for another to fail. */
const STANDBY = '(^|[^a-z])(dr|drp|standby|stand-by|failover|disaster|passive|bcp)([^a-z]|$)'

/** The machine behind a managed one; an inventory may leave out Azure's prefix. */
const BARE_TYPE = hardwareKeySql(`lower(coalesce(billed.billed_type, tag_type,
        case when provider = 'azure' then 'standard_' || regexp_replace(lower(attributes->>'instance_type'), '^standard_', '') else attributes->>'instance_type' end))`)

const MACHINE = `
  create or replace temp table machine as
  with billed as (
    select provider, billing_account, resource, currency, arg_max(kind, cost) as kind, arg_max(role, cost) as role,
      arg_max(billed_type, cost) as billed_type, max(detail_vcpu) as detail_vcpu, max(detail_memory) as detail_memory,
      max(detail_gpus) as detail_gpus, max(detail_gpu) as detail_gpu, max(os) as os, bool_or(coalesce(doubled, false)) as doubled,
      max(lower(regexp_extract(concat_ws(' ', usage_type, description), '\\b([A-Z][0-9]+[A-Z]?) (?:[A-Za-z]+ )*(?:Instance|Custom)', 1))) as text_family,
      sum(amount) filter (where part = 'machine') as machine_hours, sum(amount) filter (where part = 'core') as core_hours,
      sum(amount) filter (where part = 'memory') as memory_hours, sum(amount) filter (where part = 'gpu') as gpu_hours,
      least(max(hours) * greatest(1, count(distinct pricing_category)), 720) as run_hours,
      sum(cost) as compute_cost, sum(list_cost) as list_cost,
      coalesce(sum(cost) filter (where pricing_category = 'Standard' and commitment_status is null), 0) as standard_cost,
      coalesce(sum(cost) filter (where pricing_category = 'Dynamic'), 0) as spot_cost,
      coalesce(sum(cost) filter (where commitment_status = 'Used' or pricing_category = 'Committed'), 0) as covered_cost
    from machine_part
    group by provider, billing_account, resource, currency
  ),
  known as (
    select billed.* exclude (billed_type), tag_text, arch_tag, cluster, cluster_key, asg, job, inventory_now.state, attributes,
      coalesce(billed_type, tag_type, attributes->>'instance_type') as billed_type,
      ${BARE_TYPE} as bare_type,
      coalesce(detail_vcpu, tag_vcpu, try_cast(attributes->>'vcpu' as double),
        case when core_hours > 0 and run_hours > 0 then round(core_hours / run_hours) end) as bill_vcpu,
      coalesce(detail_memory, tag_memory, try_cast(attributes->>'memory_gib' as double),
        case when memory_hours > 0 and run_hours > 0 then round(memory_hours / run_hours, 1) end) as bill_memory
    from billed
    left join machine_tag using (provider, resource)
    left join inventory_now using (resource)
  ),
  typed as (
    select known.*, coalesce(exact.type_key, like_it.type_key) as type_key
    from known
    left join machine_spec as exact on exact.provider = known.provider and exact.type_key = known.bare_type
    left join machine_spec as like_it on exact.type_key is null and known.billed_type is null and known.provider = 'gcp'
      and like_it.provider = 'gcp' and like_it.family = known.text_family and like_it.vcpu = known.bill_vcpu
      and abs(like_it.memory_gib - known.bill_memory) <= 0.02 * like_it.memory_gib
  ),
  sized as (
    select typed.*, spec.instance_type, coalesce(spec.family, text_family, regexp_extract(typed.bare_type, '^([a-z0-9-]+?)\\.', 1)) as family,
      spec.generation, spec.architecture, coalesce(spec.burstable, false) as burstable,
      coalesce(spec.vcpu, bill_vcpu) as vcpu, coalesce(spec.memory_gib, bill_memory) as memory_gib,
      coalesce(spec.gpu, detail_gpu, attributes->>'gpu_model') as gpu,
      coalesce(spec.gpus, detail_gpus, try_cast(attributes->>'gpus' as double), case when gpu_hours > 0 then greatest(1, round(gpu_hours / run_hours)) end, 0) as gpus,
      spec.gpu_memory_gib
    from typed
    left join machine_spec as spec on spec.provider = typed.provider and spec.type_key = typed.type_key
  ),
  counted as (
    select *, coalesce(machine_hours, case when vcpu > 0 then core_hours / vcpu end, case when gpus > 0 then gpu_hours / gpus end) as hours
    from sized
  )
  select month.provider, month.billing_account, month.sub_account, month.sub_account_name, month.service, month.region,
    month.resource, month.resource_name, month.resource_type, month.env, month.env_class, month.team, month.currency,
    kind, role, billed_type, instance_type, type_key, nullif(family, '') as family, generation, architecture, burstable,
    vcpu, memory_gib, gpu, gpus, gpu_memory_gib,
    coalesce(lower(regexp_extract(attributes->>'os', '(?i)windows|rhel|suse|linux')), os) as os, doubled,
    hours, run_hours, greatest(1, hours / nullif(run_hours, 0)) as instances,
    compute_cost, counted.standard_cost, counted.spot_cost, counted.covered_cost, list_cost, month.cost as month_cost,
    case when hours > 0 then compute_cost::double / hours end as paid_price,
    month.first_seen, month.last_day, month.age_days, month.days, month.idle_days, state, attributes,
    coalesce(cluster, regexp_extract(cluster_key, '[^/]+$'),
      case when regexp_matches(month.resource, '/resourcegroups/mc_') then regexp_extract(month.resource, '/resourcegroups/([^/]+)', 1) end) as cluster,
    coalesce(asg, case when contains(month.resource, '/virtualmachinescalesets/') then regexp_extract(month.resource, '/virtualmachinescalesets/([^/]+)', 1) end) as asg,
    job, arch_tag, regexp_matches(lower(concat_ws(' ', month.resource_name, tag_text)), '${STANDBY}') as standby
  from counted
  join resource_month as month using (provider, billing_account, resource, currency)
`
