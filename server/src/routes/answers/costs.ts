import type {
  BridgeAnswer,
  BridgeStep,
  CostsAnswer,
  DimensionValue,
  ResourceAnswer,
} from '@outlay/shared/api'
import { ANOMALY_KINDS, ANOMALY_STATES } from '@outlay/shared/detect'
import { z } from 'zod'
import type { DimensionValuesAnswer } from '../../queries/dimension-values.ts'
import { relatedRecommendationsQuery } from '../../queries/resource-related.ts'
import {
  Amount,
  BasisShape,
  CurrencyTotalShape,
  Day,
  Group,
  PreviousShape,
  ReportShape,
  WarningShape,
} from './common.ts'

export const CostsShape = z.strictObject({
  data: z.array(
    z.strictObject({
      period: Day,
      group: Group,
      cost: Amount,
      previousCost: Amount.exactOptional().describe(
        'Absent where history does not hold it: unknown is not 0',
      ),
      other: z.literal(true).exactOptional(),
    }),
  ),
  meta: z.strictObject({
    basis: BasisShape,
    total: Amount,
    previousTotal: Amount.exactOptional().describe('Absent where history does not hold it: unknown is not 0'),
    currency: z.string(),
    currencies: z.array(CurrencyTotalShape).describe('Others of the same question, never added'),
    dataThrough: Day.nullable(),
    partialFrom: Day.nullable(),
    groups: z.int(),
    other: z.strictObject({ members: z.int(), cost: Amount }).nullable(),
    start: Day,
    end: Day,
    previous: PreviousShape.exactOptional(),
    warnings: z.array(WarningShape),
    promoted: z.array(z.string()).exactOptional().describe('Groups with anomalies; top cut none of them off'),
    report: ReportShape.exactOptional(),
    sql: z.string().exactOptional(),
    params: z.record(z.string(), z.unknown()).exactOptional(),
  }),
}) satisfies z.ZodType<CostsAnswer>

const Step = z.strictObject({
  id: z.enum([
    'billed_all',
    'tax',
    'credits',
    'prepaid_purchases',
    'amortised_used',
    'amortised_unused',
    'unexplained',
    'effective_cost',
  ]),
  label: z.string(),
  amount: Amount.describe('Signed as it enters the sum'),
}) satisfies z.ZodType<BridgeStep>

export const BridgeShape = z.strictObject({
  data: z.array(
    z.strictObject({ month: Day, provider: z.string(), billingAccount: z.string(), steps: z.array(Step) }),
  ),
  meta: z.strictObject({
    currency: z.string(),
    total: z.array(Step),
    start: Day,
    end: Day,
    warnings: z.array(WarningShape),
  }),
}) satisfies z.ZodType<BridgeAnswer>

const Value = z.strictObject({
  value: z.string().nullable(),
  name: z.string().nullable(),
  cost: Amount.nullable().describe('Null where nothing of it has a rate to the report currency'),
}) satisfies z.ZodType<DimensionValue>

export const DimensionValuesShape = z.strictObject({
  data: z.array(Value),
  meta: z.strictObject({
    basis: BasisShape,
    currency: z.string(),
    currencies: z.array(CurrencyTotalShape),
    start: Day,
    end: Day,
  }),
}) satisfies z.ZodType<DimensionValuesAnswer>

export const ResourceShape = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  type: z.string().nullable(),
  provider: z.string(),
  billingAccount: z.string(),
  subAccount: z.string().nullable(),
  subAccountName: z.string().nullable(),
  region: z.string().nullable(),
  service: z.string().nullable(),
  team: z.string().nullable(),
  firstSeen: Day,
  lastSeen: Day,
  tags: z.record(z.string(), z.string()),
  currency: z.string(),
  total: Amount,
  daily: z.array(z.strictObject({ day: Day, cost: Amount })),
  lines: z.array(z.record(z.string(), z.string())),
  metrics: z.array(
    z.strictObject({ metric: z.string(), day: Day, average: z.number(), maximum: z.number() }),
  ),
  recommendations: z.array(relatedRecommendationsQuery.row).describe('Those that name it'),
  anomalies: z
    .array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(ANOMALY_KINDS),
        state: z.enum(ANOMALY_STATES),
        service: z.string().nullable(),
        usageType: z.string().nullable(),
        startedOn: Day,
        lastDay: Day,
        excess: z.number(),
        currency: z.string(),
        isCause: z.boolean(),
      }),
    )
    .describe('Those that it is a cause of, then those of its service in its account'),
  basis: BasisShape,
  report: ReportShape.exactOptional(),
}) satisfies z.ZodType<ResourceAnswer>
