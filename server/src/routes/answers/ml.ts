import {
  type GpuFigures,
  ML_CLASSES,
  type MlGpuAnswer,
  type MlMeta,
  type MlSummaryAnswer,
  type MlUtilisationAnswer,
} from '@outlay/shared/ml'
import { z } from 'zod'
import { Amount, BasisShape, CurrencyTotalShape, Day, ReportShape, WarningShape } from './common.ts'

export const text = z.string().nullable()
export const ratio = z.number().nullable()

export const Meta = z.strictObject({
  basis: BasisShape,
  currency: z.string(),
  currencies: z.array(CurrencyTotalShape).describe('Others of the same question, never added'),
  dataThrough: Day.nullable(),
  partialFrom: Day.nullable(),
  start: Day,
  end: Day,
  warnings: z.array(WarningShape),
  report: ReportShape.exactOptional(),
  sql: z.string().exactOptional(),
  params: z.record(z.string(), z.string()).exactOptional(),
}) satisfies z.ZodType<MlMeta>

const Figures = {
  cost: Amount,
  hours: z.number().describe('Accelerator hours'),
  costPerHour: ratio,
  measuredHours: z.number(),
  usefulHours: z.number().describe('Hours × gpu_utilization, an upper bound'),
  costPerUsefulHour: ratio,
  spotCost: Amount,
  spotShare: ratio,
  split: z
    .strictObject({
      unused: Amount,
      idle: Amount,
      partly: Amount,
      busy: Amount,
      noMetric: Amount,
      fees: Amount,
    })
    .describe('Adds up to cost exactly'),
}
const FiguresShape = z.strictObject(Figures) satisfies z.ZodType<GpuFigures>

const Group = z.strictObject({
  name: text,
  cost: Amount,
  classes: z.strictObject(
    Object.fromEntries(ML_CLASSES.map((id) => [id, Amount.exactOptional()])) as Record<
      (typeof ML_CLASSES)[number],
      z.ZodExactOptional<typeof Amount>
    >,
  ),
})

export const MlSummaryShape = z.strictObject({
  sentence: z.string(),
  total: Amount,
  allCosts: Amount,
  classes: z.array(
    z.strictObject({ class: z.enum(ML_CLASSES), label: z.string(), definition: z.string(), cost: Amount }),
  ),
  series: z.array(z.strictObject({ period: Day, class: z.enum(ML_CLASSES), cost: Amount })),
  providers: z.array(Group),
  teams: z.array(Group),
  gpu: FiguresShape,
  meta: Meta,
}) satisfies z.ZodType<MlSummaryAnswer>

export const MlGpuShape = z.strictObject({
  totals: FiguresShape,
  models: z.array(z.strictObject({ ...Figures, provider: z.string(), model: text })),
  series: z.array(z.strictObject({ period: Day, model: text, hours: z.number() })),
  machines: z.array(
    z.strictObject({
      ...Figures,
      provider: z.string(),
      resource: text,
      name: text,
      model: text,
      machineType: text,
      class: z.enum(ML_CLASSES),
      region: text,
      team: text,
      utilisation: ratio,
      idleNow: z.boolean(),
      costPerDay: ratio,
    }),
  ),
  machineCount: z.int(),
  idleNow: z.strictObject({ machines: z.int(), costPerDay: z.number(), asOf: text }),
  meta: Meta,
}) satisfies z.ZodType<MlGpuAnswer>

export const MlUtilisationShape = z.strictObject({
  machines: z.array(
    z.strictObject({ resource: z.string(), name: text, model: text, cost: Amount, hours: z.array(ratio) }),
  ),
  unmeasured: z.int(),
  meta: Meta,
}) satisfies z.ZodType<MlUtilisationAnswer>
