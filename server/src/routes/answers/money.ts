import type { FactRow, RowsAnswer } from '@outlay/shared/working'
import { z } from 'zod'
import { Amount, BasisShape, Day } from './common.ts'

const Text = z.string().nullable()

const Row = z.strictObject({
  day: Day,
  provider: z.string(),
  billingAccount: z.string(),
  subAccount: Text,
  service: Text,
  region: Text,
  resource: Text,
  usageType: Text,
  chargeCategory: z.string(),
  commitmentStatus: Text,
  team: Text,
  cost: Amount.nullable().describe('Null where the bill does not tell this metric'),
  quantity: Amount.nullable(),
  unit: Text,
  lines: z.int().describe('Lines of the bill in it'),
  importId: z.string(),
}) satisfies z.ZodType<FactRow>

export const RowsShape = z.strictObject({
  data: z.array(Row),
  meta: z.strictObject({
    basis: BasisShape,
    currency: z.string(),
    start: Day,
    end: Day,
    rows: z.int().describe('Of all rows, not only of those answered'),
    lines: z.int(),
    total: Amount,
    sql: z.string(),
    params: z.record(z.string(), z.unknown()),
  }),
}) satisfies z.ZodType<RowsAnswer>
