/**
 * CTEs of `bucket_line`: the lines of `resource_use` that object storage bills, whatever the cloud, as
 * - `part`: `storage`, `padding` (minimum size billed apart), `staging` (parts of uploads not completed), `put`, `get`,
 *   `request`, `transition`, `retrieval`, `early_delete`, `monitoring` or null
 * - `class`: as `storage_price.storage_class` spells it; `base` true for Standard and Hot
 * - `gb` double: GB-months of 30 days; `geo` text: `ra-grs`, `grs`, `multi-region`… or null
 * Sources: usage types of S3, meters of Azure Blob Storage, SKU descriptions of Cloud Storage.
 */
export const BUCKET_LINE = `
  object_line as (
    select *, lower(concat_ws(' ', usage_type, meter, description)) as words, coalesce(usage_type, '') as kind
    from resource_use
    where (provider = 'aws' and (service_code in ('AmazonS3', 'AmazonGlacier', 'AmazonS3GlacierDeepArchive')
        or regexp_matches(coalesce(service, ''), '(?i)simple storage service|^amazon ?s3|glacier')))
      or (provider = 'azure' and regexp_matches(coalesce(service, ''), '(?i)^(azure )?storage( accounts)?$|blob|data lake storage'))
      or (provider = 'gcp' and regexp_matches(coalesce(service, ''), '(?i)^(google )?cloud storage$'))
  ),
  parted as (
    select *, case provider when 'aws' then ${awsPart()} when 'azure' then ${azurePart()} else ${gcpPart()} end as part,
      case provider when 'aws' then ${awsClass()} when 'azure' then ${azureClass()} else ${gcpClass()} end as class
    from object_line
  ),
  bucket_line as (
    select *, class in ('Standard', 'Hot') as base,
      case when part in ('storage', 'padding', 'staging', 'early_delete') then
        case when regexp_matches(lower(coalesce(unit, '')), 'byte.?sec') then priced_quantity
          when regexp_matches(lower(coalesce(unit, '')), 'hour|hrs') then quantity / 730 else quantity end end as gb,
      case when provider = 'azure' then nullif(regexp_extract(words, 'ra-?gzrs|ra-?grs|gzrs|grs|zrs'), '')
        when provider = 'gcp' then nullif(regexp_extract(words, 'multi-?region|dual-?region'), '') end as geo
    from parted
    where part is not null and class is not null
  )`

function awsPart(): string {
  return `case
    when regexp_matches(kind, 'EarlyDelete') then 'early_delete'
    when regexp_matches(kind, 'Monitoring-Automation') then 'monitoring'
    when regexp_matches(kind, 'SmObjects') then 'padding'
    when regexp_matches(kind, 'Staging') then 'staging'
    when regexp_matches(kind, 'TimedStorage')
      or regexp_matches(words, 'month of (standard )?storage( used)?|s3 [a-z -]*storage$|gb-month of .*storage') then 'storage'
    when regexp_matches(kind, 'Retrieval') then 'retrieval'
    when regexp_matches(kind, 'Requests.*Tier[34]') or regexp_matches(coalesce(operation, ''), 'Transition')
      then 'transition'
    when regexp_matches(kind, 'Requests.*Tier1') or regexp_matches(words, 'put, copy, post') then 'put'
    when regexp_matches(kind, 'Requests.*Tier2') or regexp_matches(words, 'get and all other') then 'get'
    when regexp_matches(kind, 'Requests') then 'request' end`
}

function awsClass(): string {
  return `case
    when regexp_matches(kind, 'INT-AIA') then 'Intelligent-Tiering AIA'
    when regexp_matches(kind, 'INT-IA') then 'Intelligent-Tiering IA'
    when regexp_matches(kind, 'INT-DAA|INT-AA') then 'Intelligent-Tiering archive'
    when regexp_matches(kind, '-INT') then 'Intelligent-Tiering FA'
    when regexp_matches(kind, 'GIR') or regexp_matches(words, 'glacier instant') then 'Glacier Instant'
    when regexp_matches(kind, 'ZIA') or regexp_matches(words, 'one zone') then 'One Zone-IA'
    when regexp_matches(kind, 'GDA') or regexp_matches(words, 'deep archive') then 'Deep Archive'
    when regexp_matches(kind, '(?i)glacier|EarlyDelete-ByteHrs') or regexp_matches(words, 'glacier') then 'Glacier Flexible'
    when regexp_matches(kind, 'SIA') or regexp_matches(words, 'infrequent access') then 'Standard-IA'
    when regexp_matches(kind, 'RRS') then null
    else 'Standard' end`
}

function azurePart(): string {
  return `case
    when regexp_matches(words, 'files|table|queue|page blob|premium') then null
    when regexp_matches(words, 'early delete') then 'early_delete'
    when regexp_matches(words, 'data retrieval') then 'retrieval'
    when regexp_matches(words, 'data stored') then 'storage'
    when regexp_matches(words, 'write operations|write additional') then 'put'
    when regexp_matches(words, 'read operations') then 'get'
    when regexp_matches(words, 'operations') then 'request' end`
}

function azureClass(): string {
  return `case regexp_extract(words, '(^|[^a-z])(hot|cool|cold|archive)([^a-z]|$)', 2)
    when 'hot' then 'Hot' when 'cool' then 'Cool' when 'cold' then 'Cold' when 'archive' then 'Archive'
    else case when part = 'request' then 'Hot' end end`
}

function gcpPart(): string {
  return `case
    when regexp_matches(words, 'early.delet') then 'early_delete'
    when regexp_matches(words, 'retrieval') then 'retrieval'
    when regexp_matches(words, 'autoclass') then 'monitoring'
    when regexp_matches(words, 'class a') then 'put'
    when regexp_matches(words, 'class b') then 'get'
    when regexp_matches(words, '(standard|nearline|coldline|archive|dra\\)?|regional) storage') then 'storage' end`
}

function gcpClass(): string {
  return `case regexp_extract(words, 'nearline|coldline|archive')
    when 'nearline' then 'Nearline' when 'coldline' then 'Coldline' when 'archive' then 'Archive' else 'Standard' end`
}
