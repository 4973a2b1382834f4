const BUILD = `(^|[^a-z])(ci|cicd|runner|runners|gha|jenkins|buildkite|teamcity|circleci|bamboo|build-?agents?)([^a-z]|$)`
const STATE = `(^|[^a-z])(db|database|mysql|postgres|pg|mongo|redis|kafka|zookeeper|etcd|elastic|opensearch|cassandra|rabbitmq|vault|consul|nfs|stateful|controller|control-plane|master|dc|ldap|license|licence|bastion|vpn|gateway|standby|dr)([^a-z]|$)`
const TRAINING = `(^|[^a-z])(train|training|trainer|finetune|fine-tune|rl|hpo|sweep)([^a-z]|$)`
const SPEAKING_KEYS = `(^|[^a-z])(name|app|application|role|service|component|purpose|workload|nodegroup-name|nodepool|agentpool)$`
const JOB_SERVICES = `(?i)mapreduce|dataproc|hdinsight|databricks|aws batch|azure batch`

/** Azure shows no spot price of most sizes, and what it shows is a ratio of a family of two years ago. */
const AZURE_PRICE = { low: 0.15, mid: 0.3, high: 0.5 }
/** AWS, where neither type nor family is listed: P95, P50 and P5 of all types over two regions. */
const AWS_PRICE = { low: 0.25, mid: 0.42, high: 0.52 }

/** One more tag of a machine by what its key ends with; the bill spells the same key in several ways. */
const tagEnding = (pattern: string) =>
  `list_filter(map_entries(tags), lambda entry: regexp_matches(lower(entry.key), '${pattern}'))[1].value`

/**
 * CTEs of the spot rules. They need `spot_price`.
 * - `placed`: virtual machines with their `place` (`job`, `ci`, `cluster`, `fleet`, `brief`: gone within a day, `single`),
 *   `unit` (the job, cluster, group, or the name without its numbers), of jobs the `node_role` (`task`, `core` or null) and `on_demand`
 * - `candidate`: the same with `price_low`, `price_mid`, `price_high`: spot price ÷ price paid, null where unknown, and
 *   `basis`, `price_source`, `price_stale`, `reclaimed_min`, `reclaimed_max`
 * - `unit_stat`: behaviour of each unit, spot machines included: the signals of spotEligibility()
 */
