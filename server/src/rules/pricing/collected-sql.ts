import { googleFamilySql, googlePartSql } from './google-sku.ts'

const LISTS = `case price.provider when 'aws' then 'AWS Price List' when 'gcp' then 'Google Cloud Catalog'
    when 'azure' then 'Azure retail prices' else price.provider || ' price list' end`

/** Prices that could be one of a key: dollars, first tier, in force on `$day`. */
const USABLE = `
  create or replace temp table usable_price as
  select price.*, price.rowid as sku_key, ${LISTS} || ' (collected, source ' || import.source || ')' as source
  from price
  join import on import.id = price.import_id
  where price.currency = 'USD' and price.tier_start = 0 and price.price > 0 and price.as_of <= $day::date
    and price.model in ('on_demand', 'spot')`

const attribute = (name: string) => `json_extract_string(attributes, '$.${name}')`

/** AWS and Azure price a whole machine. */
const MACHINES = `
  select 'vm_price' as target, provider, region, lower(resource_type) as item, price as usd, as_of, source,
    [sku_key] as sku_keys
  from usable_price
  where model = 'on_demand' and (
    (provider = 'aws' and service = 'AmazonEC2' and unit = 'Hrs'
      and coalesce(${attribute('operatingSystem')}, 'Linux') = 'Linux'
      and coalesce(${attribute('usagetype')}, 'BoxUsage:') like '%BoxUsage:%')
    or (provider = 'azure' and unit in ('1 Hour', '1 Hours') and resource_type ilike 'standard_%'
      and not regexp_matches(coalesce(description, '') || ' ' || coalesce(${attribute('product')}, ''),
        '(?i)windows|spot|low priority|promo'))
  )`

const EBS = `
  select 'unit_price' as target, provider, region, 'ebs.' || lower(resource_type) || '.storage' as item, price as usd,
    as_of, source, [sku_key] as sku_keys
  from usable_price
  where provider = 'aws' and service = 'AmazonEC2' and unit = 'GB-Mo' and model = 'on_demand'
    and coalesce(${attribute('usagetype')}, 'EBS:VolumeUsage') like '%EBS:VolumeUsage%'`

/** Google prices cores and memory of a family apart. */
const GOOGLE_PARTS = `
  create or replace temp table google_part as
  select region, model, ${googleFamilySql('description')} as family, ${googlePartSql('description')} as part,
    price, as_of, source, sku_key
  from usable_price
  where provider = 'gcp' and service = 'Compute Engine' and unit in ('h', 'GiBy.h')
    and not regexp_matches(description, '(?i)custom|extended|sole tenancy|premium|reserved|dws|calendar mode')`

/** Families whose machines cost nothing but their cores and memory, and names of machines that are more than those. */
const BY_PARTS = `('c2', 'c2d', 'c3', 'c3d', 'c4', 'c4a', 'c4d', 'e2', 'n1', 'n2', 'n2d', 'n4', 'n4a', 'n4d', 't2a', 't2d')`
const MORE_THAN_PARTS = `'lssd|metal|custom'`

const GOOGLE_MACHINES = `
  select case core.model when 'spot' then 'spot_price' else 'vm_price' end as target, 'gcp' as provider, core.region,
    machine.type_key as item, (core.price * machine.vcpu + ram.price * machine.memory_gib)::decimal(18, 9) as usd,
    least(core.as_of, ram.as_of) as as_of, core.source, [core.sku_key, ram.sku_key] as sku_keys
  from (
    select distinct type_key, family, vcpu::decimal(9, 2) as vcpu, memory_gib::decimal(9, 3) as memory_gib
    from vm_price
    where provider = 'gcp' and family in ${BY_PARTS} and coalesce(gpu_count, 0) = 0 and not burstable
      and not regexp_matches(type_key, ${MORE_THAN_PARTS})
  ) as machine
  join google_part as core on core.family = machine.family and core.part = 'core'
  join google_part as ram
    on ram.family = machine.family and ram.part = 'ram' and ram.region = core.region and ram.model = core.model`

/** One price a key: the latest, and none where those of one day differ. */
const CHOSEN = `
  create or replace temp table collected_price as
  select target, provider, region, item, min(usd)::decimal(18, 9) as usd, as_of, min(source) as source,
    flatten(list(sku_keys)) as sku_keys
  from (
    select * from (${MACHINES} union all ${EBS} union all ${GOOGLE_MACHINES})
    where item is not null
    qualify as_of = max(as_of) over (partition by target, provider, region, item)
  )
  group by target, provider, region, item, as_of
  having min(usd) = max(usd)`

/** Makes the temporary table `collected_price`, a row a key of the rules' tables. */
export const COLLECTED_SQL: readonly string[] = [USABLE, GOOGLE_PARTS, CHOSEN]
