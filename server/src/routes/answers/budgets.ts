import {
  BUDGET_CALENDARS,
  BUDGET_PERIODS,
  type BudgetDetail,
  type BudgetRow,
  type BudgetStanding,
  type BudgetsAnswer,
} from '@outlay/shared/budgets'
import { z } from 'zod'
import { Amount, BasisShape, Day } from './common.ts'

const Estimate = z.strictObject({
  expected: z.number(),
  low80: z.number(),
  high80: z.number(),
  low95: z.number(),
  high95: z.number(),
})

const Standing = z.strictObject({
  period: z.strictObject({ key: z.string(), label: z.string(), start: Day, end: Day }),
  amount: Amount.nullable().describe('Null where the plan has none for this period'),
  actual: Amount.describe('Of the complete days of the period'),
  dataThrough: Day.nullable(),
  used: z.number().nullable(),
  elapsed: z.number(),
  daysLeft: z.int(),
  allowancePerDay: z.number().nullable(),
  recentPerDay: z.number().nullable(),
  forecast: Estimate.nullable(),
  forecastMissing: z.string().nullable(),
  breach: z
    .strictObject({ day: Day, earliest: Day, latest: Day.nullable(), happened: z.boolean() })
    .nullable(),
  status: z.enum(['on_track', 'at_risk', 'over', 'unknown']),
  previous: Amount.nullable(),
}) satisfies z.ZodType<BudgetStanding>

const Row = z.strictObject({
  budget: z.strictObject({
    id: z.string(),
    name: z.string(),
    parent: z.string().nullable(),
    team: z.string().nullable(),
    filters: z.array(z.string()),
    amount: Amount.nullable(),
    currency: z.string(),
    period: z.enum(BUDGET_PERIODS),
    calendar: z.enum(BUDGET_CALENDARS),
    basis: BasisShape,
    thresholds: z.array(z.strictObject({ percent: z.number(), on: z.enum(['actual', 'forecast']) })),
    dailySpike: z.number().nullable(),
    owner: z.string().nullable(),
    notify: z.array(z.string()),
    source: z.enum(['config', 'app', 'demo']),
    plan: z.array(z.strictObject({ period: z.string(), amount: Amount })),
    revision: z.string(),
    updatedAt: z.string().nullable(),
  }),
  standing: Standing,
  depth: z.int(),
  overAllocated: Amount.nullable(),
  channels: z.array(z.string()),
}) satisfies z.ZodType<BudgetRow>

export const BudgetsShape = z.strictObject({
  data: z.array(Row),
  meta: z.strictObject({
    sentence: z.string(),
    dataThrough: Day.nullable(),
    fiscalYearStart: z.int(),
    currencies: z.array(z.string()),
    teams: z.array(z.string()),
    recipients: z.array(z.string()),
  }),
}) satisfies z.ZodType<BudgetsAnswer>

const Point = z.number().nullable()

export const BudgetShape = z.strictObject({
  data: Row.extend({
    curve: z.array(
      z.strictObject({
        ...{ day: Day, actual: Point, expected: Point },
        ...{ low80: Point, high80: Point, low95: Point, high95: Point },
      }),
    ),
    contributors: z.array(
      z.strictObject({
        service: z.string().nullable(),
        cost: Amount,
        previous: Amount.nullable(),
        change: Amount.nullable(),
      }),
    ),
    fixes: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        monthlySavings: z.number(),
        currency: z.string(),
      }),
    ),
    children: z.array(z.string()),
    working: z.strictObject({ sql: z.string(), params: z.record(z.string(), z.string()) }),
  }) satisfies z.ZodType<BudgetDetail>,
})
