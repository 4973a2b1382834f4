import type { ImportSummary } from '@outlay/shared/api'
import type { Clock } from './clock.ts'
import { fileMemory } from './collectors/memory.ts'
import { type RunReport, runCollector } from './collectors/run.ts'
import type { Config } from './config.ts'
import { dataPaths } from './db/open.ts'
import { AppError } from './errors.ts'
import { type Pipeline, stageFiles } from './ingest/pipeline.ts'
import type { Logger } from './log.ts'
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
  readonly signal?: AbortSignal
  progress(text: string): void
}

export interface CollectSummary {
  readonly runs: readonly {
    readonly source: string
    readonly requests: number
    readonly requestCost: string
    readonly rowsKept: number
    readonly months: readonly { readonly month: string; readonly state: string }[]
    readonly imports: ImportSummary['imports']
    readonly error: { readonly code: string; readonly message: string } | null
  }[]
  /** 0, or that of the first source that failed. */
  readonly exitCode: number
}

/**
 * Runs the sources one after the other; a fault of one never stops the next.
 * @throws BAD_CONFIG when no source is configured, NOT_FOUND for an id that is not
 */
export async function collectSources(request: CollectRequest, deps: CollectDeps): Promise<CollectSummary> {
  const reports: RunReport<ImportSummary>[] = []
  for (const source of chosen(request.sources, deps.config)) {
    reports.push(
      await runCollector<ImportSummary>(
        source,
        {
          clock: deps.clock,
          log: deps.log,
          env: deps.env,
          signal: deps.signal ?? new AbortController().signal,
          staging: dataPaths(deps.dataDir).staging,
          store: fileMemory(deps.dataDir),
          stage: (pages) => stageFiles(deps.dataDir, { ...pages, kind: 'costs', clock: deps.clock }),
          apply: (staged) => deps.pipeline.applyStaged(staged.id, {}),
          progress: deps.progress,
        },
        { since: request.since, until: request.until },
      ),
    )
  }
  return {
    runs: reports.map(toRun),
    exitCode: reports.find((report) => report.failure !== null)?.failure?.exitCode ?? 0,
  }
}

function chosen(ids: readonly string[], { sources, file }: Config): Config['sources'] {
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

function toRun(report: RunReport<ImportSummary>): CollectSummary['runs'][number] {
  return {
    source: report.source,
    requests: report.requests,
    requestCost: report.requestCost,
    rowsKept: report.applied?.rowsKept ?? 0,
    months: report.months.map(({ month, state }) => ({ month, state })),
    imports: report.applied?.imports ?? [],
    error: report.failure === null ? null : { code: report.failure.code, message: report.failure.message },
  }
}
