import { azureRegions } from '../azure-regions.ts'
import { azureUnits } from '../azure-units.ts'
import { defineReader, type Mapping, type RawFile } from '../reader.ts'
import { azureServices, serviceValues } from '../services.ts'
import { azureColumns } from './support/azure-columns.ts'
import { AMORTIZED_EVIDENCE, azureKinds, azurePrices } from './support/azure-costs.ts'
import { azureFields, foldAzure, isLocalised } from './support/azure-fields.ts'
import { orderEvidence } from './support/dates.ts'
import { readHeader, requireColumns } from './support/header.ts'
import { quoted } from './support/sql.ts'

/** Azure cost exports of every agreement: EA, MCA, pay-as-you-go; actual and amortized cost. */
export const azureCost = defineReader({
  id: 'azure-cost',
  title: 'an Azure cost export',
  source: 'files',
  grain: 'resource',
  detect(file) {
    const header = readHeader(file, foldAzure)
    return REQUIRED.every((group) => header.has(...group)) ? 100 : 0
  },
  map,
})

const REQUIRED: readonly (readonly [string, ...string[]])[] = [
  ['CostInBillingCurrency', 'PreTaxCost', 'Cost'],
  ['BillingCurrency', 'BillingCurrencyCode', 'Currency', 'CurrencyCode'],
  ['Date', 'UsageDateTime', 'UsageDate'],
  ['BillingAccountId', 'SubscriptionId', 'SubscriptionGuid'],
  ['MeterCategory', 'MeterId', 'ConsumedService'],
]

function map(file: RawFile): Mapping {
  const header = readHeader(file, foldAzure)
  requireColumns(file, header, 'an Azure cost export', REQUIRED)
  return {
    with: tables(azureFields(header), file),
    from: `costed as l left join azure_region on azure_region.spelling = l.folded_location left join azure_unit on azure_unit.words = l.unit_words left join azure_service on azure_service.code = lower(l.consumed_service)`,
    columns: azureColumns(),
    ignored: header.unused(),
    datasetSql: 'l.dataset',
  }
}

function tables(fields: string, file: RawFile): string {
  const regions = azureRegions().flatMap(({ id, name, spellings }) =>
    spellings.map((spelling) => `(${quoted(spelling)}, ${quoted(id)}, ${quoted(name)})`),
  )
  const units = Object.entries(azureUnits()).map(([words, unit]) => `(${quoted(words)}, ${quoted(unit)})`)
  const order = quoted(isLocalised(file.header) ? 'dmy' : 'mdy')
  return `azure_region(spelling, id, name) as (values ${regions.join(', ')}),
azure_unit(words, single) as (values ${units.join(', ')}),
azure_service(code, name, category) as (${serviceValues(azureServices())}),
lines as not materialized (select ${fields} from raw),
kinds as not materialized (select *, ${azureKinds()} from lines),
export_file(file, part, named) as (${exportFiles(file)}),
evidence as (select part, coalesce(${orderEvidence(['day', 'period_start', 'period_end'])}, ${order}) as date_order, case when ${AMORTIZED_EVIDENCE} or bool_or(named) then 'amortized' else 'actual' end as dataset from kinds join export_file on file = __file group by part),
costed as not materialized (select kinds.*, date_order, dataset, ${azurePrices()} from kinds join export_file on file = __file join evidence on evidence.part = export_file.part)`
}

/**
 * Files that are parts of one export: they differ in numbers and ids alone, and one that holds no commitment is what the
 * others are. An amortized export without any commitment looks like an actual one: then its name is all that tells.
 */
function exportFiles({ names }: RawFile): string {
  if (names === undefined || names.size === 0) return 'select distinct __file, __file, false from raw'
  const rows = [...names].map(
    ([index, name]) =>
      `(${index}, ${quoted(name.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+/gi, '#'))}, ${/amorti[sz]ed/i.test(name)})`,
  )
  return `values ${rows.join(', ')}`
}
