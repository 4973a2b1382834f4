import type { FocusVersion } from './rule.ts'

/** Columns that a version brought; Azure's 1.0 already carries the account types of 1.2, so those do not tell. */
const TELLING: readonly (readonly [FocusVersion, readonly string[]])[] = [
  ['1.4', ['invoicedetailid', 'commitmentprogrameligibilitydetails']],
  ['1.3', ['serviceprovidername', 'hostprovidername', 'contractapplied', 'allocatedmethodid']],
  ['1.2', ['invoiceid', 'pricingcurrency', 'pricingcurrencyeffectivecost']],
  ['1.1', ['skumeter', 'skupricedetails', 'servicesubcategory', 'capacityreservationid']],
]

/** The FOCUS version that a bill with these columns follows, at the least. */
export function focusVersion(header: readonly string[]): FocusVersion {
  const names = new Set(header.map((name) => name.toLowerCase()))
  const match = TELLING.find(([, columns]) => columns.some((column) => names.has(column)))
  return match ? match[0] : '1.0'
}
