import type {
  MlCompareAnswer,
  MlEndpointsAnswer,
  MlFinding,
  MlRunsAnswer,
  MlTokensAnswer,
} from '@outlay/shared/ml-parts'
import { z } from 'zod'
import { Amount, Day } from './common.ts'
import { Meta, ratio, text } from './ml.ts'

const Tally = z.strictObject({ runs: z.int(), cost: Amount })

export const MlRunsShape = z.strictObject({
  runs: z.array(
    z.strictObject({
      run: z.string(),
      namedBy: z.string(),
      experiment: text,
      provider: z.string(),
      resource: text,
      machineType: text,
      model: text,
      team: text,
      firstDay: Day,
      lastDay: Day,
      machineHours: ratio,
      gpuHours: z.number(),
      cost: Amount,
      spotShare: ratio,
      utilisation: ratio,
      idleCost: Amount,
      status: z.enum(['completed', 'failed', 'stopped', 'running', 'unknown']),
      attempt: z.int(),
    }),
  ),
  count: z.int(),
  cost: Amount,
  withoutRun: Amount,
  failed: Tally,
  repeated: Tally,
  unknownStatus: Tally,
  idleCost: Amount,
  tagKeys: z.array(z.string()),
  meta: Meta,
}) satisfies z.ZodType<MlRunsAnswer>

const Finding = z.strictObject({
  id: z.string(),
  rule: z.string(),
  title: z.string(),
  low: z.number(),
  expected: z.number(),
  high: z.number(),
}) satisfies z.ZodType<MlFinding>

export const MlEndpointsShape = z.strictObject({
  endpoints: z.array(
    z.strictObject({
      provider: z.string(),
      resource: z.string(),
      name: text,
      team: text,
      region: text,
      machineType: text,
      replicas: ratio,
      minReplicas: ratio,
      cost: Amount,
      requests: ratio,
      costPer1000: ratio,
      utilisation: ratio,
      peak: ratio,
      idleCost: ratio,
      findings: z.array(Finding),
    }),
  ),
  notebooks: z.array(
    z.strictObject({
      provider: z.string(),
      resource: z.string(),
      name: text,
      team: text,
      machineType: text,
      cost: Amount,
      hoursADay: ratio,
      workingShare: ratio,
      lastWorked: text,
      leftOn: z.boolean(),
      findings: z.array(Finding),
    }),
  ),
  rulesRanAt: text,
  meta: Meta,
}) satisfies z.ZodType<MlEndpointsAnswer>

export const MlTokensShape = z.strictObject({
  rows: z.array(
    z.strictObject({
      provider: z.string(),
      service: z.string(),
      usageTypes: z.array(z.string()),
      vendor: z.string(),
      model: z.string(),
      kind: z.enum(['input', 'output', 'cache read', 'cache write', 'other']),
      unit: z.string(),
      quantity: ratio,
      cost: Amount,
      pricePerMillion: ratio,
      previousQuantity: ratio,
      previousCost: Amount.nullable(),
      previousPricePerMillion: ratio,
    }),
  ),
  total: Amount,
  previousTotal: Amount.nullable(),
  previous: z.strictObject({ start: Day, end: Day }).nullable(),
  change: z
    .strictObject({ before: z.number(), now: z.number(), price: z.number(), mix: z.number() })
    .nullable()
    .describe('Of the mean price of a million tokens; price + mix = now − before'),
  series: z.array(z.strictObject({ period: Day, model: z.string(), cost: Amount, pricePerMillion: ratio })),
  vendors: z.array(z.strictObject({ vendor: z.string(), source: z.string() })),
  meta: Meta,
}) satisfies z.ZodType<MlTokensAnswer>

const Bounds = z.strictObject({ low: z.number(), high: z.number() })

export const MlCompareShape = z.strictObject({
  comparisons: z.array(
    z.strictObject({
      provider: z.string(),
      region: text,
      model: z.string(),
      hours: z.number(),
      cost: Amount,
      costPerHour: z.number(),
      dataGb: z.number(),
      options: z.array(
        z.strictObject({
          provider: z.string(),
          region: z.string(),
          model: z.string(),
          types: z.array(z.string()),
          onDemand: Bounds,
          spot: Bounds.nullable(),
          oneYear: Bounds.nullable(),
          egress: ratio,
          asOf: Day,
          stale: z.boolean(),
          notComparable: z.array(z.string()),
        }),
      ),
    }),
  ),
  managed: z.array(
    z.strictObject({
      provider: z.string(),
      region: text,
      machineType: z.string(),
      plainType: z.string(),
      hours: z.number(),
      cost: Amount,
      managedPerHour: z.number(),
      plainPerHour: z.number(),
      premium: z.number(),
      difference: z.number(),
      asOf: Day,
      priceRegion: z.string(),
    }),
  ),
  formula: z.string(),
  dataFrom: z.enum(['measured', 'given']),
  refused: text,
  meta: Meta,
}) satisfies z.ZodType<MlCompareAnswer>
