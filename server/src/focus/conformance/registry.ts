import type { ConformanceRule } from './rule.ts'
import { allowedValueRules } from './rules/allowed-values.ts'
import { chargeCategoryRules } from './rules/charge-category.ts'
import { columnRules } from './rules/columns.ts'
import { commitmentChargeRules } from './rules/commitment-charges.ts'
import { commitmentColumnRules } from './rules/commitment-columns.ts'
import { consistencyRules } from './rules/consistency.ts'
import { consumptionRules } from './rules/consumption.ts'
import { costSanityRules } from './rules/cost-sanity.ts'
import { identityRules } from './rules/identity.ts'
import { jsonRules } from './rules/json-values.ts'
import { mandatoryRules } from './rules/mandatory.ts'
import { periodRules } from './rules/periods.ts'
import { pricingRules } from './rules/pricing.ts'
import { textValueRules } from './rules/text-values.ts'

/** Every conformance rule that an import is checked against; one line a file of `rules/`. */
export const conformanceRules: readonly ConformanceRule[] = [
  ...columnRules,
  ...mandatoryRules,
  ...allowedValueRules,
  ...chargeCategoryRules,
  ...pricingRules,
  ...commitmentColumnRules,
  ...commitmentChargeRules,
  ...consumptionRules,
  ...identityRules,
  ...periodRules,
  ...costSanityRules,
  ...textValueRules,
  ...jsonRules,
  ...consistencyRules,
]

const BY_ID = new Map(conformanceRules.map((rule) => [rule.id, rule]))

export interface RuleDescription {
  readonly title: string
  readonly level: 'error' | 'warning'
}

/** Title and level of a finding's rule. A rule that a later version dropped keeps its id as title. */
export function describeRule(id: string): RuleDescription {
  const rule = BY_ID.get(id)
  return rule ? { title: rule.title, level: rule.level } : { title: id, level: 'warning' }
}
