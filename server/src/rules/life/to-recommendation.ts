import type { Recommendation } from '@outlay/shared/recommendations'
import type { CountedCard } from '../portfolio/count.ts'
import type { Range } from '../rule.ts'

/** What a run says of a recommendation; the rest is what people and earlier runs said. */
export type RecommendationBody = Omit<
  Recommendation,
  'status' | 'statusReason' | 'until' | 'untilCost' | 'assignee' | 'firstSeen' | 'lastSeen' | 'realised'
>

const DAYS_PER_MONTH = 30

/** One card as the API answers it; estimates are rounded here, once, to cents. */
export function toRecommendation(
  card: CountedCard,
  window: { readonly start: string; readonly end: string },
  params: Readonly<Record<string, unknown>>,
): RecommendationBody {
  const { rule, candidate, finding, savings, counted } = card
  return {
    id: card.id,
    rule: rule.id,
    ruleSlug: rule.slug,
    family: rule.family,
    title: finding.title,
    provider: candidate.provider,
    billingAccountId: candidate.billing_account,
    subAccountId: candidate.sub_account,
    service: candidate.service,
    region: candidate.region,
    team: candidate.team,
    resourceIds: candidate.resource_ids,
    grade: finding.grade,
    class: rule.class,
    stage: rule.stage,
    confidence: Math.round(finding.probability * 1000) / 1000,
    monthlyCost: candidate.monthly_cost,
    monthlySavings: rounded(savings),
    countedSavings: cents(counted.expected),
    currency: candidate.currency,
    oneOffCost: cents(finding.oneOff),
    paybackDays:
      savings.expected > 0 ? Math.ceil((finding.oneOff / savings.expected) * DAYS_PER_MONTH) : null,
    effort: finding.effort,
    risk: finding.risk,
    evidence: {
      facts: withCover(card),
      factors: finding.factors.map((factor) => ({ ...factor })),
      window,
      sql: rule.sql,
      params,
    },
    remediation: { ...finding.remediation },
    conflictsWith: card.conflictsWith,
  }
}

/** A reader must see why a machine under a commitment saves less than it costs, or nothing. */
function withCover({ finding, coveredCost, savings }: CountedCard) {
  if (coveredCost < 0.005 || finding.savings.expected <= 0) return finding.facts
  return {
    ...finding.facts,
    covered_by_commitments: cents(coveredCost),
    saving_before_commitments: cents(finding.savings.expected),
    ...(savings.expected < 0.005 && {
      locked: 'Commitments cover it and nothing else can use them: it saves nothing until they end.',
    }),
  }
}

function rounded({ low, expected, high }: Range) {
  return { low: cents(low), expected: cents(expected), high: cents(high) }
}

export function cents(value: number): number {
  return Math.round(value * 100) / 100
}
