import type { Basis, CurrencyTotal, DataWarning, Mover } from '@outlay/shared/api'
import { ALIGNMENTS, CHARGES, METRICS } from '@outlay/shared/dimensions'
import type { Report } from '@outlay/shared/report-currency'
import { z } from 'zod'

/** Shapes of answers as `shared/src/api.ts` types them, for the OpenAPI document; answers are not parsed by them. */

export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe('UTC day')
export const Amount = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('Exact decimal without exponent')
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
  .describe('UTC')

export const BasisShape = z.strictObject({
  metric: z.enum(METRICS),
  charges: z.enum(CHARGES),
}) satisfies z.ZodType<Basis>

export const CurrencyTotalShape = z.strictObject({
  currency: z.string(),
  total: Amount,
}) satisfies z.ZodType<CurrencyTotal>

export const PreviousShape = z.strictObject({ start: Day, end: Day, align: z.enum(ALIGNMENTS) })

const CONVERTED = {
  conversions: z.array(
    z.strictObject({
      from: z.string(),
      source: z.enum(['same', 'bill', 'file']),
      amount: Amount,
      converted: Amount,
      rateLow: Amount,
      rateHigh: Amount,
      firstDay: Day,
      lastDay: Day,
    }),
  ),
  apart: z.array(CurrencyTotalShape).describe('Costs without a rate; they are in no total'),
}

export const ReportShape = z.strictObject({
  currency: z.string(),
  rate: z.enum(['day', 'month']),
  ...CONVERTED,
  previous: z
    .strictObject(CONVERTED)
    .exactOptional()
    .describe('Of the range that is compared with, which is converted at its own rates'),
}) satisfies z.ZodType<Report>

export const WarningShape = z.strictObject({
  code: z.enum([
    'effective_cost_missing',
    'cost_unknown',
    'partial_history',
    'grain_changes',
    'precedence_gap',
    'dataset_missing',
  ]),
  message: z.string(),
  amount: Amount.exactOptional(),
  lines: z.int().exactOptional(),
}) satisfies z.ZodType<DataWarning>

export const Group = z
  .array(z.string().nullable())
  .describe('One value a grouped dimension, null where it is absent')

export const MoverShape = z.strictObject({
  group: Group,
  cost: Amount,
  previousCost: Amount,
  change: Amount,
  sparkline: z.array(z.number()),
}) satisfies z.ZodType<Mover>
