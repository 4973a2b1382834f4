import type { SharedCostRule } from '@outlay/shared/allocation'

interface Template {
  readonly name: string
  /** True where the rule is made of what the bill has. */
  readonly needsPublishers?: boolean
  /** `publishers` are those of the period. */
  rule(publishers: readonly string[]): Pick<SharedCostRule, 'name' | 'match' | 'split'>
}

const PROPORTIONAL = { method: 'proportional', teams: null } as const

/** Sellers that are the cloud itself; everyone else on its bill sells through its marketplace. */
const OWN_PUBLISHER = /^(aws|amazon|microsoft|azure|google|oracle)\b/i

/** What most companies share, as a rule to begin with. */
export const TEMPLATES: readonly Template[] = [
  {
    name: 'Unused commitments',
    rule: () => ({
      name: 'Unused commitments',
      match: [['commitmentStatus:is:Unused']],
      split: PROPORTIONAL,
    }),
  },
  {
    name: 'Support',
    rule: () => ({ name: 'Support', match: [['service:contains:support']], split: PROPORTIONAL }),
  },
  {
    name: 'Tax',
    rule: () => ({ name: 'Tax', match: [['chargeCategory:is:Tax']], split: PROPORTIONAL }),
  },
  {
    name: 'Marketplace',
    needsPublishers: true,
    rule: (publishers) => ({
      name: 'Marketplace without a team',
      match: marketplace(publishers.filter((publisher) => !OWN_PUBLISHER.test(publisher))),
      split: PROPORTIONAL,
    }),
  },
]

/** Nothing where nobody else sells: without a seller it would take all that has no team. */
function marketplace(sellers: readonly string[]): SharedCostRule['match'] {
  if (sellers.length === 0) return []
  return [[...sellers.map((seller) => `publisher:is:${seller}`), 'team:absent']]
}
