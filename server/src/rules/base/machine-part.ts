import { instanceKeySql } from '../pricing/instance-key.ts'

/** Hours, vCPU hours, GiB hours or GPU hours, whatever unit the bill counts them in; null where it does not say. */
const AMOUNT = `case
  when regexp_matches(lower(unit), '^(1 |1/)?(hours?|hrs?|h|[a-z -]*[- ]hours?|dpu-hours)$') then quantity
  when regexp_matches(lower(unit), '^(byte-seconds?)$') then quantity / 3600 / 1073741824
  when regexp_matches(lower(unit), '(gibibyte|gb|gib)[ -]?seconds?') then quantity / 3600
  when regexp_matches(lower(unit), 'seconds?$') then quantity / 3600
  when regexp_matches(lower(unit), 'minutes?$') then quantity / 60 end`

const TEXT = `concat_ws(' ', usage_type, meter, description)`

const IS_AWS_VM = `regexp_matches(usage_type, '(^|-)(BoxUsage|SpotUsage|HeavyUsage|DedicatedUsage|HostBoxUsage)(:|$)')
  and not regexp_matches(service, '(?i)mapreduce')`

const KEY = instanceKeySql({
  provider: 'provider',
  texts: ['usage_type', 'meter', 'description'],
  details: 'details',
})

const KIND = `case
  when provider = 'aws' then case
    when ${IS_AWS_VM} then 'vm'
    when regexp_matches(usage_type, '(^|[:-])ml\\.[a-z]') then 'ml'
    when regexp_matches(usage_type, '(InstanceUsage|Multi-AZUsage|Multi-AZClusterUsage|InstanceUsageIOOptimized|Multi-AZUsageIOOptimized|InstanceUsageIOOptimizedUsage):db\\.') then 'db'
    when regexp_matches(usage_type, 'NodeUsage:cache\\.|NodeUsage:db\\.') then 'cache'
    when regexp_matches(usage_type, 'ESInstance:') then 'search'
    when regexp_matches(usage_type, '(^|-)Node:(ra3|dc2|ds2|rg)') then 'warehouse'
    when regexp_matches(usage_type, '(^|-)Kafka\\.[a-z0-9]+\\.') then 'broker' end
  when provider = 'azure' then case
    when regexp_matches(resource, '/microsoft\\.machinelearningservices/') then case when ${AMOUNT} > 0 then 'ml' end
    when regexp_matches(lower(service), 'licenses?$') then null
    when regexp_matches(resource, '/microsoft\\.compute/virtualmachine') and ${KEY} is not null then 'vm'
    when regexp_matches(meter, '(?i)vcore') and ${AMOUNT} > 0
      and regexp_matches(resource, '/microsoft\\.(sql|dbforpostgresql|dbformysql|dbformariadb)/') then 'db'
    when regexp_matches(resource, '/microsoft\\.cache/') and ${AMOUNT} > 0 then 'cache' end
  when provider = 'gcp' then case
    when regexp_matches(${TEXT}, '(?i)commitment') then null
    when service = 'Cloud TPU' or regexp_matches(${TEXT}, '(?i)\\btpu\\b.*(chip|core|hour|running)') then 'ml'
    when service = 'Vertex AI' and (${KEY} is not null
      or regexp_matches(${TEXT}, '(?i)instance (core|ram)|nvidia')) then 'ml'
    when service = 'Cloud SQL' and regexp_matches(${TEXT}, '(?i)vcpu|\\bram\\b|micro|small') then 'db'
    when service = 'Compute Engine' and regexp_matches(${TEXT}, '(?i)(instance|custom|extended).*\\b(core|ram)\\b|(nvidia|gpu) .*(running|attached)|micro instance|small instance') then 'vm' end
  end`

