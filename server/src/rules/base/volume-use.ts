/**
 * CTE `volume`: block volumes of the bill, a row each: `provider, billing_account, sub_account, service, region, resource,
 * name, env_class, team, currency`, `type` (`gp2`, `gp3`, `io1`, `io2`, `st1`, `sc1`; `premium`, `premium-v2`, `ultra`,
 * `standard-ssd`, `standard-hdd`; `pd-standard`, `pd-balanced`, `pd-ssd`, `pd-extreme`), `gib` double (inventory first, else
 * what the bill counts at 730 hours a month, null for Azure's tiers), `cost`, `storage_cost`, `iops_cost`, `throughput_cost`
 * decimal, `iops` double (what is provisioned and billed, null where nothing is), `age_days`, `idle_days` integer,
 * `attributes` JSON and `state` of the inventory or null.
 */
export const VOLUMES = `
  volume_line as (
    select *, ${typeSql()} as volume_type,
      case when regexp_matches(${text()}, '(?i)P-IOPS|\\biops\\b') then 'iops'
        when regexp_matches(${text()}, '(?i)P-Throughput|throughput|mbps') then 'throughput' else 'storage' end as part
    from resource_use
    where resource is not null
  ),
  volume as (
    select line.provider, line.billing_account, month.sub_account, any_value(line.service) as service, month.region,
      line.resource, coalesce(month.resource_name, line.resource) as name, month.env_class, month.team, line.currency,
      coalesce(max(volume_type) filter (where part = 'storage'), max(volume_type)) as type, sum(line.cost) as cost,
      coalesce(try_cast(any_value(attributes)->>'size_gib' as double),
        sum(quantity * 730 / 720) filter (where part = 'storage' and regexp_matches(lower(unit), '(gb|gib|gibibyte)[- ]mo'))) as gib,
      coalesce(sum(line.cost) filter (where part = 'storage'), 0) as storage_cost,
      coalesce(sum(line.cost) filter (where part = 'iops'), 0) as iops_cost,
      coalesce(sum(line.cost) filter (where part = 'throughput'), 0) as throughput_cost,
      coalesce(sum(quantity * 730 / 720) filter (where part = 'iops' and regexp_matches(lower(unit), 'iops-mo')),
        try_cast(any_value(attributes)->>'iops' as double)) as iops,
      any_value(month.age_days) as age_days, any_value(month.idle_days) as idle_days, any_value(attributes) as attributes,
      any_value(state) as state
    from volume_line as line
    join resource_month as month using (provider, billing_account, resource, currency)
    left join inventory_now using (resource)
    where volume_type is not null
    group by line.provider, line.billing_account, month.sub_account, month.region, line.resource, month.resource_name,
      month.env_class, month.team, line.currency
  )
`

function text(): string {
  return `concat_ws(' ', usage_type, meter, description)`
}

function typeSql(): string {
  return `case provider
    when 'aws' then case regexp_extract(usage_type, 'EBS:Volume(?:Usage|P-IOPS|P-Throughput)(?:\\.([a-z0-9]+))?$', 1)
      when 'piops' then 'io1' when '' then if(regexp_matches(usage_type, 'EBS:VolumeUsage$'), 'standard', null)
      else regexp_extract(usage_type, 'EBS:Volume(?:Usage|P-IOPS|P-Throughput)\\.([a-z0-9]+)$', 1) end
    when 'azure' then case
      when not regexp_matches(resource, '/microsoft\\.compute/disks/') then null
      when regexp_matches(${text()}, '(?i)ultra') then 'ultra'
      when regexp_matches(${text()}, '(?i)premium ssd v2|premiumv2') then 'premium-v2'
      when regexp_matches(${text()}, '(?i)snapshot') then null
      when regexp_matches(${text()}, '(?i)\\bP[0-9]+ (LRS|ZRS) disk\\b|premium ssd') then 'premium'
      when regexp_matches(${text()}, '(?i)\\bE[0-9]+ (LRS|ZRS) disk\\b|standard ssd') then 'standard-ssd'
      when regexp_matches(${text()}, '(?i)\\bS[0-9]+ (LRS|ZRS) disk\\b|standard hdd') then 'standard-hdd' end
    when 'gcp' then case
      when not regexp_matches(${text()}, '(?i)\\bPD (Capacity|IOPS)|PD Capacity') then null
      when regexp_matches(${text()}, '(?i)snapshot') then null
      when regexp_matches(${text()}, '(?i)balanced') then 'pd-balanced' when regexp_matches(${text()}, '(?i)extreme') then 'pd-extreme'
      when regexp_matches(${text()}, '(?i)ssd') then 'pd-ssd' else 'pd-standard' end
  end`
}
