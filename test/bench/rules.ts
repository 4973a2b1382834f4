import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, openDb } from '@outlay/server/db/open'
import { readDataState } from '@outlay/server/queries/data-state'
import { type RulesRun, runRules } from '@outlay/server/rules/run-rules'
import { addDays } from '@outlay/shared/period'
import { LAST_DAY, writeYear } from './lake.ts'
import { median, timed } from './measure.ts'

const ROUNDS = 3
const SLOWEST = 5

export interface RulesFigures {
  readonly seconds: number
  readonly facts: number
  /** Lines of the 60 days that the rules read from the lake. */
  readonly lines: number
  readonly rules: number
  readonly cards: number
  /** Slowest rules with their milliseconds. */
  readonly slowest: readonly string[]
}

/** The whole rule set on a loaded data folder: relations, prices, rules, portfolio, totals; nothing is stored. */
export async function benchRules(dataDir: string, now: Date): Promise<RulesFigures> {
  const db = await openDb(dataDir)
  try {
    return await measure(db, now)
  } finally {
    await db.close()
  }
}

/** The same on a year of synthetic facts. */
export async function benchRulesGrowth(rows: number): Promise<RulesFigures> {
  const root = mkdtempSync(join(tmpdir(), 'outlay-bench-'))
  const db = await openDb(root)
  try {
    await writeYear(db, rows)
    return await measure(db, new Date(addDays(LAST_DAY, 5)))
  } finally {
    await db.close()
    rmSync(root, { recursive: true, force: true })
  }
}

async function measure(db: Db, now: Date): Promise<RulesFigures> {
  const connection = await db.connect()
  const state = await readDataState(connection, now)
  const runs: { seconds: number; result: RulesRun }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.push(
      await timed(() =>
        runRules(connection, {
          state,
          lake: db.paths.lake,
          settings: () => ({}),
          excluded: () => false,
          seed: 1,
        }),
      ),
    )
  }
  const counted = await connection.runAndReadAll(
    'select (select count(*) from cost_fact)::integer, (select count(*) from usage_line)::integer',
  )
  const [[facts, lines] = []] = counted.getRowsJson()
  connection.closeSync()
  const last = runs.at(-1)?.result
  const failed =
    last?.reports.flatMap(({ rule, error }) => (error === null ? [] : [`${rule.id}: ${error}`])) ?? []
  if (failed.length > 0) throw new Error(failed.join('\n'))
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    facts: Number(facts),
    lines: Number(lines),
    rules: last?.reports.length ?? 0,
    cards: last?.cards.length ?? 0,
    slowest: (last?.reports ?? [])
      .toSorted((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, SLOWEST)
      .map(({ rule, milliseconds }) => `${rule.id} ${milliseconds} ms`),
  }
}
