import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { type Db, openDb } from '../db/open.ts'
import { loadDemo } from '../ingest/load-demo.ts'
import { readDataState } from '../queries/data-state.ts'
import { type BaselineAnswer, baseline } from '../rules/baseline/baseline.ts'
import { type RulesRun, runRules } from '../rules/run-rules.ts'
import { type Claim, type Scored, scoreClaims } from './claims.ts'
import { scoreNaive } from './naive-claims.ts'
import { type Planted, readTruth } from './truth-file.ts'

/** What one company gave: claims beside the truth, in its main currency and in the others. */
export interface DemoScore {
  readonly seed: number
  readonly planted: readonly Planted[]
  readonly withMetrics: readonly Scored[]
  readonly billAlone: readonly Scored[]
  readonly naive: readonly Scored[]
  /** Rules that failed, with their error. */
  readonly errors: readonly string[]
  readonly milliseconds: number
}

export interface ScoreDeps {
  readonly config: Config
  readonly clock: Clock
  onProgress(text: string): void
}

/** Makes the company of a seed in a folder of its own, runs rules and baseline, and throws the folder away. */
export async function scoreDemo(seed: number, deps: ScoreDeps): Promise<DemoScore> {
  return onDemo(seed, deps, async (db, truthFile) => {
    const planted = readTruth(truthFile)
    return { seed, planted, ...(await scoreFolder(db, planted, deps.clock)) }
  })
}

/** Makes the company of a seed in a folder of its own for a piece of work. */
export async function onDemo<T>(
  seed: number,
  deps: ScoreDeps,
  work: (db: Db, truthFile: string) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'outlay-score-'))
  const db = await openDb(join(root, 'data'))
  try {
    const truthFile = join(root, 'truth', 'truth.json')
    await loadDemo(db, {
      facts: { clock: deps.clock, promoted: deps.config.tags.promote, teams: deps.config.teams },
      clock: deps.clock,
      seed,
      truthFile,
      onProgress: (text) => deps.onProgress(`seed ${seed}: ${text}`),
    })
    return await work(db, truthFile)
  } finally {
    await db.close()
    rmSync(root, { recursive: true, force: true })
  }
}

export async function scoreFolder(db: Db, planted: readonly Planted[], clock: Clock) {
  const connection = await db.connect()
  const started = performance.now()
  const full = await runOn(connection, db, clock, false)
  const milliseconds = Math.round(performance.now() - started)
  const bare = await runOn(connection, db, clock, true)
  const naive: BaselineAnswer = await baseline(connection, { metric: 'effective', clock })
  const { services, costs } = await resourcesOf(connection)
  connection.closeSync()
  return {
    withMetrics: scoreClaims(claimsOf(full), planted, costs),
    billAlone: scoreClaims(claimsOf(bare), planted, costs),
    naive: scoreNaive(naive, planted, services),
    errors: full.reports.flatMap(({ rule, error }) => (error === null ? [] : [`${rule.id}: ${error}`])),
    milliseconds,
  }
}

const SEED = 1

async function runOn(
  connection: DuckDBConnection,
  db: Db,
  clock: Clock,
  billAlone: boolean,
): Promise<RulesRun> {
  return runRules(connection, {
    state: await readDataState(connection, clock()),
    lake: db.paths.lake,
    settings: () => ({}),
    excluded: () => false,
    seed: SEED,
    billAlone,
  })
}

/** Measures that save now; costs that are avoided later are another class and not part of the score. */
function claimsOf({ cards }: RulesRun): Claim[] {
  return cards
    .filter(({ rule }) => rule.stage !== 'note' && rule.class !== 'avoidance')
    .map(({ rule, candidate, finding, savings, counted }) => ({
      rule: rule.id,
      grade: finding.grade,
      currency: candidate.currency,
      billingAccountId: candidate.billing_account,
      subAccountId: candidate.sub_account,
      service: candidate.service,
      region: candidate.region,
      resourceIds: candidate.resource_ids,
      savings,
      counted: counted.expected,
    }))
}

async function resourcesOf(connection: DuckDBConnection) {
  const reader = await connection.runAndReadAll(
    `select lower(resource) as resource, arg_max(service, cost) as service, sum(cost)::double as cost
     from resource_month group by lower(resource)`,
  )
  const rows = z.array(ResourceRow).parse(reader.getRowObjectsJson())
  return {
    services: new Map(
      rows.flatMap(({ resource, service }) => (service === null ? [] : [[resource, service] as const])),
    ),
    costs: new Map(rows.map(({ resource, cost }) => [resource, cost])),
  }
}

const ResourceRow = z.object({ resource: z.string(), service: z.string().nullable(), cost: z.number() })
