import { defineReader, type Mapping, type RawFile } from '../reader.ts'
import { AWS_REGIONS } from '../regions.ts'
import { awsServices, serviceValues } from '../services.ts'
import { curColumns } from './support/aws-cur-columns.ts'
import { curCosts, type NetFields } from './support/aws-cur-costs.ts'
import { curFields, netFields } from './support/aws-cur-fields.ts'
import { splitTables } from './support/aws-cur-split.ts'
import { foldPunctuation, readHeader, requireColumns } from './support/header.ts'
import { quoted } from './support/sql.ts'

/** AWS Cost and Usage Report: legacy (`lineItem/UsageType`), its Athena form (`line_item_usage_type`) and CUR 2.0. */
export const awsCur = defineReader({
  id: 'aws-cur',
  title: 'AWS Cost and Usage Report',
  source: 'files',
  grain: 'resource',
  detect(file) {
    const header = readHeader(file, foldPunctuation)
    return REQUIRED.every((group) => header.has(...group)) ? 100 : 0
  },
  map,
})

const REQUIRED: readonly (readonly [string, ...string[]])[] = [
  ['lineItem/LineItemType'],
  ['lineItem/UnblendedCost'],
  ['lineItem/UsageStartDate'],
  ['lineItem/CurrencyCode'],
  ['bill/PayerAccountId'],
  ['bill/BillingPeriodStartDate'],
]

function map(file: RawFile): Mapping {
  const header = readHeader(file, foldPunctuation)
  requireColumns(file, header, 'an AWS Cost and Usage Report', REQUIRED)
  const net = netFields(header)
  const split = header.has('splitLineItem/ParentResourceId')
  const lines = curFields(header, file.header)
  return {
    with: tables(lines, net, split),
    expands: true,
    from: `${split ? 'shared' : 'costed'} left join aws_service on aws_service.code = lower(product_code) left join aws_region on aws_region.code = region_code`,
    columns: curColumns(net !== null, split),
    ignored: header.unused(),
    reject: `case when line_type is null then 'lineItem/LineItemType is empty' end`,
    ...(header.has('lineItem/ResourceId') ? {} : { grain: 'usage_type' as const }),
  }
}

function tables(lines: string, net: NetFields, split: boolean): string {
  const costs = curCosts(net)
  const regions = Object.entries(AWS_REGIONS).map(([code, name]) => `(${quoted(code)}, ${quoted(name)})`)
  return `aws_service(code, name, category) as (${serviceValues(awsServices())}),
aws_region(code, name) as (values ${regions.join(', ')}),
lines as not materialized (select *, ${RESERVATION} as ri from (select ${lines} from raw)),
parted as not materialized (select *, unnest(${costs.parts}) as part, ${REGION_CODE} as region_code from lines),
costed as not materialized (select *, ${costs.billed} as billed, ${costs.effective} as effective, ${costs.contracted} as contracted, ${costs.list} as list from parted)${split ? `,\n${splitTables(net)}` : ''}`
}

/** Lines of plain usage carry a subscription id too: it stands for the ARN only where a reservation is sure. */
const RESERVATION = `coalesce(ri_arn, case when line_type in ('DiscountedUsage', 'RIFee') then ri_subscription end)`

/** Reports without product columns still name the zone: `us-east-1a`, a local `us-west-2-lax-1a`, `us-east-1-wl1-bos-wlz-1`. */
const REGION_CODE = `coalesce(region, nullif(regexp_extract(zone, '^([a-z]{2}(?:-[a-z]+)+-[0-9]+)(?:[a-z]|-[a-z].*)$', 1), ''))`
