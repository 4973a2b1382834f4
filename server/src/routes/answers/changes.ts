import type { Apart, ChangePart, ChangesAnswer, Driver, DriversAnswer } from '@outlay/shared/changes'
import { z } from 'zod'
import { PART_IDS } from '../../queries/changes/parts.ts'
import {
  Amount,
  BasisShape,
  CurrencyTotalShape,
  Day,
  MoverShape,
  PreviousShape,
  ReportShape,
  WarningShape,
} from './common.ts'

const Part = z.strictObject({ id: z.enum(PART_IDS), amount: Amount }) satisfies z.ZodType<ChangePart>

const ApartShape = z.strictObject({
  cost: Amount,
  previousCost: Amount,
  lines: z.array(
    z.strictObject({
      chargeCategory: z.string(),
      chargeFrequency: z.string().nullable(),
      cost: Amount,
      previousCost: Amount,
    }),
  ),
}) satisfies z.ZodType<Apart>

const META = {
  basis: BasisShape,
  currency: z.string(),
  currencies: z.array(CurrencyTotalShape).describe('Others of the same question, never added'),
  report: ReportShape.exactOptional(),
  start: Day,
  end: Day,
  previous: PreviousShape,
  total: Amount,
  previousTotal: Amount.exactOptional().describe('Absent where history does not hold it: unknown is not 0'),
  parts: z.array(Part).describe('Of the whole difference, to which they add up exactly'),
  apart: ApartShape.nullable().describe('What a comparison of the first days of a month leaves out'),
  warnings: z.array(WarningShape),
}

export const ChangesShape = z.strictObject({
  data: z.array(MoverShape.extend({ parts: z.array(Part) })),
  meta: z.strictObject({
    ...META,
    groupBy: z.array(z.string()),
    sparkline: z.strictObject({ start: Day, end: Day }),
    sql: z.string().exactOptional(),
    params: z.record(z.string(), z.unknown()).exactOptional(),
  }),
}) satisfies z.ZodType<ChangesAnswer>

const Text = z.string().nullable()

const DriverShape = z.strictObject({
  part: z.enum(PART_IDS),
  amount: Amount,
  provider: z.string(),
  subAccount: Text,
  service: Text,
  region: Text,
  resource: Text,
  usageType: Text,
  chargeCategory: z.string(),
  cost: Amount,
  previousCost: Amount,
  unit: Text,
  quantity: Amount.nullable(),
  previousQuantity: Amount.nullable(),
  firstSeen: Day.nullable().describe('In all of history; only where the line stands in one range alone'),
  lastSeen: Day.nullable(),
}) satisfies z.ZodType<Driver>

export const DriversShape = z.strictObject({
  data: z.array(DriverShape),
  meta: z.strictObject({ ...META, sql: z.string(), params: z.record(z.string(), z.unknown()) }),
}) satisfies z.ZodType<DriversAnswer>
