import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/open.ts'
import { AppError } from '../errors.ts'
import { type DataState, readDataState } from '../queries/data-state.ts'
import { rules as allRules } from '../rules/registry.ts'
import type { Rule } from '../rules/rule.ts'
import { type RulesRun, runRules } from '../rules/run-rules.ts'
import { type Hindsight, standAt, standNow, stateAsOf } from './as-of.ts'
import { type Labelled, labelClaim, type PastClaim } from './label.ts'
import { type LaterBill, readLaterBill } from './later-bill.ts'
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
const HISTORY_DAYS = 30
const LATER_DAYS = 60
const LEAST_LATER_DAYS = 28

/**
 * Runs the rules as on the last day of past months, on the days, deliveries, utilisation and observations known then, and
 * labels each claim by the bill of the days after it (60 at most). Writes nothing.
 * @throws BAD_DATA where the folder has no month with 30 days before and 28 after its end
 */
export async function backtest(db: Db, options: BacktestOptions): Promise<Backtest> {
  const connection = await db.connect()
  try {
    const state = await readDataState(connection, options.clock())
    const days = pastDays(state, options.months)
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

/** Last days of the months with enough days before, the newest last; the last of them only looks back. */
function pastDays({ oldestDay, dataThrough }: DataState, months: number): Day[] {
  if (oldestDay === null || dataThrough === null) throw noHistory()
  const days: Day[] = []
  let day = addDays(monthStart(addDays(dataThrough, 1)), -1)
  while (daysBetween(oldestDay, day) >= HISTORY_DAYS - 1 && days.length <= months) {
    days.unshift(day)
    day = addDays(monthStart(day), -1)
  }
  const newest = days.at(-1)
  if (newest !== undefined && daysBetween(newest, dataThrough) >= LEAST_LATER_DAYS) {
    days.push(dataThrough)
    if (days.length > months + 1) days.shift()
  }
  if (days.length < 2) throw noHistory()
  return days
}

function noHistory(): AppError {
  return new AppError(
    'BAD_DATA',
    `A backtest needs a month's end with ${HISTORY_DAYS} complete days before it and ${LEAST_LATER_DAYS} after. Import more history.`,
  )
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
  const claims = claimsOf(stand.run)
  const bill = await readLaterBill(connection, {
    resources: [...new Set(claims.flatMap(({ resources }) => resources))],
    day: stand.day,
    until,
  })
  const later = laterFacts(bill, next, daysBetween(stand.day, next.day))
  return {
    day: stand.day,
    until,
    labelled: claims.flatMap((claim) => labelClaim(claim, later)),
    hindsight: stand.hindsight,
    metricDays: stand.metricDays,
  }
}

/** Measures that count; costs that are avoided and notes promise nothing that a bill could show. */
function claimsOf({ cards }: RulesRun): PastClaim[] {
  return cards
    .filter(
      ({ rule, counted }) => rule.stage !== 'note' && rule.class !== 'avoidance' && counted.expected > 0,
    )
    .map(({ id, rule, candidate, finding, counted }) => ({
      rule: rule.id,
      stage: rule.stage,
      currency: candidate.currency,
      card: id,
      resources: finding.workload === undefined ? candidate.resource_ids : [],
      counted: counted.expected,
      monthlyCost: Number(candidate.monthly_cost),
      commitment: rule.stage === 'commit' ? commitmentOf(candidate, finding.facts) : null,
    }))
}

function commitmentOf(
  { provider, billing_account, currency }: RulesRun['cards'][number]['candidate'],
  facts: RulesRun['cards'][number]['finding']['facts'],
): PastClaim['commitment'] {
  const { scope, covers_on_demand_per_hour: covered, commit_per_hour: hourly } = facts
  if (typeof covered !== 'number' || typeof hourly !== 'number') return null
  return { scope: [provider, billing_account, currency, scope].join('|'), covered, hourly }
}

function laterFacts(bill: LaterBill, next: Stand, days: number) {
  const cards = new Map<string, number>()
  const found = new Set<string>()
  for (const { id, rule, candidate } of next.run.cards) {
    cards.set(id, Number(candidate.monthly_cost))
    for (const resource of candidate.resource_ids) found.add(`${rule.id}\0${resource}`)
  }
  const silent = new Map(
    next.run.reports.flatMap(({ rule, silences }) =>
      silences.flatMap(({ candidate, verdict }) =>
        candidate.resource_ids.map((resource) => [`${rule.id}\0${resource}`, verdict.reason] as const),
      ),
    ),
  )
  return {
    cards,
    verdict: (rule: string, resource: string) =>
      found.has(`${rule}\0${resource}`) ? ('found' as const) : (silent.get(`${rule}\0${resource}`) ?? null),
    cost: (resource: string) => bill.get(resource) ?? { before: 0, after: 0, last: 0 },
    hours: ({ rule, commitment }: PastClaim) =>
      next.scopes.get(`${rule}|${commitment?.scope}`)?.slice(-days * 24) ?? null,
  }
}
