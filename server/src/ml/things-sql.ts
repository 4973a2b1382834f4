import { foldTagKeySql } from '@outlay/shared/tag-key'
import { MACHINE_LINE } from '../rules/base/machine-part.ts'
import { hardwareKeySql } from '../rules/pricing/instance-key.ts'
import { TRAINING_FILES } from '../rules/pricing/training-files.ts'
import { acceleratorCte, acceleratorOfText } from './accelerators.ts'
import { CLASS } from './class-sql.ts'
import { ML_SERVICES } from './ml-words.ts'

/** What a thing of the bill is told apart by: columns of cost_fact, but for `unit` (consumed_unit). */
export const THING = [
  'provider',
  'service',
  'service_category',
  'usage_type',
  'publisher',
  'unit',
  'resource',
  'resource_type',
  'resource_name',
] as const

/**
 * CTEs up to `ml_thing`: the distinct things that the facts name and that are ML, with `class` (see CLASS), `kind`, `role`,
 * `part`, `is_gpu`, `model`, `machine_type`, `own_gpus`, `hour_factor`. All of history is read, so that a thing is the same
 * whatever days, filters or currency are asked for. `accelerators` is the placeholder of acceleratorsJson.
 */
export function thingsSql(accelerators: string): string {
  return [acceleratorCte(accelerators), ...THINGS].join(',\n')
}

/** Tag keys whose value names people and not what a thing is for. */
const OWNER_KEYS = `'team', 'owner', 'costcenter', 'cost-center', 'department', 'email', 'createdby', 'created-by'`

const THINGS = [
  `thing as (
  select distinct provider, service, service_category, usage_type, publisher, consumed_unit as unit, resource, resource_type, resource_name
  from cost_fact
)`,
  `billed as (
  select *, ${MACHINE_LINE.kind} as kind, ${MACHINE_LINE.amount} as hour_factor, ${hardwareKeySql(MACHINE_LINE.key)} as type_key,
    coalesce(service_category = 'AI and Machine Learning', false) or regexp_matches(lower(coalesce(service, '')), '${ML_SERVICES}') as is_ml_service
  from (
    select *, 1::double as quantity, null::varchar as description, null::varchar as details,
      nullif(regexp_extract(usage_type, 'Reserved VM Instance, ([^,]+)', 1), '') as meter
    from thing
  )
)`,
  `parted as (
  select *, case when kind = 'ml' then ${MACHINE_LINE.role} end as role, case when kind in ('vm', 'ml') then ${MACHINE_LINE.part} end as part
  from billed
)`,
  `machined as (
  select parted.*, coalesce(accelerator.gpu, case when part = 'gpu' then coalesce(${MACHINE_LINE.tpu}, ${acceleratorOfText('usage_type')}) end) as own_model,
    case when part = 'gpu' then 1 when part = 'machine' then accelerator.gpus end as own_gpus,
    accelerator.gpus > 0 and kind is null and regexp_matches(lower(usage_type), 'capacity ?block|^reserved|reservation|unused') as is_promise
  from parted
  left join accelerator on accelerator.provider = parted.provider and accelerator.type_key = parted.type_key
)`,
  `gpu_machine as (
  select provider, resource, max(own_model) as model, max(type_key) as type_key, max(resource_name) as name
  from machined
  where resource is not null and own_gpus > 0
  group by provider, resource
)`,
  `host as (
  select case when starts_with(lower(resource_id), '/subscriptions/') then lower(resource_id) else resource_id end as resource,
    case when starts_with(lower(attributes->>'attached_to'), '/subscriptions/') then lower(attributes->>'attached_to') else attributes->>'attached_to' end as attached_to
  from (select resource_id, attributes::json as attributes from inventory where contains(attributes, '"attached_to"'))
)`,
  `gpu_disk as (
  select distinct gpu_machine.provider, host.resource
  from host
  join gpu_machine on host.attached_to = gpu_machine.resource or gpu_machine.provider = 'gcp' and host.attached_to = gpu_machine.name
)`,
  `named as (
  select provider, resource, lower(concat_ws(' ', resource, any_value(resource_name), array_to_string(list_transform(
      list_filter(map_entries(arg_max(tags, day) filter (where tags is not null)), lambda entry: ${foldTagKeySql('entry.key')} not in (${OWNER_KEYS})),
      lambda entry: entry.value), ' '))) as words
  from cost_fact
  where resource is not null
  group by provider, resource
)`,
  `known as (
  select machined.*, coalesce(named.words, '') as words, gpu_disk.resource is not null as is_gpu_disk, gpu_machine.resource is not null as is_of_gpu,
    (own_gpus > 0 or is_promise or part is not null and (gpu_machine.resource is not null or machined.resource is null and regexp_matches(usage_type, '^(A[2-9]|G[24]) Instance (Core|Ram)'))) is true as is_gpu,
    coalesce(own_model, gpu_machine.model) as model, coalesce(machined.type_key, gpu_machine.type_key) as machine_type,
    regexp_matches(coalesce(resource_type, ''), '(?i)volume|disk|snapshot') or service_category = 'Storage'
      or regexp_matches(coalesce(service, ''), '(?i)simple storage|cloud storage|storage accounts|fsx|filestore|elastic file|netapp') as is_storage,
    ${TRAINING_FILES} as is_training_files
  from machined
  left join gpu_machine on gpu_machine.provider = machined.provider and gpu_machine.resource = machined.resource
  left join gpu_disk on gpu_disk.provider = machined.provider and gpu_disk.resource = machined.resource
  left join named on named.provider = machined.provider and named.resource = machined.resource
)`,
  `ml_thing as (
  select ${THING.join(', ')}, kind, role, part, is_gpu, case when is_gpu then model end as model, case when part is not null or is_promise then machine_type end as machine_type,
    own_gpus, hour_factor, class
  from (select *, ${CLASS} as class from known)
  where class is not null
)`,
]
