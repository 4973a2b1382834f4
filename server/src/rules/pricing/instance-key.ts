/** SQL expressions over the lines of a bill that may name the machine behind a line; identifiers, never values. */
export interface MachineText {
  /** `aws`, `azure` or `gcp`. */
  readonly provider: string
  /** Texts that may name the machine, the most reliable first. */
  readonly texts: readonly string[]
  /** SkuPriceDetails, JSON text. */
  readonly details?: string
  /** map(varchar, varchar) */
  readonly tags?: string
}

/** The columns of `usage_line` and of the relations made of it. */
export const USAGE_LINE_TEXT: MachineText = {
  provider: 'provider',
  texts: ['usage_type', 'meter', 'description'],
  details: 'details',
  tags: 'tags',
}

/**
 * SQL for the machine behind a line as the bill names it, in lower case; null where the texts name none. Service prefixes
 * stay (`db.r5.large`, `ml.g5.xlarge`), Azure sizes have `standard_`: join plain machines on `vm_price.type_key`, others
 * on hardwareKeySql(). Azure meters of two names (`D2 v3/D2s v3`) give the first, which costs the same. Three to ten
 * regular expressions a row: select the distinct texts first. It tells which machine a line speaks of, not that the line
 * is its price: marketplace software and EBS bandwidth name one too.
 */
export function instanceKeySql({ provider, texts, details, tags }: MachineText): string {
  const named = details === undefined ? [] : [`json_extract_string(${details}, '$.InstanceType')`]
  const tagged = tags === undefined ? [] : [`${tags}['${GCP_MACHINE_LABEL}']`]
  return `case ${provider}
    when 'aws' then ${first([...named, ...texts], awsSql)}
    when 'azure' then ${first([...named, ...texts], azureSql)}
    when 'gcp' then ${first([...named, ...tagged, ...texts], gcpSql)}
  end`
}

/**
 * SQL for the machine that a managed one runs on (`db.r5.large` → `r5.large`), which says its size, not its price:
 * managed machines cost more than the plain ones of `vm_price`.
 */
export function hardwareKeySql(key: string): string {
  return `regexp_replace(regexp_replace(${key}, '^(?:db|cache|ml|kafka|dms|emr)\\.', ''), '\\.(?:search|elasticsearch)$', '')`
}

/** Label that Google puts on the lines of Compute Engine. */
const GCP_MACHINE_LABEL = 'compute.googleapis.com/machine_spec'

function first(texts: readonly string[], toSql: (text: string) => string): string {
  return `coalesce(${[...texts.map(toSql), 'null'].join(', ')})`
}

const AWS_SIZE = '(?:nano|micro|small|medium|large|xlplus|[0-9]*xl(?:arge)?|metal(?:-[0-9]+xl)?)'
const AWS_TYPE = `(?:(?:db|cache|ml|kafka|dms)\\.)?[a-z]+[0-9]+[a-z0-9]*(?:-[a-z0-9]+)*\\.${AWS_SIZE}(?:\\.(?:search|elasticsearch))?`

/** Usage types (`EU-BoxUsage:m5.large`, `InstanceUsage:db.r5.24xl`) and descriptions; RDS writes `xl` for `xlarge`. */
function awsSql(text: string): string {
  const found = `regexp_extract(lower(${text}), '(?:^|[^a-z0-9.])(${AWS_TYPE})(?:$|[^a-z0-9.])', 1)`
  return orNull(`regexp_replace(${found}, '\\.([0-9]*)xl$', '.\\1xlarge')`)
}

const AZURE_SIZE =
  '[abdefghlmn][a-z]{0,4}[0-9]+(?:-[0-9]+)?[a-z]{0,5}(?:[_ ](?:ndr|[a-z]{1,3}[0-9]{1,4}))*(?:[_ ]v[0-9]+)?'
const AZURE_SALE = '(?: (?:spot|low priority|expired|promo))*'

/** Sizes (`Standard_D4s_v5` in any case), meters (`D4s v5 Spot`, `NC24ads A100 v4`, `D2 v3/D2s v3`). */
function azureSql(text: string): string {
  const size = `regexp_extract(lower(trim(${text})), '^(?:standard_)?(${AZURE_SIZE})(?:/[^ ]+(?: [^ ]+)?)?${AZURE_SALE}$', 1)`
  return orNull(`'standard_' || replace(nullif(${size}, ''), ' ', '_')`)
}

const GCP_KIND =
  'standard|highmem|highcpu|highgpu|megagpu|ultragpu|edgegpu|maxgpu|megamem|ultramem|hypermem|hightpu|custom|micro|small|medium'

/** Machine types alone or inside a text: `n2-standard-4`, `projects/…/machineTypes/e2-custom-4-8192`. */
function gcpSql(text: string): string {
  const type = `[a-z]+[0-9]+[a-z]*-(?:${GCP_KIND})(?:-[a-z0-9]+)*`
  return orNull(`regexp_extract(lower(${text}), '(?:^|[^a-z0-9-])(${type})(?:$|[^a-z0-9-])', 1)`)
}

function orNull(sql: string): string {
  return `nullif(${sql}, '')`
}
