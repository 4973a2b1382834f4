import { GRANULARITIES } from '@outlay/shared/dimensions'
import type { KnownUnit, UnitCostsAnswer } from '@outlay/shared/unit-costs'
import { z } from 'zod'
import { Amount, BasisShape, CurrencyTotalShape, Day, ReportShape, WarningShape } from './common.ts'

const FIGURES = {
  cost: Amount.describe('Of the days whose quantity is known'),
  quantity: Amount,
  unitCost: z.number().nullable().describe('Cost ÷ quantity; null where no quantity is known'),
  days: z.int(),
  daysKnown: z.int(),
  costUnknown: Amount.describe('Cost of the days without a quantity: in no unit cost'),
}

const Unit = z.strictObject({
  unit: z.string(),
  teams: z.array(z.string()).describe('Empty for a unit of the whole company'),
  from: Day,
  to: Day,
}) satisfies z.ZodType<KnownUnit>

export const UnitCostsShape = z.strictObject({
  sentence: z.string(),
  units: z.array(Unit),
  data: z.array(z.strictObject({ period: Day, ...FIGURES })),
  teams: z.array(
    z.strictObject({ team: z.string().nullable(), ...FIGURES, previous: z.strictObject(FIGURES).nullable() }),
  ),
  meta: z.strictObject({
    unit: z.string().nullable(),
    team: z.string().nullable(),
    total: z.strictObject(FIGURES),
    previous: z.strictObject({ ...FIGURES, start: Day, end: Day }).nullable(),
    granularity: z.enum(GRANULARITIES),
    basis: BasisShape,
    currency: z.string(),
    currencies: z.array(CurrencyTotalShape).describe('Others of the same costs, in no unit cost'),
    report: ReportShape.exactOptional(),
    start: Day,
    end: Day,
    warnings: z.array(WarningShape),
    sql: z.string().exactOptional(),
    params: z.record(z.string(), z.unknown()).exactOptional(),
  }),
}) satisfies z.ZodType<UnitCostsAnswer>
