import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, loadConfig } from '../config.ts'
import { type Db, openDb } from '../db/open.ts'
import { silentLogger } from '../log.ts'
import { type Fact, insertFacts, insertImport } from '../queries/fact-builder.ts'
import { type Alerting, type AlertingDeps, createAlerting } from './alerting.ts'

/** Alerting over an open folder that tells nobody but the file, for tests of other things. */
export function quietAlerting(db: Db, root: string, clock: () => Date): Alerting {
  const config = loadConfig({ env: {}, cwd: root })
  return createAlerting({ db, clock, config, log: silentLogger, env: {}, dataDir: db.paths.root })
}

export interface AlertsBed {
  readonly db: Db
  readonly root: string
  readonly config: Config
  /** What alerting reads as now. */
  now: Date
  /** A server's alerting, as after a start; `given` replaces parts. */
  alerting(given?: Partial<AlertingDeps>): Alerting
  rows(sql: string): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

/** A data folder with facts of an account that was connected on 1 January, and a configuration as YAML. */
export async function openAlertsBed(facts: readonly Fact[], yaml = ''): Promise<AlertsBed> {
  const root = mkdtempSync(join(tmpdir(), 'outlay-alerts-'))
  writeFileSync(join(root, 'outlay.config.yaml'), yaml)
  const db = await openDb(join(root, 'data'))
  await db.writer.withTransaction(async (connection) => {
    await insertImport(connection, { id: 'first', seq: 1 })
    await connection.run(`update import set created_at = '2026-01-01'`)
    await insertFacts(connection, facts)
  })
  const config = loadConfig({ env: {}, cwd: root })
  const bed: AlertsBed = {
    db,
    root,
    config,
    now: new Date('2026-11-23T10:00:00Z'),
    alerting: (given = {}) =>
      createAlerting({
        ...{ db, config, env: {}, dataDir: db.paths.root, log: silentLogger },
        clock: () => bed.now,
        random: () => 0.5,
        ...given,
      }),
    async rows(sql) {
      const connection = await db.connect()
      const reader = await connection.runAndReadAll(sql)
      connection.closeSync()
      return reader.getRowObjectsJson() as Record<string, unknown>[]
    },
    async close() {
      await db.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
  return bed
}

/** A line a day of one amount, from `start` up to `end`, exclusive. */
export function dailyFacts(
  start: string,
  end: string,
  billed: string,
  more: Partial<Fact> = {},
): readonly Fact[] {
  const facts: Fact[] = []
  for (let day = start; day < end; day = next(day)) facts.push({ day, billed, service: 'EC2', ...more })
  return facts
}

function next(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}
