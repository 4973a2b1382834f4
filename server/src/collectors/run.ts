import { join } from 'node:path'
import type { Day } from '@outlay/shared/period'
import type { SourceConfig } from '../config/sources.ts'
import { AppError } from '../errors.ts'
import { CollectError } from './collect-error.ts'
import type { Collector } from './collector.ts'
import { loadMemory, type MemoryStore, remember } from './memory.ts'
import type { Publishing } from './publish-window.ts'
import { collectors } from './registry.ts'
import { type ContextDeps, callContext, createMeter } from './run-context.ts'
import { type RunProgress, runPart } from './run-part.ts'
import { type RunReport, runReport, type WindowReport } from './run-report.ts'

/** What a run needs from outside. */
export interface RunDeps extends ContextDeps, Publishing {
  /** Folder for windows on their way, one of its own for every source; what lies there is taken up again. */
  readonly work: string
  readonly store: MemoryStore
  progress?(progress: RunProgress): void
  onWindow?(report: WindowReport): void
  /** Instead of those of the registry, for tests. */
  readonly collectors?: readonly Collector[]
}

export interface RunOptions {
  /** First day and, exclusive, end: widened to whole windows. Without them the windows that can still change. */
  readonly since?: Day | undefined
  readonly until?: Day | undefined
  readonly maxRequests?: number | undefined
}

/**
 * Reads a source part by part, newest windows first, and publishes each window as soon as it is whole; a window of which
 * a page is missing is never published. Faults of the cloud are in the report; only faults of the settings and of this
 * machine are thrown.
 */
export async function runCollector(
  source: SourceConfig,
  deps: RunDeps,
  options: RunOptions = {},
): Promise<RunReport> {
  const { collector, settings } = findCollector(source, deps.collectors)
  const memory = await loadMemory(deps.store, source.id)
  const meter = createMeter(source.id, options.maxRequests ?? limitOf(settings))
  const calls = callContext(source.id, deps, meter)
  const windows: WindowReport[] = []
  for (const part of collector.parts) {
    if (part.enabled?.(settings) === false) continue
    const done = await runPart(part, {
      ...deps,
      work: join(deps.work, source.id),
      calls,
      format: collector.id,
      settings,
      range: { since: options.since, until: options.until },
      remembered: memory.parts[part.id] ?? {},
      remember: (key, entry) => remember(deps.store, source.id, memory, { part: part.id, key, entry }),
      onWindow: (report) => deps.onWindow?.(report),
      progress: (progress) => deps.progress?.({ source: source.id, part: part.id, ...progress }),
    })
    windows.push(...done)
    if (done.some(({ error }) => error instanceof CollectError && error.endsSource)) break
  }
  return runReport(source.id, collector, windows, meter.requests())
}

/** The collector of a configured source with its settings. Throws BAD_CONFIG. */
export function findCollector(
  source: SourceConfig,
  known: readonly Collector[] = collectors,
): {
  collector: Collector
  settings: Record<string, unknown>
} {
  const collector = known.find(({ id }) => id === source.type)
  if (collector === undefined)
    throw new AppError('BAD_CONFIG', `Source ${source.id}: there is no type "${source.type}".`)
  const { id: _id, type: _type, schedule: _schedule, ...settings } = source
  const result = collector.config.safeParse(settings)
  if (result.success) return { collector, settings: result.data }
  const issue = result.error.issues[0]
  throw new AppError('BAD_CONFIG', `Source ${source.id}: ${issue?.path.join('.')}: ${issue?.message}.`)
}

function limitOf(settings: Readonly<Record<string, unknown>>): number {
  return typeof settings['maxRequests'] === 'number' ? settings['maxRequests'] : Number.POSITIVE_INFINITY
}
