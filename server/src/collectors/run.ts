import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Amount, toAmount } from '@outlay/shared/money'
import { type Day, toDay } from '@outlay/shared/period'
import { Big } from 'big.js'
import type { SourceConfig } from '../config/sources.ts'
import { AppError } from '../errors.ts'
import type { StagedDelivery, StageRequest } from '../ingest/staged.ts'
import { toAppError } from './collect-error.ts'
import type { Collector } from './collector.ts'
import { loadMemory, type MemoryStore, remember } from './memory.ts'
import { planMonths } from './plan-months.ts'
import { type MonthReport, readMonths } from './read-months.ts'
import { collectors } from './registry.ts'
import { type ContextDeps, contextOf, createMeter } from './run-context.ts'

/** Whole months, to be staged as one delivery of costs. */
export type PageFiles = Pick<StageRequest, 'files' | 'format' | 'source'>

/** What a run needs from outside; the functions of ingest come in here, so that collectors never see the database. */
export interface RunDeps<A> extends ContextDeps {
  /** `<data>/staging` */
  readonly staging: string
  readonly store: MemoryStore
  stage(pages: PageFiles): Promise<StagedDelivery>
  /** Brings a staged delivery into the lake and the facts. */
  apply(staged: StagedDelivery): Promise<A>
  progress?(text: string): void
}

export interface RunOptions {
  /** First day and, exclusive, end: widened to whole months. Without them the months that can still change. */
  readonly since?: Day | undefined
  readonly until?: Day | undefined
  readonly maxRequests?: number | undefined
}

export interface RunReport<A> {
  readonly source: string
  readonly collector: string
  readonly delivery: string | null
  /** Newest first. */
  readonly months: readonly MonthReport[]
  readonly requests: number
  /** What the vendor bills for the requests, in USD. */
  readonly requestCost: Amount
  readonly staged: StagedDelivery | null
  readonly applied: A | null
  /** The first fault; months that came whole are in nevertheless. Its exit code is 69 or 77. */
  readonly failure: AppError | null
}

/**
 * Reads a source month by month, newest first, and hands whole months on; a month of which a page is missing is never
 * published. Faults of the cloud are in the report; only faults of the settings and of this machine are thrown.
 */
export async function runCollector<A>(
  source: SourceConfig,
  deps: RunDeps<A>,
  options: RunOptions = {},
): Promise<RunReport<A>> {
  const { collector, config } = find(source)
  const folder = join(deps.staging, `collect-${source.id}-${randomUUID()}`)
  mkdirSync(folder, { recursive: true })
  try {
    const memory = await loadMemory(deps.store, source.id)
    const windows = planMonths({
      today: toDay(deps.clock()),
      memory,
      since: options.since,
      until: options.until,
    })
    const meter = createMeter(source.id, options.maxRequests ?? limitOf(config))
    const months = await readMonths(windows, {
      folder,
      progress: (text) => deps.progress?.(`${source.id}: ${text}`),
      read: (window, reading, page) =>
        collector.collect(config, contextOf(source, deps, meter, { window, reading, page })),
    })
    const handed = await handOver(months, collector.id, source.id, deps)
    await remember(deps.store, source.id, memory, months, deps.clock())
    return { ...summary(source, collector, months, meter.count()), ...handed }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function find(source: SourceConfig): { collector: Collector; config: Record<string, unknown> } {
  const collector = collectors.find(({ id }) => id === source.type)
  if (collector === undefined)
    throw new AppError('BAD_CONFIG', `Source ${source.id}: there is no type "${source.type}".`)
  const { id: _id, type: _type, ...settings } = source
  const result = collector.config.safeParse(settings)
  if (result.success) return { collector, config: result.data }
  const issue = result.error.issues[0]
  throw new AppError('BAD_CONFIG', `Source ${source.id}: ${issue?.path.join('.')}: ${issue?.message}.`)
}

function limitOf(config: Readonly<Record<string, unknown>>): number {
  return typeof config['maxRequests'] === 'number' ? config['maxRequests'] : Number.POSITIVE_INFINITY
}

async function handOver<A>(months: readonly MonthReport[], format: string, source: string, deps: RunDeps<A>) {
  const files = months.flatMap(({ file }) => file ?? []).toSorted()
  if (files.length === 0) return { delivery: null, staged: null, applied: null }
  const staged = await deps.stage({ files, format, source })
  return { delivery: staged.id, staged, applied: await deps.apply(staged) }
}

function summary(
  source: SourceConfig,
  collector: Collector,
  months: readonly MonthReport[],
  requests: number,
) {
  const error = months.find((month) => month.error !== null)?.error ?? null
  return {
    source: source.id,
    collector: collector.id,
    months,
    requests,
    requestCost: toAmount(new Big(collector.requestPrice).times(requests).toFixed()),
    failure: error === null ? null : toAppError(source.id, error),
  }
}
