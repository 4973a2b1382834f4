import type { DuckDBConnection } from '@duckdb/node-api'
import type { Budget, BudgetInput, PlanEntry } from '@outlay/shared/budgets'
import { AppError } from '../../errors.ts'
import { refuseUnsound, type Watched } from './budget.ts'

/** @throws NOT_FOUND */
export function findBudget(budgets: readonly Watched[], id: string): Watched {
  const found = budgets.find((budget) => budget.id === id)
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no budget "${id}".`)
  return found
}

export interface Stamp {
  readonly actor: string
  readonly now: string
}

/** Keeps a new budget under an id made of its name. Returns the id. @throws INVALID_INPUT */
export async function createBudget(
  connection: DuckDBConnection,
  input: BudgetInput,
  known: readonly Watched[],
  { actor, now }: Stamp,
): Promise<string> {
  const id = freeId(input.name, known)
  refuseUnsoundTree(id, input, known)
  await insertBudget(connection, { id, source: 'app', input, plan: [] }, { actor, now })
  return id
}

interface NewBudget {
  readonly id: string
  readonly source: 'app' | 'demo'
  readonly input: BudgetInput
  readonly plan: readonly PlanEntry[]
}

export async function insertBudget(
  connection: DuckDBConnection,
  { id, source, input, plan }: NewBudget,
  { actor, now }: Stamp,
): Promise<void> {
  await connection.run(
    'insert into budget values ($id, $source, $body, $actor, $now::timestamp, $now::timestamp)',
    { id, source, body: JSON.stringify({ ...input, plan }), actor, now },
  )
}

/** Replaces what a budget says, or its plan. @throws NOT_FOUND, CONFLICT for a configured one, INVALID_INPUT */
export async function changeBudget(
  connection: DuckDBConnection,
  id: string,
  change: { readonly input?: BudgetInput; readonly plan?: readonly PlanEntry[] },
  known: readonly Watched[],
  { actor, now }: Stamp,
): Promise<void> {
  const before = ofApp(known, id)
  const input = change.input ?? inputOf(before)
  const plan = change.plan ?? before.plan
  refuseUnsoundTree(id, input, known, plan)
  await connection.run(
    'update budget set body = $body, actor = $actor, updated_at = $now::timestamp where id = $id',
    { id, body: JSON.stringify({ ...input, plan }), actor, now },
  )
}

/** Its children move up to its parent. @throws NOT_FOUND, CONFLICT for a configured one */
export async function removeBudget(
  connection: DuckDBConnection,
  id: string,
  known: readonly Watched[],
  stamp: Stamp,
): Promise<void> {
  const { parent } = ofApp(known, id)
  for (const child of known.filter((each) => each.parent === id && each.source !== 'config')) {
    await changeBudget(connection, child.id, { input: { ...inputOf(child), parent } }, known, stamp)
  }
  await connection.run('delete from budget where id = $id', { id })
}

function ofApp(known: readonly Watched[], id: string): Watched {
  const found = findBudget(known, id)
  if (found.source === 'config')
    throw new AppError(
      'CONFLICT',
      `"${id}" is in outlay.config.yaml: change it there and start Outlay again.`,
    )
  return found
}

export function inputOf(budget: Budget): BudgetInput {
  const { name, parent, team, filters, amount: sum, currency, period, calendar, basis } = budget
  const { thresholds, dailySpike, owner, notify } = budget
  return {
    ...{ name, parent, team, filters, amount: sum, currency, period, calendar, basis },
    ...{ thresholds, dailySpike, owner, notify },
  }
}

function refuseUnsoundTree(
  id: string,
  input: BudgetInput,
  known: readonly Watched[],
  plan: readonly PlanEntry[] = [],
): void {
  refuseUnsound(input)
  if (input.amount === null && plan.length === 0)
    throw new AppError('INVALID_INPUT', 'amount: a budget needs an amount, until it has a plan.')
  const seen = new Set([id])
  for (let parent = input.parent; parent !== null; ) {
    if (seen.has(parent)) throw new AppError('INVALID_INPUT', `parent: "${parent}" would lie below itself.`)
    seen.add(parent)
    const above = known.find((each) => each.id === parent)
    if (above === undefined) throw new AppError('INVALID_INPUT', `parent: there is no budget "${parent}".`)
    parent = above.parent
  }
}

function freeId(name: string, known: readonly Watched[]): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
  const base = slug === '' ? 'budget' : slug
  const taken = new Set(known.map(({ id }) => id))
  let id = base
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`
  return id
}
