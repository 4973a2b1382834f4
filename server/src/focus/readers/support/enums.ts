import { spellings } from './sql.ts'

/** FOCUS columns whose values the specification lists, by their folded spelling. Source: FOCUS 1.4, CC-BY-4.0. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  ChargeCategory: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'],
  ChargeClass: ['Correction'],
  ChargeFrequency: ['One-Time', 'Recurring', 'Usage-Based'],
  CapacityReservationStatus: ['Used', 'Unused'],
  CommitmentDiscountCategory: ['Spend', 'Usage'],
  CommitmentDiscountStatus: ['Used', 'Unused'],
  PricingCategory: ['Standard', 'Dynamic', 'Committed', 'Other'],
  ServiceCategory: [
    'AI and Machine Learning',
    'Analytics',
    'Business Applications',
    'Compute',
    'Databases',
    'Developer Tools',
    'Multicloud',
    'Identity',
    'Integration',
    'Internet of Things',
    'Management and Governance',
    'Media',
    'Migration',
    'Mobile',
    'Networking',
    'Security',
    'Storage',
    'Web',
    'Other',
  ],
}

/** Spellings of earlier versions and of providers that differ in more than case and punctuation. */
const OTHER_SPELLINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Google's view names rounding rows `error`.
  ChargeCategory: { error: 'Adjustment', roundingerror: 'Adjustment' },
  // 1.0-preview
  PricingCategory: {
    ondemand: 'Standard',
    commitmentbased: 'Committed',
    commitmentdiscount: 'Committed',
    committeduse: 'Committed',
    spot: 'Dynamic',
  },
}

/** Folded spelling → spelling of the specification; undefined for a column of free text. */
export function enumValues(column: string): Readonly<Record<string, string>> | undefined {
  const values = VALUES[column]
  return values === undefined ? undefined : { ...spellings(values), ...OTHER_SPELLINGS[column] }
}
