import type {
  CommitmentFigures,
  CommitmentGroup,
  CommitmentRecord,
  CommitmentsAnswer,
  EstimateRange,
} from '@outlay/shared/commitments'
import { z } from 'zod'
import { Amount, CurrencyTotalShape, Day, WarningShape } from './common.ts'

const Ratio = z.number().nullable().describe('0–1, null where there is nothing to divide by')

export const RangeShape = z.strictObject({
  low: z.number(),
  expected: z.number(),
  high: z.number(),
}) satisfies z.ZodType<EstimateRange>

const FIGURES = {
  used: Amount,
  unused: Amount,
  onDemand: Amount.describe('Of a kind that commitments are sold for'),
  spot: Amount,
  usedEquivalent: z.number().describe('At on-demand prices'),
  onDemandEquivalent: z.number(),
  utilisation: Ratio,
  coverage: Ratio,
  commitmentSavingsRate: Ratio.describe('Against contracted prices, without spot'),
  totalSavingsRate: Ratio.describe('Against list prices, with spot'),
  estimatedShare: Ratio.describe('Of the on-demand equivalent, what is not ContractedCost'),
  unpriced: Amount.describe(
    'Covered usage without a known on-demand price: left out of coverage and savings rates',
  ),
  untold: z
    .number()
    .describe('Usage that may be eligible or not: with any, coverage and savings rates are unknown'),
  unamortised: z.number().describe('Covered usage without a part of its fee: left out of the savings rates'),
}

const FiguresShape = z.strictObject(FIGURES) satisfies z.ZodType<CommitmentFigures>

const GroupShape = z.strictObject({
  value: z.string().nullable(),
  name: z.string().nullable(),
  provider: z.string().nullable(),
  ...FIGURES,
}) satisfies z.ZodType<CommitmentGroup>

const SourcedDay = z
  .strictObject({ day: Day, source: z.enum(['inventory', 'bill', 'purchase', 'seen', 'last']) })
  .nullable()

const CommitmentShape = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  type: z.string().nullable(),
  kind: z.enum(['discount', 'capacity']),
  provider: z.string(),
  billingAccount: z.string(),
  region: z.string().nullable(),
  service: z.string().nullable(),
  currency: z.string(),
  state: z.enum(['active', 'ended']),
  termMonths: z.int().nullable(),
  payment: z.string().nullable(),
  hourly: z.number().nullable(),
  window: z.strictObject({ start: Day, end: Day }),
  used: Amount,
  unused: Amount,
  utilisation: Ratio,
  discount: z.number().nullable(),
  start: SourcedDay,
  end: SourcedDay,
  endUnknown: z.string().nullable().describe('Why the end is not known'),
  daysLeft: z.int().nullable(),
  buyer: z.strictObject({ account: z.string().nullable(), name: z.string().nullable() }),
  beneficiaries: z.array(
    z.strictObject({
      account: z.string().nullable(),
      name: z.string().nullable(),
      team: z.string().nullable(),
      used: Amount,
      share: z.number(),
    }),
  ),
  notRenewing: RangeShape.nullable().describe('What the bill rises by a month'),
  recommendations: z.array(z.strictObject({ id: z.string(), rule: z.string(), title: z.string() })),
}) satisfies z.ZodType<CommitmentRecord>

export const CommitmentsShape = z.strictObject({
  sentence: z.string(),
  overall: FiguresShape,
  byProvider: z.array(GroupShape),
  byAccount: z.array(GroupShape),
  byTeam: z.array(GroupShape),
  daily: z.array(z.strictObject({ day: Day, used: Amount, unused: Amount, onDemand: Amount })),
  safeBase: z
    .strictObject({ day: Day, cost: Amount })
    .nullable()
    .describe('The lowest complete day on demand'),
  commitments: z.array(CommitmentShape),
  expiring: z.array(
    z.strictObject({ days: z.literal([30, 60, 90]), count: z.int(), notRenewing: RangeShape }),
  ),
  hotSpots: z.array(
    z.strictObject({
      provider: z.string(),
      service: z.string().nullable(),
      region: z.string().nullable(),
      family: z.string().nullable(),
      program: z.string(),
      cost: Amount,
      hours: Amount.nullable(),
      covered: Amount,
    }),
  ),
  vendor: z
    .array(
      z.strictObject({
        provider: z.string(),
        billingAccount: z.string(),
        type: z.enum(['savings_plan', 'reservation', 'committed_use']),
        unit: z.string(),
        start: Day,
        end: Day,
        coverage: Ratio,
        utilisation: Ratio,
      }),
    )
    .describe('What the clouds say themselves, where it was collected'),
  meta: z.strictObject({
    currency: z.string(),
    currencies: z.array(CurrencyTotalShape),
    start: Day,
    end: Day,
    dataThrough: Day.nullable(),
    partialFrom: Day.nullable(),
    warnings: z.array(WarningShape),
    sql: z.string().exactOptional(),
    params: z.record(z.string(), z.unknown()).exactOptional(),
  }),
}) satisfies z.ZodType<CommitmentsAnswer>
