import { REPORT_SECTIONS, REPORT_TYPES, type ReportModel } from '@outlay/shared/reports'
import { z } from 'zod'
import { PART_IDS } from '../../queries/changes/parts.ts'
import { Amount, BasisShape, CurrencyTotalShape, Day } from './common.ts'

const Period = z.strictObject({
  key: z.string().describe('2026-W47 or 2026-11'),
  kind: z.enum(['week', 'month']),
  start: Day,
  end: Day.describe('Exclusive'),
})

const Change = z.strictObject({
  service: z.string().nullable(),
  cost: Amount,
  previous: Amount,
  change: Amount,
  part: z.enum(PART_IDS).nullable(),
  what: z.string().nullable().describe('The line of the bill that moved most'),
  amount: Amount.nullable(),
  since: Day.nullable(),
})

const Fix = z.strictObject({
  id: z.string(),
  title: z.string(),
  monthly: z.number(),
  effort: z.enum(['S', 'M', 'L']),
  risk: z.enum(['low', 'medium', 'high']),
  owner: z.string().nullable(),
})

const Verified = z.strictObject({
  id: z.string(),
  title: z.string(),
  monthly: z.number(),
  low: z.number(),
  high: z.number(),
  appliedOn: Day,
})

const Decision = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  monthly: z.number(),
  owner: z.string().nullable(),
  decidedOn: Day,
  actor: z.string(),
  reason: z.string().nullable(),
})

const Anomaly = z.strictObject({
  id: z.string(),
  where: z.string(),
  kind: z.string(),
  state: z.string(),
  since: Day,
  excess: z.number().describe("Of a team, the team's own part"),
})

const Month = z.strictObject({
  month: Day,
  actual: Amount,
  expected: z.number().nullable(),
  missing: z.string().nullable(),
  isOver: z.boolean(),
  budget: z.strictObject({ name: z.string(), amount: Amount, breach: Day.nullable() }).nullable(),
})

const Data = z.strictObject({
  basis: BasisShape,
  through: Day.nullable().describe('Last day that every source has delivered'),
  settledThrough: Day.nullable().describe('Last day whose figures should stand'),
  complete: z.boolean().describe('Every day is delivered'),
  missed: z.array(z.string()),
  accounts: z.int(),
  warnings: z.array(z.string()),
  generatedAt: z.string(),
  dataVersion: z.string(),
  isLate: z.boolean(),
})

export const ReportModelShape = z.strictObject({
  version: z.literal(1),
  type: z.enum(REPORT_TYPES),
  title: z.string(),
  scope: z.strictObject({ team: z.string().nullable(), filters: z.array(z.string()), name: z.string() }),
  period: Period,
  previous: Period,
  sections: z.array(z.enum(REPORT_SECTIONS)),
  currency: z.string(),
  currencies: z.array(CurrencyTotalShape),
  spend: z.strictObject({
    cost: Amount,
    previous: Amount.nullable(),
    days: z.array(z.strictObject({ day: Day, cost: Amount.nullable(), previous: Amount.nullable() })),
  }),
  month: Month,
  unit: z
    .strictObject({ unit: z.string(), unitCost: z.number(), previous: z.number().nullable() })
    .nullable(),
  saved: z.strictObject({ monthly: z.number(), verified: z.int(), accepted: z.int() }),
  teams: z.array(z.strictObject({ team: z.string().nullable(), cost: Amount, previous: Amount.nullable() })),
  showback: z
    .strictObject({
      rows: z.array(
        z.strictObject({ team: z.string(), name: z.string(), direct: Amount, shared: Amount, total: Amount }),
      ),
      unallocated: Amount.nullable(),
      pools: z.array(z.strictObject({ name: z.string(), cost: Amount })),
    })
    .nullable(),
  commitments: z
    .strictObject({
      used: Amount,
      unused: Amount,
      onDemand: Amount,
      utilisation: z.number().nullable(),
      coverage: z.number().nullable(),
      savingsRate: z.number().nullable(),
      ending: z.array(
        z.strictObject({ id: z.string(), name: z.string(), end: Day, notRenewing: z.number().nullable() }),
      ),
    })
    .nullable(),
  changes: z.strictObject({ known: z.boolean(), up: z.array(Change), down: z.array(Change) }),
  fixes: z.strictObject({ open: z.int(), monthly: z.number(), items: z.array(Fix) }),
  verified: z.array(Verified),
  decisions: z.array(Decision),
  anomalies: z.array(Anomaly),
  alerts: z.array(z.strictObject({ id: z.string(), title: z.string(), state: z.string(), day: Day })),
  ml: z
    .strictObject({
      cost: Amount,
      share: z.number(),
      gpuHours: z.number(),
      usefulHours: z.number(),
      measuredHours: z.number(),
      idle: Amount,
    })
    .nullable(),
  tags: z
    .strictObject({ of: z.enum(['required', 'team']), coverage: z.number(), missing: Amount })
    .nullable(),
  accuracy: z.strictObject({
    kept: z.strictObject({ madeOn: Day, days: z.int(), wape: z.number() }).nullable(),
    lastMonth: z.strictObject({ month: Day, error: z.number() }).nullable(),
  }),
  data: Data,
}) satisfies z.ZodType<ReportModel>