const ROLE = `case
  when regexp_matches(${TEXT}, '(?i)(Host|Hst|AsyncInf)[:_A-Za-z]*ml\\.|online[ /a-z]*prediction') or contains(resource, '/onlineendpoints/') then 'endpoint'
  when regexp_matches(${TEXT}, '(?i)(Notebk|Studio)[:_A-Za-z-]*ml\\.|workbench|notebook') then 'notebook'
  when regexp_matches(${TEXT}, '(?i)(Train|TrSpt)[:_A-Za-z-]*ml\\.|custom training|training') then 'training'
  when regexp_matches(${TEXT}, '(?i)(Processing|Tsform|Pipelines)[:_A-Za-z-]*ml\\.|batch prediction') then 'batch'
  when regexp_matches(${TEXT}, '(?i)\\btpu\\b') then 'training'
  when contains(resource, '/microsoft.machinelearningservices/') and contains(resource, '/computes/') then 'compute' end`

const PART = `case
  when provider = 'aws' then 'machine'
  when provider = 'azure' then case when kind = 'db' then 'core' else 'machine' end
  when regexp_matches(${TEXT}, '(?i)nvidia|\\bgpu\\b') then 'gpu'
  when regexp_matches(${TEXT}, '(?i)\\btpu\\b') then 'gpu'
  when regexp_matches(${TEXT}, '(?i)[0-9] vcpu \\+') then 'machine'
  when regexp_matches(${TEXT}, '(?i)\\bram\\b') and not regexp_matches(${TEXT}, '(?i)core and ram') then 'memory'
  when regexp_matches(${TEXT}, '(?i)\\bcore\\b|vcpu') then 'core'
  else 'machine' end`

const TPU = `'TPU-' || nullif(lower(regexp_extract(${TEXT}, '(?i)\\btpu[ -]?(v[0-9]+[a-z]?)', 1)), '')`

const DETAIL = (...keys: readonly string[]) =>
  `coalesce(${keys.map((key) => `nullif(try(json_extract_string(details, '$.${key}')), '')`).join(', ')})`

/**
 * SQL by which a line is known for the running time of a machine, over the columns `provider`, `service`, `usage_type`,
 * `meter`, `description`, `details`, `resource`, `unit` and `quantity`: which `kind` of machine it bills (null: none), with
 * the `role` of one of `kind` `ml`, which `part` of it, the `amount` of hours and the `key` of the machine type. `part`
 * reads `kind` as well. `tpu` is the model of a TPU that the texts name.
 */
export const MACHINE_LINE = {
  kind: KIND,
  role: ROLE,
  part: PART,
  amount: AMOUNT,
  key: KEY,
  tpu: TPU,
} as const

/**
 * Table `machine_part`: the lines of `resource_use` that bill running time of a machine, with `kind`, `role`, `part`
 * (`machine`, or where Google and vCore databases bill apart: `core`, `memory`, `gpu`), `amount` double (hours of that
 * part in the window, null where the unit is unknown), `billed_type` and the sizes that the line states.
 */
export const MACHINE_PART = `
  create or replace temp table machine_part as
  with kinds as (
    select *, ${KIND} as kind, ${AMOUNT} as amount
    from resource_use
    where resource is not null and coalesce(commitment_status, '') <> 'Unused'
  )
  select *, case when kind = 'ml' then ${ROLE} end as role, ${PART} as part,
    case when provider = 'azure' and kind = 'db' then null else ${KEY} end as billed_type,
    try_cast(${DETAIL('CoreCount')} as double) as detail_vcpu,
    try_cast(regexp_extract(${DETAIL('MemorySize')}, '[0-9.]+') as double) as detail_memory,
    try_cast(${DETAIL('GpuCount')} as double) as detail_gpus, coalesce(${DETAIL('x_GpuModel', 'GpuModel')}, ${TPU}) as detail_gpu,
    regexp_matches(${TEXT}, '(?i)multi-?az|zone redundant|- ha\\b|regional') and kind = 'db' as doubled,
    case when regexp_matches(${TEXT}, '(?i)windows') then 'windows' when regexp_matches(${TEXT}, '(?i)\\brhel\\b|red hat') then 'rhel'
      when regexp_matches(${TEXT}, '(?i)\\bsuse\\b|\\bsles\\b') then 'suse' when regexp_matches(${TEXT}, '(?i)linux|unix') then 'linux' end as os
  from kinds
  where kind is not null
`
