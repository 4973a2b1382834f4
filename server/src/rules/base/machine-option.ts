/** What a Windows licence adds a core and hour. Source: AWS and Azure on-demand prices, Windows less Linux of one type. */
const WINDOWS_VCPU_HOUR = 0.046

/**
 * CTEs for rules that compare a machine with others of the catalogue; they need `vm_price`.
 * - `priced`: `machine` with `list_price` (USD an hour of its type), `price_region`, `own_region` boolean (false: its own
 *   region has no price, the ratio of another region is taken), `price_as_of` text, `price_source`, `price_stale`, its
 *   `maker` (`intel`, `amd`, `arm`, `any`), `class`, and `sud`: the share by which sustained use lowers what it pays now
 * Sizes of one family and memory cost the same a core: where a source took Azure's Windows price for some, the core price of
 * the others stands in; other outliers are left out.
 * - `choice`: for each type that runs (`provider, region, type_key`) the other types priced in the same region, as `new_*`
 */
export const PRICED_MACHINES = `
  trait as (
    select vm_price.*, ${makerSql()} as maker, ${classSql()} as class, ${featuresSql()} as features,
      usd_per_hour::double as listed, usd_per_hour::double / nullif(vcpu, 0) as vcpu_price
    from vm_price
    where usd_per_hour > 0
  ),
  fair as (
    select *, case when provider = 'azure' and gpu_count = 0 and vcpu_price > 1.15 * usual then usual * vcpu else listed end as price,
      gpu_count > 0 or vcpu_price >= 0.85 * usual and (provider = 'azure' or vcpu_price <= 1.15 * usual) as is_fair
    from (select *, quantile_disc(vcpu_price, 0.25) over (
        partition by provider, region, family, round(memory_gib / vcpu, 1)) as usual from trait)
  ),
  origin as (
    select used.region as used_region, fair.*
    from (select distinct provider, region, type_key from machine where type_key is not null) as used
    join fair on fair.provider = used.provider and fair.type_key = used.type_key
    where is_fair
    qualify row_number() over (partition by used.provider, used.region, used.type_key
      order by fair.region = used.region desc, fair.region in ('us-east-1', 'eastus', 'us-central1') desc, fair.region) = 1
  ),
  priced as (
    select machine.*, origin.price as list_price, origin.region as price_region, origin.region = machine.region as own_region,
      origin.as_of::varchar as price_as_of, origin.source as price_source, origin.stale as price_stale, origin.maker, origin.class,
      case when machine.provider = 'gcp' and covered_cost = 0
          and coalesce(compute_cost <= (1 - 0.6 * ${fullSudSql('origin.family')}) * nullif(list_cost, 0), true)
        then ${fullSudSql('origin.family')} * greatest(0, least(1, (run_hours / 720 - 0.25) / 0.75)) else 0 end as sud
    from machine
    left join origin on origin.provider = machine.provider and origin.used_region is not distinct from machine.region
      and origin.type_key = machine.type_key
  ),
  choice as (
    select origin.provider, origin.used_region as region, origin.type_key, other.instance_type as new_type,
      other.family as new_family, other.generation as new_generation, other.architecture as new_architecture,
      other.burstable as new_burstable, other.vcpu as new_vcpu, other.memory_gib as new_memory, other.gpu_model as new_gpu,
      other.gpu_count as new_gpus, other.gpu_memory_gib as new_gpu_memory, other.price as new_price, other.maker as new_maker,
      other.class as new_class, ${fullSudSql('other.family')} as new_sud
    from origin
    join fair as other on other.provider = origin.provider and other.region = origin.region and other.is_fair
      and other.type_key <> origin.type_key and not contains(other.type_key, 'metal') and not contains(other.type_key, '-flex')
      and (origin.class = 'gpu' or (${keepsSql()}))
  )
`

/**
 * SQL: the share of what `priced` machines pay now that ends on a `choice`, both at the catalogue's prices with sustained
 * use counted where the bill shows it: list prices alone would call a 24 × 7 n1 dearer than an e2, which it is not. A
 * Windows licence, which may be in the price, counts where it makes the share smaller.
 */
export const PRICE_SHARE = `if(os = 'windows', least(${shareSql()}, ${shareSql(WINDOWS_VCPU_HOUR)}), ${shareSql()})`

function shareSql(licence = 0): string {
  const newSud = `case when sud > 0 then new_sud * sud / nullif(${fullSudSql('family')}, 0) else 0 end`
  return `(1 - (new_price * (1 - ${newSud}) + ${licence} * new_vcpu) / (list_price * (1 - sud) + ${licence} * vcpu))`
}

/** Sustained use discount of a family that runs the whole month. Source: cloud.google.com/compute/docs/sustained-use-discounts. */
function fullSudSql(family: string): string {
  return `case when ${family} in ('n1', 'm1', 'm2') then 0.3 when ${family} in ('n2', 'n2d', 'c2') then 0.2 else 0 end`
}

function makerSql(): string {
  return `case when architecture = 'arm' then 'arm'
    when provider = 'aws' then if(regexp_matches(type_key, '^[a-z]+[0-9]+[a-z]*a[a-z]*[.-]'), 'amd', 'intel')
    when provider = 'azure' then if(regexp_matches(type_key, '^standard_[a-z]+[0-9-]+[a-z]*a[a-z]*'), 'amd', 'intel')
    when family = 'e2' then 'any'
    when family in ('n2d', 't2d', 'c2d', 'c3d', 'n4d', 'c4d', 'h4d') then 'amd' else 'intel' end`
}

/** What kind of work a family is for: machines of `general` may stand in for one another if they are large enough. */
function classSql(): string {
  return `case when gpu_count > 0 then 'gpu'
    when burstable then 'burstable'
    when provider = 'aws' and regexp_matches(type_key, '^[cmr][0-9]') then 'general'
    when provider = 'azure' and regexp_matches(type_key, '^standard_[def]s?[0-9]') then 'general'
    when provider = 'gcp' and regexp_matches(family, '^([cnte][0-9]+[a-z]?)$') then 'general'
    else coalesce(family, 'other') end`
}

/** Letters behind the generation: d local disk, n network, s premium disks (Azure). */
function featuresSql(): string {
  return `case provider when 'aws' then regexp_extract(type_key, '^[a-z]+[0-9]+([a-z]*)', 1)
    when 'azure' then regexp_extract(type_key, '^standard_[a-z]+[0-9-]+([a-z]*)', 1)
    else if(contains(type_key, '-lssd'), 'd', '') end`
}

/** A stand-in has the local disk, the network and the premium disks that the machine has. */
function keepsSql(): string {
  const kept = ['d', 'n', 's'].map(
    (letter) => `(not contains(origin.features, '${letter}') or contains(other.features, '${letter}'))`,
  )
  return kept.join(' and ')
}
