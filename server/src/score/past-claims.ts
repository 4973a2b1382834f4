import type { RulesRun } from '../rules/run-rules.ts'
import type { LaterFacts, PastClaim } from './label.ts'
import type { LaterBill } from './later-bill.ts'
import type { ScopeHours } from './scope-hours.ts'

/** Measures that count; costs that are avoided and notes promise nothing that a bill could show. */
export function pastClaims({ cards }: RulesRun): PastClaim[] {
  return cards
    .filter(
      ({ rule, counted }) => rule.stage !== 'note' && rule.class !== 'avoidance' && counted.expected > 0,
    )
    .map(({ id, rule, candidate, finding, counted }) => ({
      rule: rule.id,
      stage: rule.stage,
      currency: candidate.currency,
      card: id,
      resources: finding.workload === undefined ? candidate.resource_ids : [],
      counted: counted.expected,
      monthlyCost: Number(candidate.monthly_cost),
      commitment: rule.stage === 'commit' ? commitmentOf(candidate, finding.facts) : null,
    }))
}

function commitmentOf(
  { provider, billing_account, currency }: RulesRun['cards'][number]['candidate'],
  facts: RulesRun['cards'][number]['finding']['facts'],
): PastClaim['commitment'] {
  const { scope, covers_on_demand_per_hour: covered, commit_per_hour: hourly } = facts
  if (typeof covered !== 'number' || typeof hourly !== 'number') return null
  return { scope: [provider, billing_account, currency, scope].join('|'), covered, hourly }
}

interface Later {
  readonly bill: LaterBill
  readonly scopes: ScopeHours
  /** Days between the claims and the later run. */
  readonly days: number
}

/** What a later run of the rules and the later bill say of claims. */
export function laterFacts(run: RulesRun, { bill, scopes, days }: Later): LaterFacts {
  const cards = new Map<string, number>()
  const found = new Set<string>()
  for (const { id, rule, candidate } of run.cards) {
    cards.set(id, Number(candidate.monthly_cost))
    for (const resource of candidate.resource_ids) found.add(`${rule.id}\0${resource}`)
  }
  const silent = new Map(
    run.reports.flatMap(({ rule, silences }) =>
      silences.flatMap(({ candidate, verdict }) =>
        candidate.resource_ids.map((resource) => [`${rule.id}\0${resource}`, verdict.reason] as const),
      ),
    ),
  )
  return {
    cards,
    verdict: (rule: string, resource: string) =>
      found.has(`${rule}\0${resource}`) ? ('found' as const) : (silent.get(`${rule}\0${resource}`) ?? null),
    cost: (resource: string) => bill.get(resource) ?? { before: 0, after: 0, last: 0 },
    hours: ({ rule, commitment }: PastClaim) =>
      scopes.get(`${rule}|${commitment?.scope}`)?.slice(-days * 24) ?? null,
  }
}
