import type { OverviewAnswer, OverviewTile } from '@outlay/shared/api'
import type { OverviewFact } from '@outlay/shared/overview-facts'
import { z } from 'zod'
import {
  Amount,
  BasisShape,
  CurrencyTotalShape,
  Day,
  MoverShape,
  ReportShape,
  WarningShape,
} from './common.ts'

const Tile = z.strictObject({
  id: z.enum(['month_to_date', 'yesterday', 'last_closed_month', 'usage_to_date']),
  label: z.string(),
  amount: Amount,
  previous: Amount.nullable(),
  previousLabel: z.string().nullable(),
  sparkline: z.array(z.number()),
  note: z.string().nullable(),
  start: Day,
  end: Day,
  basis: BasisShape,
}) satisfies z.ZodType<OverviewTile>

const Fact = z.strictObject({
  id: z.enum(['reconciliation', 'allocated', 'verified', 'unit_cost']),
  label: z.string(),
  value: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('money'), amount: Amount, currency: z.string() }),
    z.strictObject({ kind: z.literal('share'), share: z.number() }),
    z.strictObject({ kind: z.literal('unit'), cost: z.number(), currency: z.string() }),
  ]),
  note: z.string(),
  tone: z.enum(['good', 'warn', 'plain']),
  start: Day,
  end: Day,
}) satisfies z.ZodType<OverviewFact>

export const OverviewShape = z.strictObject({
  sentence: z.string(),
  basis: BasisShape,
  currency: z.string(),
  currencies: z.array(CurrencyTotalShape).describe('Others of the same days, never added'),
  report: ReportShape.exactOptional(),
  period: z.strictObject({
    start: Day,
    end: Day,
    dataThrough: Day.nullable(),
    partialFrom: Day.nullable(),
  }),
  tiles: z.array(Tile),
  facts: z.array(Fact).exactOptional(),
  daily: z.array(z.strictObject({ day: Day, group: z.string(), cost: Amount })),
  movers: z.array(MoverShape),
  warnings: z.array(WarningShape),
}) satisfies z.ZodType<OverviewAnswer>