export const SPOT_MACHINES = `
  worded as (
    select machine.*, tag.tags, rule_window.start_day, rule_window.window_days / 30.0 as scale,
      lower(concat_ws(' ', resource_name, asg, array_to_string(list_transform(list_filter(map_entries(tag.tags),
        lambda entry: regexp_matches(lower(entry.key), '${SPEAKING_KEYS}')), lambda entry: entry.value), ' '))) as words,
      coalesce(nullif(regexp_replace(lower(resource_name), '[0-9a-f]{6,}|[0-9]+', '#', 'g'), ''), 'machines') as stem,
      coalesce(machine.hours, run_hours) / instances as ran
    from machine
    join rule_window using (provider, billing_account)
    left join (select provider, resource, tags from machine_tag) as tag using (provider, resource)
    where kind = 'vm' and compute_cost > 0
  ),
  placed as (
    select *, case
        when job is not null or regexp_matches(coalesce(service, ''), '${JOB_SERVICES}') then 'job'
        when regexp_matches(words, '${BUILD}') then 'ci'
        when cluster is not null then 'cluster'
        when asg is not null then 'fleet'
        when ran * scale < 24 and last_day - first_seen <= 1 and idle_days >= 1 then 'brief'
        else 'single' end as place,
      case place when 'cluster' then cluster when 'fleet' then asg
        when 'job' then regexp_replace(stem, '-(sw|w)-[^-]+$', '-\\1') else stem end as unit,
      case when place <> 'job' then null
        when regexp_matches(lower(${tagEnding('instance[-_]group[-_]role$')}), 'task') or regexp_matches(stem, '-sw-[^-]+$') then 'task'
        when ${tagEnding('instance[-_]group[-_]role$')} is not null or regexp_matches(stem, '-m(-#)?$|-w-[^-]+$') then 'core'
        end as node_role,
      standard_cost > 0.5 * compute_cost as on_demand,
      regexp_matches(words, '${STATE}') as stateful, regexp_matches(words, '${TRAINING}') as training,
      gpus > 0 and (regexp_matches(type_key, '^p[0-9]|^a[23]-|_nd|_nc.*(a100|h100|h200)')) as scarce
    from worded
  ),
  unit_stat as (
    select provider, billing_account, sub_account, region, currency, if(place = 'brief', 'single', place) as kin, unit,
      round(sum(instances))::integer as members, count(*) filter (where place = 'brief')::integer as brief_members,
      sum(compute_cost) filter (where place = 'brief')::double / sum(compute_cost)::double as brief_share,
      median(ran * scale) filter (where place = 'brief' or idle_days >= 1) as lifetime,
      count(*) filter (where first_seen > first_bill_day)::double / any_value(scale * 30) as new_per_day,
      coalesce(bool_and(env_class = 'nonprod'), false) as nonprod,
      avg(least(1, ran / nullif(24 * (last_day - greatest(first_seen, start_day) + 1) / scale, 0)))::double as uptime,
      sum(spot_cost)::double / sum(compute_cost)::double as spot_share, bool_or(stateful) as stateful,
      bool_or(training) as training, max(age_days)::integer as oldest_days, bool_or(scarce) as scarce, min(idle_days)::integer as quiet_days
    from (select *, greatest(min(first_seen) over (partition by provider, billing_account), start_day - 1) as first_bill_day
      from placed)
    group by provider, billing_account, sub_account, region, currency, kin, unit
  ),
  bill_spot as (
    select provider, billing_account, region, type_key, currency, sum(spot_cost)::double / sum(hours) as price
    from placed
    where type_key is not null and hours > 0 and spot_cost > 0.9 * compute_cost
    group by all
    having sum(hours) >= 24
  ),
  any_region as (
    select provider, type_key, min(1 - discount) as low, avg(1 - discount) as mid, max(1 - discount) as high,
      min(interruption_min) as reclaimed_min, max(interruption_max) as reclaimed_max, bool_or(stale) as stale,
      any_value(source) as source, min(as_of) as as_of
    from spot_price
    group by provider, type_key
  ),
  any_size as (
    select provider, family, quantile_cont(1 - discount, 0.1) as low, median(1 - discount) as mid,
      quantile_cont(1 - discount, 0.9) as high, bool_or(stale) as stale, any_value(source) as source, min(as_of) as as_of
    from spot_price
    group by provider, family
  ),
  looked_up as (
    select placed.*, case when bill_spot.price > 0 and paid_price > 0 then 'bill'
        when placed.provider = 'azure' and here.discount <= 0 then null
        when placed.provider = 'azure' then 'assumed'
        when here.discount > 0 then 'region' when there.mid < 1 then 'other region'
        when size.mid < 1 then 'family' when placed.provider = 'aws' then 'assumed' end as basis,
      if(placed.provider = 'aws', 0.15, 0.1) as spread,
      case basis when 'bill' then bill_spot.price / paid_price when 'region' then 1 - here.discount
        when 'other region' then there.mid when 'family' then size.mid
        when 'assumed' then if(placed.provider = 'azure', ${AZURE_PRICE.mid}, ${AWS_PRICE.mid}) end as r_mid,
      case basis when 'bill' then 0.9 * r_mid when 'region' then (1 - spread) * r_mid when 'other region' then (1 - spread) * there.low
        when 'family' then size.low when 'assumed' then if(placed.provider = 'azure', ${AZURE_PRICE.low}, ${AWS_PRICE.low}) end as r_low,
      case basis when 'bill' then 1.1 * r_mid when 'region' then (1 + spread) * r_mid when 'other region' then (1 + spread) * there.high
        when 'family' then size.high when 'assumed' then if(placed.provider = 'azure', ${AZURE_PRICE.high}, ${AWS_PRICE.high}) end as r_high,
      case basis when 'region' then here.source when 'other region' then there.source when 'family' then size.source end as price_source,
      case basis when 'region' then here.as_of when 'other region' then there.as_of when 'family' then size.as_of end as price_as_of,
      case basis when 'bill' then false when 'region' then here.stale when 'other region' then there.stale
        when 'family' then size.stale else true end as price_stale,
      coalesce(here.interruption_min, there.reclaimed_min) as reclaimed_min,
      if(here.interruption_min is null, there.reclaimed_max, here.interruption_max) as reclaimed_max,
      case when placed.provider in ('azure', 'gcp') and covered_cost = 0 and spot_cost = 0 and list_cost > compute_cost and basis <> 'bill'
        then list_cost::double / compute_cost::double else 1 end as list_over_paid,
      case when os in ('windows', 'rhel', 'suse') and basis <> 'bill' then 0.6 else 1 end as licence_free
    from placed
    left join bill_spot on bill_spot.provider = placed.provider and bill_spot.billing_account = placed.billing_account
      and bill_spot.region = placed.region and bill_spot.type_key = placed.type_key and bill_spot.currency = placed.currency
    left join spot_price as here on here.provider = placed.provider and here.region = placed.region and here.type_key = placed.type_key
    left join any_region as there on there.provider = placed.provider and there.type_key = placed.type_key
    left join any_size as size on size.provider = placed.provider and size.family = placed.family
  ),
  candidate as (
    select looked_up.* exclude (r_low, r_mid, r_high),
      (1 - licence_free * (1 - r_low)) * list_over_paid as price_low,
      (1 - licence_free * (1 - r_mid)) * list_over_paid as price_mid,
      (1 - licence_free * (1 - r_high)) * list_over_paid as price_high
    from looked_up
  )
`
