import type { DuckDBConnection } from '@duckdb/node-api'
import type { AllocationPreview } from '@outlay/shared/allocation'
import { z } from 'zod'
import { Count, Money, runQuery } from '../db/query.ts'
import { assignedSql } from '../ingest/apply/assigned-sql.ts'
import { type AllocationSettings, factSettings } from '../ingest/apply/options.ts'
import type { Ask } from '../queries/ask.ts'
import { runCosts } from '../queries/costs.ts'
import { BasisParams, type BasisQuestion, CostsParams, toCostsQuestion } from '../queries/costs-question.ts'
import { readParams } from '../queries/params.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from '../queries/where-sql.ts'
import { type Allocation, allocate } from './allocate.ts'
import { matchSql } from './match-sql.ts'
import type { RuleSet } from './model.ts'
import { mergeRules, readSaved } from './rule-set.ts'
import { changed, checkDocument, type RulesChange } from './save-rules.ts'
import { readQuantities } from './side-queries.ts'
import { figuresOf } from './summary.ts'
import { fromUnits, toUnits } from './units.ts'

export const PreviewParams = z.strictObject(BasisParams)

/** Answers `POST /allocation/rules/preview`: what a change would move in the period, without saving it. */
export async function previewRules(
  ask: Ask,
  settings: AllocationSettings,
  change: RulesChange,
  params: URLSearchParams,
): Promise<AllocationPreview> {
  const { connection } = ask
  const { version, document } = await readSaved(connection)
  const next = changed(document, change)
  checkDocument(settings, next)
  const basis = readParams(PreviewParams, params)
  const given = CostsParams.parse({ granularity: 'total' })
  const { meta } = await runCosts(ask, toCostsQuestion({ ...given, ...basis }, ask.state))
  const question = { ...meta, ...meta.basis, filters: basis.filter }
  const quantities = await readQuantities(connection, meta)
  const [old, drafted] = [mergeRules(settings, version, document), mergeRules(settings, version, next)]
  const moves = await readMoves(connection, { settings, old, drafted, question })
  const allocationOf = (set: RuleSet, side: 'old' | 'new') =>
    allocate(
      moves.map(({ month, cost, ...row }) => ({
        month,
        cost,
        team: row[`${side}_team`],
        pool: row[`${side}_pool`],
      })),
      set.shared.filter(({ enabled }) => enabled),
      quantities,
    )
  const [before, after] = [allocationOf(old, 'old'), allocationOf(drafted, 'new')]
  const [was, becomes] = [figuresOf(before, meta.total), figuresOf(after, meta.total)]
  return {
    currency: meta.currency,
    basis: meta.basis,
    start: meta.start,
    end: meta.end,
    before: { unallocated: was.unallocated, shared: was.shared },
    after: { unallocated: becomes.unallocated, shared: becomes.shared },
    teams: teamsOf(before, after),
    ...movedOf(moves),
    reconciles: becomes.reconciles,
  }
}

function teamsOf(before: Allocation, after: Allocation): AllocationPreview['teams'] {
  const total = (allocation: Allocation, team: string) => {
    const share = allocation.teams.get(team)
    return share === undefined ? 0n : share.direct + share.sharedIn
  }
  return [...new Set([...before.teams.keys(), ...after.teams.keys()])]
    .map((team) => ({ team, before: total(before, team), after: total(after, team) }))
    .toSorted((a, b) => (a.after === b.after ? a.team.localeCompare(b.team) : a.after > b.after ? -1 : 1))
    .map(({ team, ...sums }) => ({ team, before: fromUnits(sums.before), after: fromUnits(sums.after) }))
}

function movedOf(rows: readonly Move[]): Pick<AllocationPreview, 'moves' | 'moved'> {
  const moves = new Map<
    string,
    { from: string | null; to: string | null; rows: number; cost: bigint; size: bigint }
  >()
  for (const row of rows) {
    if (row.old_team === row.new_team) continue
    const key = JSON.stringify([row.old_team, row.new_team])
    const known = moves.get(key) ?? { from: row.old_team, to: row.new_team, rows: 0, cost: 0n, size: 0n }
    known.rows += row.facts
    known.cost += row.cost
    known.size += row.size
    moves.set(key, known)
  }
  const all = [...moves.values()].toSorted((a, b) => (a.size > b.size ? -1 : 1))
  return {
    moves: all.map(({ size: _, cost, ...move }) => ({ ...move, cost: fromUnits(cost) })),
    moved: {
      rows: all.reduce((sum, move) => sum + move.rows, 0),
      cost: fromUnits(all.reduce((sum, move) => sum + move.size, 0n)),
    },
  }
}

interface Draft {
  readonly settings: AllocationSettings
  readonly old: RuleSet
  readonly drafted: RuleSet
  readonly question: BasisQuestion & { readonly currency: string }
}

/** Costs by month with the team and shared rule of before and of the draft, by the SQL that saving would apply. */
async function readMoves(connection: DuckDBConnection, draft: Draft): Promise<Move[]> {
  const { settings, old, drafted, question } = draft
  const binder = createBinder()
  const now = factSettings(settings, old)
  const then = factSettings(settings, drafted)
  const columns = ['team', 'tag1', 'tag2', 'tag3', 'tag4', 'tag5', 'tag6', 'tag7', 'tag8']
  const metric = METRIC_COLUMNS[question.metric]
  const sql = `
    with fact as (
      select * exclude (${columns.join(', ')}), team as old_team,
        ${poolSql(old, now.slots.promoted, binder.bind)} as old_pool
      from cost_fact
      where ${whereSql(question, now.slots.promoted, binder)}
    ),
    ${assignedSql('fact', 'select distinct tags from fact', then, binder.bind)}
    select month, old_team, old_pool, team as new_team,
      ${poolSql(drafted, then.slots.promoted, binder.bind)} as new_pool,
      count(*) as facts,
      coalesce(sum(${metric}), 0) as cost,
      coalesce(sum(abs(${metric})), 0) as size
    from assigned
    group by all
    order by all`
  const params = z.record(z.string(), z.string())
  return runQuery(connection, { name: 'allocation.preview', sql, params, row: Move }, binder.params)
}

function poolSql(
  set: RuleSet,
  promoted: ReadonlyMap<string, number>,
  bind: (value: string) => string,
): string {
  const active = set.shared.filter(({ enabled }) => enabled)
  const cases = active.map(({ match }, index) => `when ${matchSql(match, promoted, bind)} then ${index}`)
  return cases.length === 0 ? 'null::integer' : `case ${cases.join(' ')} end`
}

type Move = z.output<typeof Move>
const Move = z.object({
  month: z.string(),
  old_team: z.string().nullable(),
  old_pool: z.int().nullable(),
  new_team: z.string().nullable(),
  new_pool: z.int().nullable(),
  facts: Count,
  cost: Money.transform(toUnits),
  size: Money.transform(toUnits),
})
