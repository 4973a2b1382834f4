import { defineRules } from '../rule.ts'
import { oneOf, when } from '../sql.ts'

/** Text columns by which rows are grouped and joined: a placeholder there makes a group of its own. */
const GROUPING = [
  'AvailabilityZone',
  'BillingAccountName',
  'CommitmentDiscountId',
  'InvoiceId',
  'PublisherName',
  'RegionId',
  'RegionName',
  'ResourceId',
  'ResourceName',
  'ResourceType',
  'ServiceName',
  'SkuId',
  'SkuPriceId',
  'SubAccountId',
  'SubAccountName',
] as const

const PLACEHOLDERS = ['', '-', 'n/a', 'nan', 'null', 'none', 'not applicable'] as const

/** Text that stands for nothing, or only looks like other text. */
export const textValueRules = defineRules([
  {
    id: 'NullHandling-A-002-M',
    title: 'A missing value is null, not an empty text or a placeholder such as N/A',
    level: 'error',
    kind: 'row',
    columns: GROUPING,
    mayLack: GROUPING,
    violation: GROUPING.map((column) =>
      when(hasTellingLength(column), `lower(${column}) in ${oneOf(PLACEHOLDERS)}`),
    ).join(' or '),
    clean: [{}, { ResourceName: 'nullable', RegionName: null }],
    violating: [
      { ResourceName: 'N/A' },
      { RegionId: 'NULL' },
      { SubAccountId: '' },
      { SkuId: 'Not Applicable' },
    ],
  },
  {
    id: 'OUTLAY-TAG-KEY-BLANK',
    title: 'Tag keys are not empty and have no blanks around them',
    level: 'warning',
    kind: 'row',
    columns: ['Tags'],
    violation: `len(list_filter(map_keys(Tags), lambda key: key = '' or key <> trim(key))) > 0`,
    clean: [{ Tags: '{"org": "a", "cost center": " b "}' }, { Tags: '{}' }, { Tags: null }],
    violating: [{ Tags: '{" org": "a"}' }, { Tags: '{"": "a"}' }],
  },
])

/** Most values differ from every placeholder in their length, which is cheap to see. */
function hasTellingLength(column: string): string {
  return `strlen(${column}) < 5 or strlen(${column}) = 14`
}
