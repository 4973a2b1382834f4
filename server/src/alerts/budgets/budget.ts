import { createHash } from 'node:crypto'
import {
  BUDGET_CALENDARS,
  BUDGET_PERIODS,
  type Budget,
  type BudgetInput,
  type PlanEntry,
} from '@outlay/shared/budgets'
import { CHARGES, METRICS } from '@outlay/shared/dimensions'
import { z } from 'zod'
import { amount, recipient, slug } from '../../config/fields.ts'
import { AppError } from '../../errors.ts'
import { type Filter, parseFilters } from '../../queries/filters.ts'

export const THRESHOLDS = [
  { percent: 50, on: 'actual' },
  { percent: 80, on: 'actual' },
  { percent: 100, on: 'actual' },
  { percent: 100, on: 'forecast' },
] as const

/** What a page sends to make or change a budget. */
export const BudgetBody = z.strictObject({
  name: z.string().trim().min(1).max(100),
  parent: slug.nullable().default(null),
  team: z.string().trim().min(1).max(200).nullable().default(null),
  filters: z.array(z.string().max(5000)).max(50).default([]),
  amount: amount
    .refine((value) => Number(value) > 0, 'an amount is more than 0')
    .nullable()
    .default(null),
  currency: z.string().regex(/^[A-Za-z0-9._ -]{1,24}$/, 'must be a currency code, e.g. USD'),
  period: z.enum(BUDGET_PERIODS).default('month'),
  calendar: z.enum(BUDGET_CALENDARS).default('calendar'),
  basis: z
    .strictObject({ metric: z.enum(METRICS).default('effective'), charges: z.enum(CHARGES).default('cost') })
    .prefault({}),
  thresholds: z
    .array(z.strictObject({ percent: z.number().positive().max(1000), on: z.enum(['actual', 'forecast']) }))
    .max(20)
    .default([...THRESHOLDS]),
  dailySpike: z.number().positive().max(10_000).nullable().default(null),
  owner: z.string().trim().max(200).nullable().default(null),
  notify: z.array(recipient).max(20).default([]),
})

/** A budget with what it counts, read for SQL. */
export interface Watched extends Budget {
  /** Any of the lists, of which every filter must hold. */
  readonly scope: readonly (readonly Filter[])[]
}

/** Adds the revision and reads the filters. @throws INVALID_INPUT for a filter that cannot be read */
export function toWatched(
  input: BudgetInput,
  rest: Pick<Budget, 'id' | 'source' | 'plan' | 'updatedAt'>,
  scope: Watched['scope'] = [scopeOf(input)],
): Watched {
  return { ...input, ...rest, revision: revisionOf(input, rest.plan, scope), scope }
}

/** @throws INVALID_INPUT for a body that names both a team and filters, or a filter that cannot be read */
export function refuseUnsound({ team, filters }: BudgetInput): void {
  if (team !== null && filters.length > 0)
    throw new AppError('INVALID_INPUT', 'filters: a budget counts a team or what filters find, not both.')
  parseFilters(filters)
}

function scopeOf({ team, filters }: BudgetInput): readonly Filter[] {
  return parseFilters(team === null ? filters : [`team:is:${team}`])
}

/** Of what is judged: a new name or another recipient arms nothing anew. */
function revisionOf(input: BudgetInput, plan: readonly PlanEntry[], scope: Watched['scope']): string {
  const { amount: sum, currency, period, calendar, basis, thresholds, dailySpike } = input
  const judged = { sum, currency, period, calendar, basis, thresholds, dailySpike, plan, scope }
  return createHash('sha256').update(JSON.stringify(judged)).digest('hex').slice(0, 8)
}
