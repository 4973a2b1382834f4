import { azureRegions } from '../azure-regions.ts'
import { azureUnits } from '../azure-units.ts'
import { defineReader, type Mapping, type RawFile } from '../reader.ts'
import { azureServices, serviceValues } from '../services.ts'
import { azureColumns } from './support/azure-columns.ts'
import { AMORTIZED_EVIDENCE, azureKinds } from './support/azure-costs.ts'
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
  const fields = azureFields(header)
  const named = datasetOfName(file.name)
  return {
    with: tables(fields, file, named),
    from: `costed as l left join azure_region on azure_region.spelling = l.folded_location left join azure_unit on azure_unit.words = l.unit_words left join azure_service on azure_service.code = lower(l.consumed_service)`,
    columns: azureColumns(),
    ignored: header.unused(),
    ...(named === undefined ? { datasetSql: 'l.dataset' } : { dataset: named }),
  }
}

/** Exports are usually named for what they hold; where they are not, the rows tell. */
function datasetOfName(name: string): 'actual' | 'amortized' | undefined {
  if (/amorti[sz]ed/i.test(name)) return 'amortized'
  return /actual/i.test(name) ? 'actual' : undefined
}

function tables(fields: string, file: RawFile, named: string | undefined): string {
  const regions = azureRegions().flatMap(({ id, name, spellings }) =>
    spellings.map((spelling) => `(${quoted(spelling)}, ${quoted(id)}, ${quoted(name)})`),
  )
  const units = Object.entries(azureUnits()).map(([words, unit]) => `(${quoted(words)}, ${quoted(unit)})`)
  const order = quoted(isLocalised(file.header) ? 'dmy' : 'mdy')
  const dataset =
    named === undefined ? `case when ${AMORTIZED_EVIDENCE} then 'amortized' else 'actual' end` : quoted(named)
  return `azure_region(spelling, id, name) as (values ${regions.join(', ')}),
azure_unit(words, single) as (values ${units.join(', ')}),
azure_service(code, name, category) as (${serviceValues(azureServices())}),
lines as (select ${fields} from raw),
kinds as (select *, ${azureKinds()} from lines),
evidence as (select __file, coalesce(${orderEvidence(['day', 'period_start', 'period_end'])}, ${order}) as date_order, ${dataset} as dataset from kinds group by __file),
costed as (select kinds.*, date_order, dataset from kinds join evidence on evidence.__file = kinds.__file)`
}
