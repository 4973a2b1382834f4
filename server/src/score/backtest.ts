import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/open.ts'
import { type DataState, readDataState } from '../queries/data-state.ts'
import { rules as allRules } from '../rules/registry.ts'
import type { Rule } from '../rules/rule.ts'
import { type RulesRun, runRules } from '../rules/run-rules.ts'
import { type Hindsight, standAt, standNow, stateAsOf } from './as-of.ts'
import { type Labelled, labelClaim } from './label.ts'
import { readLaterBill } from './later-bill.ts'
import { laterFacts, pastClaims } from './past-claims.ts'
import { pastDays } from './past-days.ts'
import { readScopeHours, type ScopeHours } from './scope-hours.ts'

/** One past month: the claims made on its last day, beside what came after. */
export interface BacktestMonth {
  readonly day: Day
  /** Last day of the bill that they are compared with. */
  readonly until: Day
  readonly labelled: readonly Labelled[]
  readonly hindsight: Hindsight
  /** Days of utilisation that the rules of that day could look at. */
  readonly metricDays: number
}

export interface Backtest {
  readonly months: readonly BacktestMonth[]
  /** Rules that failed, with day and error. */
  readonly errors: readonly string[]
}

export interface BacktestOptions {
  readonly clock: Clock
  /** Months whose claims are looked at, at most. */
  readonly months: number
  /** Instead of all. */
  readonly rules?: readonly Rule[]
  onProgress(text: string): void
}

const SEED = 1
const LATER_DAYS = 60

/**
 * Runs the rules as on the last day of past months, on the days, deliveries, utilisation and observations known then, and
 * labels each claim by the bill of the days after it (60 at most). Writes nothing.
 * @throws BAD_DATA where the folder has no month with 30 days before and 28 after its end
 */
export async function backtest(db: Db, options: BacktestOptions): Promise<Backtest> {
  const connection = await db.connect()
  try {
    const state = await readDataState(connection, options.clock())
    const days = pastDays(state.oldestDay, state.dataThrough, options.months)
    const stands: Stand[] = []
    for (const day of days) {
      options.onProgress(`rules as of ${day}`)
      stands.push(await runAt(connection, db, { state, day, rules: options.rules }))
    }
    await standNow(connection)
    const months: BacktestMonth[] = []
    for (const [index, stand] of stands.entries()) {
      const next = stands[index + 1]
      if (next !== undefined) months.push(await compare(connection, state, stand, next))
    }
    return { months, errors: stands.flatMap(({ errors }) => errors) }
  } finally {
    connection.closeSync()
  }
}

/** What the rules said on one day. */
interface Stand {
  readonly day: Day
  readonly run: RulesRun
  readonly scopes: ScopeHours
  readonly hindsight: Hindsight
  readonly metricDays: number
  readonly errors: readonly string[]
}

async function runAt(
  connection: DuckDBConnection,
  db: Db,
  { state, day, rules = allRules }: { state: DataState; day: Day; rules: readonly Rule[] | undefined },
): Promise<Stand> {
  const hindsight = await standAt(connection, db.paths, day)
  const run = await runRules(connection, {
    state: stateAsOf(state, day),
    lake: db.paths.root,
    settings: () => ({}),
    excluded: () => false,
    seed: SEED,
    rules,
  })
  const errors = run.reports.flatMap(({ rule, error }) =>
    error === null ? [] : [`${day} ${rule.id}: ${error}`],
  )
  const reader = await connection.runAndReadAll(
    'select count(distinct at_hour::date)::integer as days from metric_hour',
  )
  const [metrics] = z.array(z.object({ days: z.number() })).parse(reader.getRowObjectsJson())
  return {
    day,
    run,
    scopes: await readScopeHours(connection, rules),
    hindsight,
    metricDays: metrics?.days ?? 0,
    errors,
  }
}

async function compare(
  connection: DuckDBConnection,
  state: DataState,
  stand: Stand,
  next: Stand,
): Promise<BacktestMonth> {
  const through = state.dataThrough ?? next.day
  const [until = through] = [addDays(stand.day, LATER_DAYS), through].toSorted()
  const claims = pastClaims(stand.run)
  const bill = await readLaterBill(connection, {
    resources: [...new Set(claims.flatMap(({ resources }) => resources))],
    day: stand.day,
    until,
  })
  const later = laterFacts(next.run, {
    bill,
    scopes: next.scopes,
    days: daysBetween(stand.day, next.day),
  })
  return {
    day: stand.day,
    until,
    labelled: claims.flatMap((claim) => labelClaim(claim, later)),
    hindsight: stand.hindsight,
    metricDays: stand.metricDays,
  }
}
