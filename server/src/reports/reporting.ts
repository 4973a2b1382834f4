import type { ReportModel } from '@outlay/shared/reports'
import type { FileRules } from '../allocation/rule-set.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/open.ts'
import type { Logger } from '../log.ts'
import { withAsk } from '../queries/ask.ts'
import { type Asked, askReport } from './ask-report.ts'
import type { ReportSources } from './model/scope.ts'
import { type CheckDeps, checkSchedule } from './schedule/check-schedule.ts'

/** What the app needs of reports. */
export interface Reporting {
  readonly config: Config
  readonly sources: ReportSources
  /** Makes a report of the data as it is now. */
  make(asked: Asked): Promise<ReportModel>
  /** Makes and queues what is due. */
  check(): Promise<void>
  /** Begins to look by itself. */
  schedule(): void
  /** Waits for the report that is being made, and stops. */
  stop(): Promise<void>
}

export interface ReportingDeps {
  readonly db: Db
  readonly config: Config
  readonly allocation: FileRules
  readonly clock: Clock
  readonly log: Logger
  /** Brings recommendations and anomalies up to date before a report names them. */
  readonly refresh?: () => Promise<void>
  /** Something was queued. */
  readonly poke?: () => void
}

const CHECK_MS = 60_000

export function createReporting(deps: ReportingDeps): Reporting {
  const { db, config, allocation, clock, log } = deps
  const sources: ReportSources = { config, allocation, lake: db.paths.lake }
  const make = async (asked: Asked) => {
    await deps.refresh?.()
    const connection = await db.connect()
    try {
      return await withAsk(connection, clock(), (ask) => askReport(ask, asked, sources))
    } finally {
      connection.closeSync()
    }
  }
  const checking: CheckDeps = { ...deps, make }
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  const check = () => {
    running ??= checkSchedule(checking).finally(() => {
      running = undefined
    })
    return running
  }
  const tick = () => {
    check().catch((error: unknown) => log.error({ err: error }, 'the reports could not be checked'))
  }
  return {
    config,
    sources,
    make,
    check,
    schedule() {
      if (timer !== undefined) return
      timer = setInterval(tick, CHECK_MS)
      timer.unref()
      tick()
    },
    async stop() {
      clearInterval(timer)
      await Promise.allSettled([running])
    },
  }
}
