import type {
  AllocationExplanation,
  AllocationRulesAnswer,
  AllocationSummary,
  CommitmentFlow,
  SharedPool,
  TeamAllocation,
} from '@outlay/shared/allocation'
import type { TagPolicyAnswer, UntaggedAnswer } from '@outlay/shared/tagging'
import { z } from 'zod'
import { Amount, BasisShape, CurrencyTotalShape, Day, Instant, WarningShape } from './common.ts'

/** Shapes of the answers below `/allocation`. */

const Text = z.string().nullable()
const Match = z
  .array(z.array(z.string()))
  .describe('Any of the lists of dimension:operator:value, all of which hold')
const Explained = z.strictObject({ sql: z.string(), params: z.record(z.string(), z.string()) })
const Ruled = {
  key: z.string().exactOptional(),
  origin: z.enum(['config', 'app']),
  name: z.string().nullable(),
  enabled: z.boolean(),
}

const Teams = z.array(z.string()).nullable()
const Split = z.union([
  z.strictObject({ method: z.enum(['even', 'proportional']), teams: Teams }),
  z.strictObject({
    method: z.literal('fixed'),
    percents: z.array(z.strictObject({ team: z.string(), percent: z.string() })),
  }),
  z.strictObject({ method: z.literal('metric'), unit: z.string(), teams: Teams }),
])

export const RulesShape = z.strictObject({
  data: z.strictObject({
    rules: z.array(z.strictObject({ ...Ruled, team: z.string(), match: Match })),
    shared: z.array(z.strictObject({ ...Ruled, match: Match, split: Split })),
    virtualTags: z.array(
      z.strictObject({
        ...Ruled,
        tag: z.string(),
        values: z.array(z.strictObject({ value: z.string(), match: Match })),
      }),
    ),
    tagPolicy: z.array(z.strictObject({ ...Ruled, tag: z.string(), allowed: Teams })),
  }),
  version: z.int(),
  versions: z.array(z.strictObject({ version: z.int(), createdAt: Instant, actor: z.string(), note: Text })),
  teams: z.array(z.strictObject({ id: z.string(), name: Text })),
  units: z.array(z.string()),
  slots: z.strictObject({ max: z.int(), promoted: z.array(z.string()) }),
  fallback: Text,
}) satisfies z.ZodType<AllocationRulesAnswer>

const TeamShape = z.strictObject({
  team: z.string(),
  name: Text,
  owner: Text,
  direct: Amount,
  sharedIn: Amount,
  sharedOut: Amount,
  total: Amount,
  previousTotal: Amount.nullable(),
  budget: z
    .strictObject({
      id: z.string(),
      amount: Amount.nullable(),
      currency: z.string(),
      actual: Amount,
      month: z.string(),
      status: z.enum(['on_track', 'at_risk', 'over', 'unknown']),
    })
    .nullable()
    .describe('The only month budget that names the team, as it stands today'),
  tagCoverage: z.number().nullable(),
  openSavings: z.number().nullable(),
  unitCost: z.number().nullable(),
}) satisfies z.ZodType<TeamAllocation>

const PoolShape = z.strictObject({
  key: z.string(),
  name: z.string(),
  method: z.enum(['even', 'proportional', 'fixed', 'metric']),
  cost: Amount,
  shares: z.array(z.strictObject({ team: z.string(), cost: Amount })),
  unsplit: z.array(z.strictObject({ month: Day, cost: Amount, reason: z.string() })),
}) satisfies z.ZodType<SharedPool>

const FlowShape = z.strictObject({
  buyer: Text,
  buyerName: Text,
  team: Text,
  status: z.enum(['Used', 'Unused']),
  cost: Amount,
}) satisfies z.ZodType<CommitmentFlow>

export const SummaryShape = z.strictObject({
  sentence: z.string(),
  basis: BasisShape,
  currency: z.string(),
  currencies: z.array(CurrencyTotalShape),
  start: Day,
  end: Day,
  previous: z.strictObject({ start: Day, end: Day }).nullable(),
  teams: z.array(TeamShape),
  direct: Amount,
  shared: Amount,
  unallocated: Amount,
  previousUnallocated: Amount.nullable(),
  unsplit: Amount,
  total: Amount,
  previousTotal: Amount.nullable(),
  reconciles: z.strictObject({ ok: z.boolean(), difference: Amount }),
  pools: z.array(PoolShape),
  commitments: z.array(FlowShape),
  requiredTags: z.array(z.string()),
  unit: Text,
  units: z.array(z.string()),
  rulesVersion: z.int(),
  dataThrough: Day.nullable(),
  partialFrom: Day.nullable(),
  warnings: z.array(WarningShape),
  meta: Explained.exactOptional(),
}) satisfies z.ZodType<AllocationSummary>

export const ExplanationShape = z.strictObject({
  currency: z.string(),
  start: Day,
  end: Day,
  data: z.array(
    z.strictObject({
      reason: z.string(),
      key: Text,
      origin: z.enum(['config', 'app', 'tag', 'none']),
      match: Match.nullable(),
      team: Text,
      rows: z.int(),
      cost: Amount,
      shared: Text,
    }),
  ),
}) satisfies z.ZodType<AllocationExplanation>

export const UntaggedShape = z.strictObject({
  sentence: z.string(),
  currency: z.string(),
  start: Day,
  end: Day,
  total: Amount,
  items: z.int(),
  data: z.array(
    z.strictObject({
      resource: Text,
      resourceName: Text,
      provider: z.string(),
      subAccount: Text,
      subAccountName: Text,
      service: Text,
      resourceGroup: Text,
      creator: Text,
      cost: Amount,
      suggestion: z
        .strictObject({ team: z.string(), confidence: z.number(), evidence: z.string() })
        .nullable(),
    }),
  ),
  meta: Explained.exactOptional(),
}) satisfies z.ZodType<UntaggedAnswer>

const States = { compliant: Amount, wrongValue: Amount, untagged: Amount, notActivated: Amount }

export const PolicyShape = z.strictObject({
  sentence: z.string(),
  currency: z.string(),
  start: Day,
  end: Day,
  taggable: Amount,
  notTaggable: Amount,
  data: z.array(
    z.strictObject({
      tag: z.string(),
      allowed: Teams,
      required: z.boolean(),
      ...States,
      weeks: z.array(z.strictObject({ week: Day, ...States })),
      wrongValues: z.array(z.strictObject({ value: z.string(), cost: Amount })),
      sources: z.array(
        z.strictObject({
          provider: z.string(),
          billingAccount: z.string(),
          activatedOn: Day.nullable(),
          delivers: z.boolean(),
          untagged: Amount,
          notActivated: Amount,
        }),
      ),
    }),
  ),
}) satisfies z.ZodType<TagPolicyAnswer>
