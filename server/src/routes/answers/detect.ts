import {
  ANOMALY_KINDS,
  ANOMALY_STATES,
  type ForecastPageAnswer,
  type ForecastRecord,
  type MarksAnswer,
} from '@outlay/shared/detect'
import { z } from 'zod'
import { BasisShape, Day } from './common.ts'

/** Shape of `GET /forecast`. Estimates are numbers in units of the currency. */

const ESTIMATE = {
  mean: z.number(),
  low80: z.number(),
  high80: z.number(),
  low95: z.number(),
  high95: z.number(),
}
const DayShape = z.strictObject({ day: Day, ...ESTIMATE })

const RecordShape = z.strictObject({
  lastMonth: z
    .strictObject({ month: Day, madeOn: Day, mean: z.number(), actual: z.number(), error: z.number() })
    .nullable(),
  kept: z.strictObject({ madeOn: Day, days: z.int(), wape: z.number() }).nullable(),
}) satisfies z.ZodType<ForecastRecord>

const COMMON = { sentence: z.string(), currency: z.string(), basis: BasisShape, record: RecordShape }

const ReadyShape = z.strictObject({
  state: z.literal('ready'),
  ...COMMON,
  history: z.strictObject({ from: Day, through: Day, completeDays: z.int() }),
  days: z.array(DayShape),
  cumulative: z.array(DayShape).describe('Sum of the days up to and with each'),
  method: z.string(),
  parts: z.array(
    z.strictObject({
      id: z.enum(['usage', 'commitments', 'recurring', 'tax', 'credits', 'one_off']),
      total: z.number().describe('Over the forecast days'),
      note: z.string().describe('How it was carried forward, and what is known to end'),
    }),
  ),
  monthEnd: z.strictObject({ month: Day, actual: z.number(), ...ESTIMATE }),
})

const NotEnoughShape = z.strictObject({
  state: z.literal('not_enough_data'),
  ...COMMON,
  completeDays: z.int(),
  needed: z.int(),
  reason: z.string(),
})

export const ForecastShape = z.discriminatedUnion('state', [
  ReadyShape,
  NotEnoughShape,
]) satisfies z.ZodType<ForecastPageAnswer>

export const MarksShape = z.strictObject({
  data: z.array(
    z.strictObject({
      id: z.string(),
      day: Day.describe('Its first day, or the first of the period where it began before'),
      startedOn: Day,
      lastDay: Day,
      kind: z.enum(ANOMALY_KINDS),
      state: z.enum(ANOMALY_STATES),
      currency: z.string(),
      excess: z.number().describe('Sum so far'),
      excessPerDay: z.number(),
      title: z.string(),
    }),
  ),
}) satisfies z.ZodType<MarksAnswer>
