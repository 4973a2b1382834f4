import type { RecommendationCard, RecommendationCardsAnswer } from '@outlay/shared/recommendations'
import type { RecommendationWithHistory } from './answers.ts'

/** A recommendation for tests, with what a case changes of it. */
export function card(more: Partial<RecommendationCard> = {}): RecommendationCard {
  return {
    id: 'idle-05-1',
    rule: 'IDLE-05',
    ruleSlug: 'idle-05-machine',
    family: 'idle',
    title: 'build-1 does nothing',
    provider: 'aws',
    billingAccountId: 'payer',
    subAccountId: '123',
    service: 'Amazon EC2',
    region: 'us-east-1',
    team: 'search',
    resourceIds: ['i-1'],
    grade: 'U',
    class: 'usage',
    stage: 'delete',
    confidence: 0.5,
    monthlyCost: '100',
    monthlySavings: { low: 80, expected: 90, high: 100 },
    countedSavings: 90,
    currency: 'USD',
    oneOffCost: 0,
    paybackDays: 0,
    effort: 'S',
    risk: 'low',
    status: 'open',
    statusReason: null,
    until: null,
    untilCost: null,
    assignee: null,
    conflictsWith: [],
    firstSeen: '2026-11-20',
    lastSeen: '2026-11-23',
    realised: null,
    ...more,
  }
}

export const evidence: Pick<RecommendationWithHistory, 'evidence' | 'remediation' | 'metrics'> = {
  metrics: [],
  evidence: {
    facts: { cpu_percent: 1.25, covered_by_commitments: 40, saving_before_commitments: 95 },
    factors: [{ name: 'share that ends', low: 0.8, expected: 0.9, high: 1, unit: 'share', source: 'bill' }],
    window: { start: '2026-10-20', end: '2026-11-19' },
    sql: '\n      select 1\n        from machine\n',
    params: { days: 14 },
  },
  remediation: {
    cli: 'aws ec2 stop-instances --dry-run',
    terraform: null,
    console: 'Stop it.',
    rollback: 'Start it.',
  },
}

export function answerOf(data: readonly RecommendationCard[]): RecommendationCardsAnswer {
  return {
    data,
    totals: {
      proven: 80,
      expected: 45,
      ceiling: 100,
      p10: 30,
      p50: 45,
      p90: 60,
      avoidance: 7,
      currency: 'USD',
    },
    otherTotals: [
      { proven: 5, expected: 6, ceiling: 9, p10: 4, p50: 6, p90: 8, avoidance: 0, currency: 'EUR' },
    ],
    meta: {
      ranAt: '2026-11-23T12:00:00Z',
      window: { start: '2026-10-20', end: '2026-11-19' },
      total: data.length,
      offset: 0,
    },
  }
}
