import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { quietAlerting } from '../alerts/test-kit.ts'
import { createApp } from '../app.ts'
import { openDb } from '../db/open.ts'
import { createReadPool } from '../db/read-pool.ts'
import { createDetectorRunner } from '../detect/run-detectors.ts'
import type { AppEnv } from '../http/app-env.ts'
import { silentLogger } from '../log.ts'
import { type Fact, insertFacts } from '../queries/fact-builder.ts'
import { createReporting } from '../reports/reporting.ts'
import { createRuleRunner } from '../rules/life/refresh.ts'
import type { AppDeps } from './deps.ts'

export interface TestApp {
  readonly app: Hono<AppEnv>
  readonly deps: AppDeps
  /** Temporary folder; the data lies in `data/` below it. */
  readonly root: string
  close(): Promise<void>
}

/** The whole app over a real data folder with these facts, for tests; today is 2026-11-23. */
export async function openTestApp(facts: readonly Fact[], given: Partial<AppDeps> = {}): Promise<TestApp> {
  const root = mkdtempSync(join(tmpdir(), 'outlay-app-'))
  const db = await openDb(join(root, 'data'))
  await db.writer.withTransaction((connection) => insertFacts(connection, facts))
  const clock = () => new Date('2026-11-23T10:00:00Z')
  const alerting = quietAlerting(db, root, clock)
  const deps: AppDeps = {
    db,
    readPool: createReadPool(db),
    clock,
    rules: createRuleRunner(db, clock),
    detectors: createDetectorRunner(db, clock),
    alerting,
    reporting: createReporting({
      ...{ db, clock, config: alerting.config, log: silentLogger },
      allocation: { teams: [] },
    }),
    log: silentLogger,
    version: '1.2.3',
    access: { host: '127.0.0.1', commandToken: 'command' },
    ingest: { upload: async () => null, applyStaged: async () => null, accept: async () => null },
    ...given,
  }
  return {
    app: createApp(deps),
    deps,
    root,
    async close() {
      await deps.readPool.close()
      await db.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
