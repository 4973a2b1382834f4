import type { ChangesAnswer, OverviewAnswer, OverviewTile } from '@outlay/shared/api'
import { z } from 'zod'
import {
  Amount,
  BasisShape,
  CurrencyTotalShape,
  Day,
  MoverShape,
  PreviousShape,
  WarningShape,
} from './common.ts'

export const ChangesShape = z.strictObject({
  data: z.array(MoverShape),
  meta: z.strictObject({
    basis: BasisShape,
    currency: z.string(),
    groupBy: z.array(z.string()),
    start: Day,
    end: Day,
    previous: PreviousShape,
    total: Amount,
    previousTotal: Amount.exactOptional().describe('Absent where history does not hold it: unknown is not 0'),
    currencies: z.array(CurrencyTotalShape),
    warnings: z.array(WarningShape),
    sparkline: z.strictObject({ start: Day, end: Day }),
  }),
}) satisfies z.ZodType<ChangesAnswer>

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

export const OverviewShape = z.strictObject({
  sentence: z.string(),
  basis: BasisShape,
  currency: z.string(),
  currencies: z.array(CurrencyTotalShape).describe('Others of the same days, never added'),
  period: z.strictObject({
    start: Day,
    end: Day,
    dataThrough: Day.nullable(),
    partialFrom: Day.nullable(),
  }),
  tiles: z.array(Tile),
  daily: z.array(z.strictObject({ day: Day, group: z.string(), cost: Amount })),
  movers: z.array(MoverShape),
  warnings: z.array(WarningShape),
}) satisfies z.ZodType<OverviewAnswer>
