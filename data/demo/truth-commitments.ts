import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { sourceOf } from './company.ts'
import type { Fleet } from './fleet/fleet.ts'
import { SERVICES } from './services.ts'
import { COMMITMENT_OPTIMUM } from './sql/truth-commitments.ts'
import type { Change, Remedy, SourceId } from './types.ts'

/** What the clouds would offer for one year without upfront: illustrations of the size of public offers. */
const DISCOUNTS = { awsCompute: 0.27, sagemaker: 0.2, database: 0.32, azure: 0.3, google: 0.28 } as const

const DATABASES = ['rds', 'elasticache', 'opensearch', 'redshift']

interface Offer {
  readonly rule: string
  readonly source: SourceId
  readonly services: readonly string[]
  readonly meters: string
  readonly discount: number
}

const OFFERS: readonly Offer[] = [
  ...(['aws-main', 'aws-pinemoor'] as const).flatMap((source): Offer[] => [
    { rule: 'CM-01', source, services: ['ec2'], meters: 'Instance Hour', discount: DISCOUNTS.awsCompute },
    { rule: 'ML-13', source, services: ['sagemaker'], meters: '.', discount: DISCOUNTS.sagemaker },
    {
      rule: 'CM-06',
      source,
      services: DATABASES,
      meters: '(instance|node) hour',
      discount: DISCOUNTS.database,
    },
  ]),
  { rule: 'CM-01', source: 'azure-ea', services: ['vm'], meters: '.', discount: DISCOUNTS.azure },
  { rule: 'CM-01', source: 'azure-mca', services: ['vm'], meters: '.', discount: DISCOUNTS.azure },
  { rule: 'CM-04', source: 'gcp-us', services: ['gce'], meters: 'running', discount: DISCOUNTS.google },
  { rule: 'CM-04', source: 'gcp-eu', services: ['gce'], meters: 'running', discount: DISCOUNTS.google },
]

const Row = z.object({
  rule: z.string(),
  source: z.enum(['aws-main', 'aws-pinemoor', 'azure-ea', 'azure-mca', 'gcp-us', 'gcp-eu']),
  discount: z.number(),
  covered: z.number(),
  promised: z.number(),
  demand: z.number(),
  saving: z.number(),
})

export interface CommitmentTruth {
  readonly rule: string
  readonly source: SourceId
  readonly provider: string
  readonly currency: string
  readonly discount: number
  /** Names of the services whose usage it would pay for. */
  readonly services: readonly string[]
  readonly onDemandPerHour: string
  readonly commitPerHour: string
  /** 30 days of it, and what the commitment saves of that. */
  readonly residualDemand: string
  readonly monthlySaving: string
}

function servicesOf(rule: string, source: SourceId): readonly string[] {
  const offer = OFFERS.find((candidate) => candidate.rule === rule && candidate.source === source)
  return (offer?.services ?? []).map((service) => SERVICES[service]?.[0] ?? service)
}

/** The best commitments on what is left when the first remedy of every waste has been applied. */
export async function commitmentTruth(
  connection: DuckDBConnection,
  fleet: Fleet,
): Promise<readonly CommitmentTruth[]> {
  const params = { offers: JSON.stringify(OFFERS), rows: JSON.stringify(remaining(fleet)) }
  const reader = await connection.runAndReadAll(COMMITMENT_OPTIMUM, params)
  return z
    .array(Row)
    .parse(reader.getRowObjectsJson())
    .filter(({ saving }) => saving > 1)
    .map(({ rule, source, discount, covered, promised, demand, saving }) => ({
      rule,
      source,
      provider: sourceOf(source).provider,
      currency: sourceOf(source).currency,
      discount,
      services: servicesOf(rule, source),
      onDemandPerHour: covered.toFixed(4),
      commitPerHour: promised.toFixed(4),
      residualDemand: demand.toFixed(2),
      monthlySaving: saving.toFixed(2),
    }))
}

/** The same as a piece of what is planted: its lines are those of whole services. */
export function asPlanted({
  rule,
  source,
  provider,
  currency,
  discount,
  services,
  ...plan
}: CommitmentTruth) {
  const method = `the best size of all, at a discount of ${discount}, on hourly demand without any other waste`
  return {
    id: `waste-commitment-${rule.toLowerCase()}-${source}`,
    kind: 'waste',
    rules: [rule],
    source,
    provider,
    billingAccountId: sourceOf(source).billingAccountId,
    subAccountId: null,
    currency,
    resourceIds: [],
    lines: services.map((service) => ({
      subAccountId: null,
      service,
      region: null,
      usageType: null,
      meter: null,
      resourceId: null,
    })),
    monthlyCost: plan.residualDemand,
    monthlySaving: plan.monthlySaving,
    savings: [{ rule, monthlySaving: plan.monthlySaving, method }],
    needs: [],
    tempts: [],
    why: 'steady demand at on-demand prices',
  }
}

/** What goes to spot is no longer there to be committed to. */
const GOES_TO_SPOT = /^(SPOT-|ML-0[123]$|ML-15$)/

function remaining(fleet: Fleet): readonly object[] {
  const rows = fleet.truths.flatMap(({ remedies: [best] }) => (best === undefined ? [] : leftBy(best)))
  return [...new Map(rows.reverse().map((row) => [row.series, row])).values()]
}

function leftBy({ rule, changes }: Remedy): readonly Change[] {
  return GOES_TO_SPOT.test(rule) ? changes.map((change) => ({ ...change, keep: 0, during: null })) : changes
}
