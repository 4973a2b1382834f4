import { NATIONAL_CURRENCIES } from '../currencies.ts'
import { defineRules, type RowRule } from '../rule.ts'
import { SERVICE_SUBCATEGORIES } from '../service-subcategories.ts'
import { oneOf } from '../sql.ts'

const CATEGORIES = Object.keys(SERVICE_SUBCATEGORIES)

/** Columns with a closed list of values, in the standard's own spelling and case. */
export const allowedValueRules = defineRules([
  among('ChargeCategory-C-003-M', 'ChargeCategory', ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment']),
  {
    ...among('ChargeClass-C-005-C', 'ChargeClass', ['Correction']),
    title: 'ChargeClass is Correction or empty',
  },
  among('ChargeFrequency-C-003-M', 'ChargeFrequency', ['One-Time', 'Recurring', 'Usage-Based']),
  among('PricingCategory-C-007-M', 'PricingCategory', ['Standard', 'Dynamic', 'Committed', 'Other']),
  among('ServiceCategory-C-003-M', 'ServiceCategory', CATEGORIES),
  among('CommitmentDiscountCategory-C-005-M', 'CommitmentDiscountCategory', ['Spend', 'Usage']),
  // The official CommitmentDiscountStatus-C-005-M asks for Active, Expired or Pending, against the standard's text.
  among('OUTLAY-COMMITMENT-STATUS-VALUE', 'CommitmentDiscountStatus', ['Used', 'Unused']),
  among('CapacityReservationStatus-C-006-M', 'CapacityReservationStatus', ['Used', 'Unused']),
  {
    ...among('BillingCurrency-C-006-M', 'BillingCurrency', NATIONAL_CURRENCIES),
    title: 'BillingCurrency is a national currency of ISO 4217',
  },
  {
    ...among('ServiceSubcategory-C-003-M', 'ServiceSubcategory', Object.values(SERVICE_SUBCATEGORIES).flat()),
    title: 'ServiceSubcategory is one of the 82 allowed values',
  },
  {
    id: 'ServiceSubcategory-C-004-M',
    title: 'ServiceSubcategory belongs to the ServiceCategory of its row',
    level: 'error',
    kind: 'row',
    columns: ['ServiceCategory', 'ServiceSubcategory'],
    violation: `case ${CATEGORIES.map(
      (category) =>
        `when ServiceSubcategory in ${oneOf(SERVICE_SUBCATEGORIES[category] ?? [])} then ServiceCategory <> '${category}'`,
    ).join(' ')} end`,
    clean: [{ ServiceCategory: 'Storage', ServiceSubcategory: 'Object Storage' }],
    violating: [{ ServiceCategory: 'Compute', ServiceSubcategory: 'Object Storage' }],
  },
])

function among(id: string, column: string, values: readonly string[]): RowRule {
  return {
    id,
    title:
      values.length <= 5
        ? `${column} is ${values.join(' or ')}`
        : `${column} is one of the ${values.length} allowed values`,
    level: 'error',
    kind: 'row',
    columns: [column],
    violation: `${column} not in ${oneOf(values)}`,
    clean: values.slice(0, 5).map((value) => ({ [column]: value })),
    violating: [{ [column]: (values[0] ?? '').toLowerCase() }, { [column]: 'Something else' }],
  }
}
