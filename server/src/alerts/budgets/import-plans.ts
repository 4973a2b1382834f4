import type { DuckDBConnection } from '@duckdb/node-api'
import type { PlanEntry } from '@outlay/shared/budgets'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { z } from 'zod'
import { parsePlan } from '../../config/plan.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/open.ts'
import { AppError } from '../../errors.ts'
import { type Ask, withAsk } from '../../queries/ask.ts'
import { amountOf } from './amount-of.ts'
import type { Watched } from './budget.ts'
import { changeBudget, type Stamp } from './budget-store.ts'
import { periodOf } from './fiscal-period.ts'
import { budgetsOf } from './read-answer.ts'

/** Plans that a command read: the budget each is for, and its text as it stands in the file. */
export const PlanFiles = z.strictObject({
  dryRun: z.boolean().default(false),
  files: z
    .array(
      z.strictObject({
        name: z.string().max(500),
        budget: z.string().max(200),
        csv: z.string().max(1_000_000),
      }),
    )
    .min(1)
    .max(200),
})
export type PlanFiles = z.output<typeof PlanFiles>

/** What a plan changes of a budget. */
export interface PlanChange {
  readonly file: string
  readonly budget: string
  readonly name: string
  readonly currency: string
  readonly periods: number
  readonly total: Amount
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  /** What the period of the last complete day may cost then; null where the plan does not say. */
  readonly current: { readonly period: string; readonly amount: Amount | null }
}

export interface PlansImported {
  readonly dryRun: boolean
  readonly plans: readonly PlanChange[]
}

/**
 * Gives budgets their plans, all of the files or none; `dryRun` only says what would change.
 * @throws BAD_DATA naming file and line, NOT_FOUND for an unknown budget, CONFLICT for one of the configuration
 */
export async function importPlans(
  { db, config }: { readonly db: Db; readonly config: Config },
  { files, dryRun }: PlanFiles,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<PlansImported> {
  const read = files.map((file) => ({ ...file, plan: parsePlan(file.csv, file.name) }))
  refuseTwice(files)
  const connection = await db.connect()
  const { known, plans } = await withAsk(connection, now, async (ask) => {
    const budgets = await budgetsOf(ask, config)
    const changes = read.map((file) => changeOf(ask, file, findNamed(budgets, file), config.fiscalYearStart))
    return { known: budgets, plans: changes }
  }).finally(() => connection.closeSync())
  if (!dryRun) {
    const stamp = { actor, now: now.toISOString() }
    await db.writer.withTransaction((writing) => keepPlans(writing, read, known, stamp))
  }
  return { dryRun, plans }
}

interface ReadFile {
  readonly name: string
  readonly budget: string
  readonly plan: readonly PlanEntry[]
}

async function keepPlans(
  connection: DuckDBConnection,
  files: readonly ReadFile[],
  known: readonly Watched[],
  stamp: Stamp,
): Promise<void> {
  for (const { budget, plan } of files) await changeBudget(connection, budget, { plan }, known, stamp)
}

function refuseTwice(files: PlanFiles['files']): void {
  const seen = new Set<string>()
  for (const { name, budget } of files) {
    if (seen.has(budget))
      throw new AppError('BAD_DATA', `${name}: the budget "${budget}" has another file already.`)
    seen.add(budget)
  }
}

function findNamed(budgets: readonly Watched[], { name, budget }: ReadFile): Watched {
  const found = budgets.find(({ id }) => id === budget)
  if (found === undefined) {
    const ids = budgets.map(({ id }) => id).join(', ')
    throw new AppError(
      'NOT_FOUND',
      `${name}: there is no budget "${budget}". Name it with --budget; there ${ids === '' ? 'is none yet' : `are: ${ids}`}.`,
    )
  }
  if (found.source === 'config')
    throw new AppError(
      'CONFLICT',
      `${name}: the budget "${budget}" is in outlay.config.yaml. Name the file there as its plan.`,
    )
  return found
}

function changeOf(ask: Ask, { name, plan }: ReadFile, budget: Watched, fiscalYearStart: number): PlanChange {
  const before = new Map(budget.plan.map((entry) => [entry.period, entry.amount]))
  const after = new Map(plan.map((entry) => [entry.period, entry.amount]))
  const period = periodOf(ask.state.dataThrough ?? ask.state.today, { ...budget, fiscalYearStart })
  const keys = [...after.keys()]
  return {
    file: name,
    budget: budget.id,
    name: budget.name,
    currency: budget.currency,
    periods: plan.length,
    total: addAmounts(plan.map(({ amount }) => amount)),
    added: keys.filter((key) => !before.has(key)),
    changed: keys.filter((key) => before.has(key) && before.get(key) !== after.get(key)),
    removed: [...before.keys()].filter((key) => !after.has(key)),
    current: { period: period.key, amount: amountOf({ plan, amount: budget.amount }, period) },
  }
}
