import { FOCUS_COLUMNS } from '../../columns.ts'
import { defineRules } from '../rule.ts'

/** Mandatory in every version from 1.0 to 1.4; without one of them some totals or groupings are empty. */
const MANDATORY = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ContractedCost',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'PricingQuantity',
  'PricingUnit',
  'ServiceCategory',
  'ServiceName',
] as const

const KNOWN = new Set(FOCUS_COLUMNS.map(({ name }) => name.toLowerCase()))

/** What a bill's column names alone tell. */
export const columnRules = defineRules([
  {
    id: 'OUTLAY-MANDATORY-COLUMNS',
    title: 'The columns that every FOCUS version demands are there',
    level: 'error',
    kind: 'header',
    columns: [],
    check(header) {
      const names = new Set(header.map((name) => name.toLowerCase()))
      return MANDATORY.filter((column) => !names.has(column.toLowerCase()))
    },
    clean: MANDATORY,
    violating: MANDATORY.slice(1),
  },
  {
    id: 'ColumnHandling-A-010-M',
    title: 'Columns outside the standard start with x_',
    level: 'error',
    kind: 'header',
    columns: [],
    check: (header) => header.filter((name) => !/^x_/i.test(name) && !KNOWN.has(name.toLowerCase())),
    clean: ['BilledCost', 'Tags', 'x_UsageType'],
    violating: ['BilledCost', 'Id'],
  },
])
