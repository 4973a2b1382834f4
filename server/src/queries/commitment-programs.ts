const SAYS = `concat_ws(' ', usage_type, meter, description)`

/**
 * SQL: the programs of commitments that usage belongs to, null where none is sold for it. One definition for coverage,
 * the planner and the rules. Reads `provider, service, usage_type, meter, description, unit`.
 * - `compute`: machines, Fargate and Lambda of AWS, machines of Azure
 * - `google`: cores and memory of Google's machines
 * - `database`: databases, caches, search and warehouses of AWS and Azure
 * - `sagemaker`
 */
export const COMMITMENT_PROGRAM = `case
      when provider = 'aws' and regexp_matches(${SAYS}, 'BoxUsage:|Fargate|Lambda.*GB-Second') then 'compute'
      when provider = 'aws' and service ilike '%sagemaker%' and regexp_matches(${SAYS}, '(Host|Notebk|Studio|Train|Processing|Tsform)[:A-Za-z-]*ml\\.')
        then 'sagemaker'
      when provider = 'aws' and regexp_matches(${SAYS}, '(InstanceUsage|Multi-AZUsage|NodeUsage|ESInstance|Node):') then 'database'
      when provider = 'azure' and service ilike 'virtual machines%' and lower(coalesce(unit, '')) like '%hour%' then 'compute'
      when provider = 'azure' and regexp_matches(service, '(?i)sql|redis|cosmos|synapse|postgresql|mysql')
        and lower(coalesce(unit, '')) like '%hour%' then 'database'
      when provider = 'gcp' and regexp_matches(${SAYS}, '(Instance|Custom) (Core|Ram)') then 'google'
    end`

/** SQL: family of an AWS or Azure machine or a Google SKU, e.g. `m5`, `d4s`, `n2`; empty where it has none. */
export const COMMITMENT_FAMILY = `lower(coalesce(
      nullif(regexp_extract(usage_type, ':(?:ml\\.|db\\.|cache\\.|search\\.)?([A-Za-z0-9-]+)\\.', 1), ''),
      nullif(regexp_extract(concat_ws(' ', meter, description), '\\b([A-Z][0-9]+[A-Z]?) (?:[A-Za-z]+ )*(?:Instance|Custom)', 1), ''),
      nullif(regexp_extract(meter, '^([A-Za-z]+[0-9]*[a-z]*)', 1), ''), ''))`
