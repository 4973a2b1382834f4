import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '../log.ts'
import type { CollectContext, Collected, CollectWindow, PageRow, Part, PlanContext } from './collector.ts'
import { callContext, createMeter } from './run-context.ts'
import { windowFolder } from './window-folder.ts'

export interface TestOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly now?: string
  readonly reading?: number
  readonly maxRequests?: number
  readonly remembered?: PlanContext['remembered']
  readonly range?: PlanContext['range']
  readonly signal?: AbortSignal
  readonly attempts?: number
}

export interface TestRun {
  readonly calls: CollectContext
  readonly plan: PlanContext
  readonly rows: PageRow[]
  readonly files: string[]
  /** Waits that were asked for, in milliseconds; none is really waited. */
  readonly waits: number[]
  readonly requests: () => { readonly paid: number; readonly free: number }
  remove(): void
}

/** For tests of collectors: a real context whose clock stands still, whose waits are noted and whose pages are kept. */
export function testRun(window: CollectWindow, options: TestOptions = {}): TestRun {
  const root = mkdtempSync(join(tmpdir(), 'outlay-collector-'))
  const folder = windowFolder(root, 'part', window.key)
  const rows: PageRow[] = []
  const files: string[] = []
  const waits: number[] = []
  let ticks = 0
  const meter = createMeter('test', options.maxRequests ?? Number.POSITIVE_INFINITY)
  const clock = () => new Date(options.now ?? '2026-11-23T00:00:00Z')
  const base = callContext(
    'test',
    {
      clock,
      log: silentLogger,
      env: options.env ?? {},
      signal: options.signal ?? new AbortController().signal,
      retries: { sdkAttempts: 1, attempts: options.attempts ?? 3, baseMs: 1000, maxMs: 60_000 },
      sleep: async (ms) => void waits.push(ms),
      random: () => 0.5,
      // every call comes long after the one before: no waits but those for faults
      monotonic: () => {
        ticks += 3_600_000
        return ticks
      },
    },
    meter,
  )
  const remembered = options.remembered ?? {}
  return {
    calls: {
      ...base,
      window,
      reading: options.reading ?? 1,
      previous: remembered[window.key] ?? null,
      folder: folder.path,
      page: (page) => void rows.push(...page),
      file: (path) => {
        folder.add(path)
        files.push(path)
      },
      progress: () => undefined,
    },
    plan: { ...base, today: clock().toISOString().slice(0, 10), range: options.range ?? {}, remembered },
    rows,
    files,
    waits,
    requests: meter.requests,
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Reads one window of a part; what it threw is returned. */
export async function collectPart<S>(
  part: Part<S>,
  settings: S,
  run: TestRun,
): Promise<{ readonly collected: Collected | null; readonly error: unknown }> {
  try {
    return { collected: await part.collect(settings, run.calls), error: null }
  } catch (error) {
    return { collected: null, error }
  }
}
