import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { CollectTrigger } from '@outlay/shared/collect'
import type { Clock } from './clock.ts'
import { type CollectedSource, collectedSource, failedSource } from './collected-source.ts'
import { fileMemory } from './collectors/memory.ts'
import { findCollector, runCollector } from './collectors/run.ts'
import type { RunProgress } from './collectors/run-part.ts'
import type { SourceConfig } from './config/sources.ts'
import type { Config } from './config.ts'
import { dataPaths } from './db/open.ts'
import { AppError } from './errors.ts'
import { type Pipeline, stageFiles } from './ingest/pipeline.ts'
import type { Logger } from './log.ts'
import { createQueue, type Queue } from './queue.ts'
import type { OpenRun } from './schedule/open-run.ts'
import type { RunBook } from './schedule/run-book.ts'
import { suggest } from './suggest.ts'

export interface CollectRequest {
  /** Ids of sources; empty means all. */
  readonly sources: readonly string[]
  readonly since: string | undefined
  readonly until: string | undefined
}

export interface CollectDeps {
  readonly dataDir: string
  readonly config: Config
  readonly pipeline: Pipeline
  readonly clock: Clock
  readonly log: Logger
  readonly env: Readonly<Record<string, string | undefined>>
  readonly book: RunBook
  readonly signal?: AbortSignal
  progress(progress: RunProgress): void
}

export interface CollectSummary {
  readonly runs: readonly CollectedSource[]
  /** 0, or that of the first source that failed. */
  readonly exitCode: number
}

/** Sources that read at the same time; what they bring is staged one after the other. */
const SOURCES_AT_ONCE = 3

/**
 * Runs the sources, some at a time; a fault of one never stops another.
 * @throws BAD_CONFIG when no source is configured, NOT_FOUND for an id that is not
 */
export async function collectSources(
  request: CollectRequest,
  deps: CollectDeps,
  trigger: CollectTrigger = 'person',
): Promise<CollectSummary> {
  const lanes = createQueue(SOURCES_AT_ONCE)
  const outcomes = await Promise.all(
    chosenSources(request.sources, deps.config).map((source) =>
      lanes.run(() => collectSource(source, request, deps, trigger)),
    ),
  )
  return {
    runs: outcomes.map(({ run }) => run),
    exitCode: outcomes.find(({ failure }) => failure !== null)?.failure?.exitCode ?? 0,
  }
}

/** @throws BAD_CONFIG when no source is configured, NOT_FOUND for an id that is not */
export function chosenSources(ids: readonly string[], { sources, file }: Config): Config['sources'] {
  if (sources.length === 0) {
    throw new AppError(
      'BAD_CONFIG',
      `No source is configured in ${file ?? 'outlay.config.yaml'}. docs/collectors.md shows how.`,
    )
  }
  const known = sources.map(({ id }) => id)
  for (const id of ids) {
    if (!known.includes(id))
      throw new AppError(
        'NOT_FOUND',
        `There is no source "${id}"${suggest(id, known)}. Sources: ${known.join(', ')}.`,
      )
  }
  return ids.length === 0 ? sources : sources.filter(({ id }) => ids.includes(id))
}

interface Outcome {
  readonly run: CollectedSource
  readonly failure: AppError | null
}

async function collectSource(
  source: SourceConfig,
  request: CollectRequest,
  deps: CollectDeps,
  trigger: CollectTrigger,
): Promise<Outcome> {
  let open: OpenRun | undefined
  try {
    open = await deps.book.begin(source.id, trigger, findCollector(source).collector.parts)
    const report = await runCollector(source, runDeps(deps, open), {
      since: request.since,
      until: request.until,
    })
    await open.end(report)
    return { run: collectedSource(report), failure: report.failure }
  } catch (error) {
    const known =
      error instanceof AppError ? error : new AppError('INTERNAL', String(error), { cause: error })
    await open?.fail(known)
    // A full disk or a broken setting of one source is told like a fault of its cloud; what nobody foresaw is not.
    if (known !== error) throw error
    return { run: failedSource(source.id, known), failure: known }
  }
}

function runDeps(deps: CollectDeps, open: OpenRun) {
  const { dataDir, pipeline, clock, log, env } = deps
  return {
    clock,
    log,
    env,
    signal: deps.signal ?? new AbortController().signal,
    work: join(dataDir, 'collectors', 'work'),
    store: fileMemory(dataDir),
    stage: (files: Parameters<Parameters<typeof runCollector>[1]['stage']>[0]) =>
      stagingOf(pipeline).run(() => stageFiles(dataDir, { ...files, clock, signal: deps.signal ?? NEVER })),
    apply: (staged: { readonly id: string }) => pipeline.applyStaged(staged.id, {}),
    withdraw: pipeline.withdraw,
    drop: (staged: { readonly id: string }) =>
      rmSync(join(dataPaths(dataDir).staging, staged.id), { recursive: true, force: true }),
    onWindow: open.window,
    progress(progress: RunProgress) {
      open.progress(progress)
      deps.progress(progress)
    },
  }
}

const NEVER = new AbortController().signal

/** One staging child at a time a data folder: each may take what memory there is for it. */
const staging = new WeakMap<Pipeline, Queue>()

function stagingOf(pipeline: Pipeline): Queue {
  const queue = staging.get(pipeline) ?? createQueue(1)
  staging.set(pipeline, queue)
  return queue
}
