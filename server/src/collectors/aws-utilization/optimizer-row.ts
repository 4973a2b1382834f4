import { toAmount } from '@outlay/shared/money'
import { z } from 'zod'
import type { JsonValue, PageRow } from '../collector.ts'
import type { FindingSpec } from './optimizer-specs.ts'

const Savings = z.looseObject({
  savingsOpportunityPercentage: z.number().optional(),
  estimatedMonthlySavings: z
    .object({ currency: z.string().optional(), value: z.number().optional() })
    .optional(),
})
type Savings = z.output<typeof Savings>

/** What every finding has, whatever it is about. */
export const Finding = z.looseObject({
  accountId: z.string().optional(),
  lastRefreshTimestamp: z.date().optional(),
  savingsOpportunity: Savings.optional(),
})
export type Finding = z.output<typeof Finding>

const Option = z.looseObject({ rank: z.number().optional(), savingsOpportunity: Savings.optional() })
type Option = z.output<typeof Option>

/** False for what needs no change. */
export function isFinding(row: Finding, { finding }: FindingSpec): boolean {
  return String(row[finding] ?? '').toLowerCase() !== 'optimized'
}

export function findingRow(row: Finding, spec: FindingSpec, region: string): PageRow {
  const arn = String(row[spec.arn])
  const best = bestOption(row, spec)
  const state = row[spec.finding]
  const savings = best?.savingsOpportunity ?? row.savingsOpportunity
  return {
    provider: 'aws',
    advisor: 'aws-compute-optimizer',
    finding_id: `${spec.type}/${arn}`,
    finding_type: spec.type,
    account_id: row.accountId ?? null,
    service: spec.service,
    region,
    resource_id: spec.bare === true ? (arn.split('/').at(-1) ?? arn) : arn,
    state: typeof state === 'string' ? state : null,
    ...savingsOf(savings),
    generated_at: row.lastRefreshTimestamp?.toISOString() ?? null,
    details: details(row, best, savings, spec),
  }
}

function savingsOf(savings: Savings | undefined): Pick<PageRow, 'currency' | 'monthly_savings'> {
  const { currency, value } = savings?.estimatedMonthlySavings ?? {}
  if (value === undefined) return { currency: null, monthly_savings: null }
  return { currency: currency ?? 'USD', monthly_savings: toAmount(String(value)) }
}

function details(
  row: Finding,
  best: Option | undefined,
  savings: Savings | undefined,
  { current, recommended }: FindingSpec,
): JsonValue {
  return {
    savings_percentage: savings?.savingsOpportunityPercentage ?? null,
    current: pick(row, current),
    recommended: best === undefined ? null : pick(best, recommended),
    reasons: jsonOf(row['findingReasonCodes']),
    performance_risk: jsonOf(best?.['performanceRisk']),
  }
}

function bestOption(row: Finding, { options }: FindingSpec): Option | undefined {
  const parsed = z.array(Option).safeParse(options === null ? [] : row[options])
  const ranked = parsed.success ? parsed.data.toSorted((a, b) => (a.rank ?? 99) - (b.rank ?? 99)) : []
  return ranked[0]
}

function pick(row: Readonly<Record<string, unknown>>, names: readonly string[]): JsonValue {
  const found = names.filter((name) => row[name] !== undefined)
  return Object.fromEntries(found.map((name) => [name, jsonOf(row[name])]))
}

/** Dates and what JSON does not know become text or go. */
function jsonOf(value: unknown): JsonValue {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as JsonValue)
}
