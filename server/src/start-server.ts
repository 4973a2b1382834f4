import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { createAlerting } from './alerts/alerting.ts'
import { createApp } from './app.ts'
import type { Clock } from './clock.ts'
import { createCollecting } from './collecting.ts'
import { readSecret } from './config/secrets.ts'
import type { Config } from './config.ts'
import { lockFolder } from './db/lock.ts'
import { type Db, openDb } from './db/open.ts'
import { createReadPool } from './db/read-pool.ts'
import { createDetectorRunner } from './detect/run-detectors.ts'
import { AppError } from './errors.ts'
import { backup } from './ingest/backup.ts'
import { createPipeline, type Pipeline } from './ingest/pipeline.ts'
import { refreshFacts } from './ingest/refresh.ts'
import { sweep } from './ingest/sweep.ts'
import type { Logger } from './log.ts'
import { createReporting } from './reports/reporting.ts'
import { createRuleRunner } from './rules/life/refresh.ts'
import { openSettings } from './saved/settings.ts'
import { removeServerFile, writeServerFile } from './server-file.ts'
import { VERSION } from './version.ts'

export interface ServerOptions {
  readonly dataDir: string
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly config: Config
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly log: Logger
  /** Folder of the built web app. */
  readonly webRoot?: string
}

export interface RunningServer {
  readonly url: string
  readonly db: Db
  readonly pipeline: Pipeline
  /** Stops accepting, lets what runs finish, closes the database and gives the folder back. */
  close(): Promise<void>
}

const DRAIN_MS = 8_000
const INTERNAL_EXIT = 70

/** The database has stopped for good and only a new process opens it again; what was committed is safe. */
function endProcess(log: Logger, error: unknown): void {
  log.fatal({ err: error }, 'the database stopped; start Outlay again')
  process.exit(INTERNAL_EXIT)
}

/**
 * Takes the data folder and listens. Throws IN_USE when another process has the folder, CANNOT_WRITE, DAMAGED,
 * NEWER_VERSION, and BAD_CONFIG for a port that cannot be had.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { dataDir, host, config, clock, log } = options
  const lock = lockFolder(dataDir)
  let db: Db | undefined
  try {
    const opened = await openDb(dataDir, { onFatal: (error) => endProcess(log, error) })
    db = opened
    await sweep(opened, { clock })
    const pipeline = createPipeline(opened, config, clock)
    await refreshFacts(opened, pipeline.factOptions)
    const collecting = createCollecting({ dataDir, config, pipeline, clock, log, env: options.env })
    const rules = createRuleRunner(opened, clock)
    const detectors = createDetectorRunner(opened, clock)
    const alerting = createAlerting({
      ...{ db: opened, dataDir, config, clock, log, env: options.env },
      detect: detectors.refresh,
      recommend: rules.refresh,
    })
    const reporting = createReporting({
      ...{ db: opened, config, allocation: pipeline.factOptions, clock, log },
      refresh: async () => {
        await rules.refresh()
        await detectors.refresh()
      },
      poke: alerting.poke,
    })
    const readPool = createReadPool(opened)
    const settings = await openSettings(opened, config)
    const token = readSecret(options.env, 'OUTLAY_TOKEN')
    const commandToken = randomBytes(24).toString('base64url')
    const app = createApp({
      db: opened,
      readPool,
      clock,
      log,
      version: VERSION,
      access: { host, publicUrl: config.publicUrl, commandToken, ...(token === undefined ? {} : { token }) },
      ingest: pipeline,
      rules,
      detectors,
      alerting,
      reporting,
      allocation: pipeline.factOptions,
      promises: { contracts: config.contracts, credits: config.credits },
      runTags: config.ml.runTags,
      settings: { settings, config },
      // Of the settings in force, which may change while the server runs.
      get reportCurrency() {
        return settings.currency.value
      },
      get reportRate() {
        return settings.rate.value
      },
      operations: {
        collecting,
        backup: () => backup(opened, join(dataDir, 'backups'), { clock }),
      },
      ...(options.webRoot === undefined ? {} : { webRoot: options.webRoot }),
    })
    const server = createAdaptorServer({ fetch: app.fetch })
    const url = await listen(server, host, options.port)
    writeServerFile(dataDir, { url, token: commandToken })
    collecting.schedule()
    alerting.schedule()
    reporting.schedule()
    return {
      url,
      db: opened,
      pipeline,
      async close() {
        removeServerFile(dataDir)
        await Promise.all([drain(server), collecting.stop(), reporting.stop(), alerting.stop()])
        await readPool.close()
        await opened.close()
        lock.release()
      },
    }
  } catch (error) {
    await db?.close().catch(() => undefined)
    lock.release()
    throw error
  }
}

async function listen(server: ServerType, host: string, port: number): Promise<string> {
  if ('headersTimeout' in server) {
    server.headersTimeout = 15_000
    server.maxConnections = 2_000
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new AppError(
          'BAD_CONFIG',
          `Cannot listen on ${host}:${port} (${cause.code}). Choose another with --port or PORT.`,
          { cause },
        ),
      )
    })
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  const name = address.address.includes(':') ? `[${address.address}]` : address.address
  return `http://${name}:${address.port}`
}

async function drain(server: ServerType): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  if (!('closeIdleConnections' in server)) return closed
  server.closeIdleConnections()
  const idle = setInterval(() => server.closeIdleConnections(), 100)
  const last = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearInterval(idle)
  clearTimeout(last)
}
