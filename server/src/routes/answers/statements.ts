import type { Statement, StatementDetail } from '@outlay/shared/statements'
import { z } from 'zod'
import { Amount, BasisShape, Day, Instant } from './common.ts'

/** Shapes of the answers below `/allocation/statements`. */

const Fields = {
  month: Day,
  currency: z.string(),
  state: z.enum(['open', 'provisional', 'closed', 'locked']),
  reason: z.string(),
  basis: BasisShape,
  total: Amount,
  adjustments: Amount,
  issuedAt: Instant.nullable(),
  actor: z.string().nullable(),
  rulesVersion: z.int().nullable(),
}

const Team = z.string().nullable().describe('Null for what has no team')

export const StatementsShape = z.strictObject({
  currency: z.string(),
  data: z.array(z.strictObject(Fields) satisfies z.ZodType<Statement>),
})

export const StatementShape = z.strictObject({
  ...Fields,
  lines: z.array(z.strictObject({ team: Team, direct: Amount, shared: Amount, total: Amount })),
  prior: z.array(z.strictObject({ month: Day, team: Team, amount: Amount })),
}) satisfies z.ZodType<StatementDetail>
