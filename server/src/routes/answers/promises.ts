import { CONTRACT_KINDS, type PromisesAnswer } from '@outlay/shared/promises'
import { z } from 'zod'
import { RangeShape } from './commitments.ts'
import { Amount, Day } from './common.ts'

const PaceShape = z.strictObject({ daily: z.number(), days: z.int(), until: Day }).nullable()
const DaysShape = z
  .strictObject({ earliest: Day.nullable(), expected: Day.nullable(), latest: Day.nullable() })
  .nullable()
const UntoldShape = z
  .strictObject({ start: Day, end: Day })
  .nullable()
  .describe('Days that neither the bill nor a statement tells')

const ContractShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(CONTRACT_KINDS),
  provider: z.string(),
  currency: z.string(),
  start: Day,
  end: Day,
  amount: Amount,
  state: z.enum(['upcoming', 'running', 'reached', 'ended']),
  drawn: Amount,
  through: Day.nullable(),
  stated: Amount,
  marketplace: Amount,
  marketplaceLeftOut: Amount,
  untold: UntoldShape,
  months: z.array(z.strictObject({ month: Day, drawn: Amount })),
  working: z.strictObject({ sql: z.string(), params: z.record(z.string(), z.unknown()) }),
  pace: PaceShape,
  needed: z.number().nullable(),
  projected: RangeShape.nullable(),
  difference: RangeShape.nullable(),
  reachedOn: DaysShape,
})

const CreditShape = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  provider: z.string(),
  currency: z.string(),
  amount: Amount,
  start: Day,
  expires: Day.nullable(),
  used: Amount,
  balance: Amount.nullable(),
  untold: UntoldShape,
  pace: PaceShape,
  exhaustedOn: DaysShape,
  atRisk: RangeShape.nullable(),
})

export const PromisesShape = z.strictObject({
  contracts: z.array(ContractShape),
  credits: z.array(CreditShape),
  creditMonths: z.array(
    z.strictObject({
      month: Day,
      provider: z.string(),
      currency: z.string(),
      burn: Amount,
      billed: Amount,
      withoutCredits: Amount,
      partial: z.boolean(),
    }),
  ),
  meta: z.strictObject({ dataThrough: Day.nullable(), today: Day }),
}) satisfies z.ZodType<PromisesAnswer>
