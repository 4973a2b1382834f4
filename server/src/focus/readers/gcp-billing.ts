import { defineReader, type Mapping, type RawFile } from '../reader.ts'
import { googleServices, serviceValues } from '../services.ts'
import { gcpColumns, gcpTags } from './support/gcp-columns.ts'
import { GCP_REJECT, gcpKinds, gcpParts } from './support/gcp-costs.ts'
import { gcpFields, hasPath } from './support/gcp-fields.ts'
import { foldPunctuation, type Header, readHeader, requireColumns } from './support/header.ts'

/** Rows of Google Cloud's standard and detailed billing export to BigQuery, as JSON Lines, CSV or Parquet. */
export const gcpBilling = defineReader({
  id: 'gcp-billing',
  title: 'a Google Cloud billing export',
  source: 'files',
  grain: 'resource',
  detect(file) {
    const header = readHeader(file, foldPunctuation)
    return REQUIRED.every((path) => hasPath(header, path)) ? 100 : 0
  },
  map,
})

const REQUIRED = [
  'billing_account_id',
  'service.description',
  'usage_start_time',
  'cost',
  'currency',
  'invoice.month',
] as const

function map(file: RawFile): Mapping {
  const header = readHeader(file, foldPunctuation)
  requireColumns(
    file,
    header,
    'a Google Cloud billing export',
    REQUIRED.map((path) => groupOf(header, path)),
  )
  const fields = gcpFields(header)
  return {
    with: `gcp_service(code, category) as (select code, category from (${serviceValues(googleServices())}) as s(code, name, category)),
lines as not materialized (select *, ${gcpTags()} from (select ${fields} from raw)),
parted as not materialized (select *, ${gcpParts()} from (select *, ${gcpKinds()} from lines)),
charges as not materialized (select *, case when part like '{%' then part end as credit from parted)`,
    expands: true,
    from: 'charges left join gcp_service on gcp_service.code = lower(service)',
    columns: gcpColumns(),
    ignored: header.unused(),
    reject: GCP_REJECT,
    ...(hasPath(header, 'resource.name') ? {} : { grain: 'line' as const }),
  }
}

/** A member may stand alone or inside its record. */
function groupOf(header: Header, path: string): readonly [string, ...string[]] {
  return hasPath(header, path) ? [path, path.split('.')[0] ?? path] : [path]
}
