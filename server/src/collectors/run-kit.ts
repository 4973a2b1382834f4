import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { ImportSummary } from '@outlay/shared/api'
import { z } from 'zod'
import { silentLogger } from '../log.ts'
import { CollectError } from './collect-error.ts'
import {
  type CollectContext,
  type Collected,
  type Collector,
  defineCollector,
  type Part,
} from './collector.ts'
import { fileMemory } from './memory.ts'
import type { PartFiles } from './publish-window.ts'
import { type RunDeps, type RunOptions, runCollector } from './run.ts'
import { months } from './windows.ts'

type Read = (context: CollectContext) => Promise<Collected> | Collected

/** For tests: a part that reads months; each window has one row, or does what `read` does. */
export function monthsPart(more: Partial<Part> = {}, read?: Read): Part {
  return {
    id: 'costs',
    title: 'Costs',
    kind: 'costs',
    windows: months({ back: 12 }),
    collect: async (_settings, context) => {
      if (read !== undefined) return read(context)
      context.page([{ day: context.window.since, cost: '1.5' }])
      return { estimated: context.window.key === '2026-11' }
    },
    ...more,
  }
}

/** For tests: a cloud in a few lines. */
export function testCollector(...parts: Part[]): Collector {
  return defineCollector({
    id: 'test-cloud',
    title: 'A cloud for tests',
    config: z.strictObject({ maxRequests: z.int().optional() }),
    requestPrice: '0.01',
    parts,
    probes: [],
  })
}

export interface Handed {
  readonly request: PartFiles
  /** Content by file name. */
  readonly files: Readonly<Record<string, string>>
}

export interface RunKit {
  /** What was handed over to be staged, in order. */
  readonly handed: Handed[]
  readonly waits: number[]
  /** Slices that were told to be empty. */
  readonly withdrawn: string[]
  run(collector: Collector, options?: RunOptions, deps?: Partial<RunDeps>): ReturnType<typeof runCollector>
  /** What lies in the folder of windows on their way. */
  leftovers(): string[]
  remove(): void
}

/** For tests: runs collectors on a data folder of their own; today is 2026-11-23. */
export function runKit(): RunKit {
  const data = mkdtempSync(join(tmpdir(), 'outlay-run-'))
  const work = join(data, 'work')
  const handed: Handed[] = []
  const waits: number[] = []
  const withdrawn: string[] = []
  return {
    handed,
    waits,
    withdrawn,
    remove: () => rmSync(data, { recursive: true, force: true }),
    leftovers: () =>
      existsSync(work)
        ? readdirSync(work, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map(({ name }) => name)
        : [],
    run: (collector, options = {}, deps = {}) =>
      runCollector(
        { id: 'payer', type: collector.id },
        {
          work,
          store: fileMemory(data),
          collectors: [collector],
          clock: () => new Date('2026-11-23T08:00:00Z'),
          log: silentLogger,
          env: {},
          signal: new AbortController().signal,
          retries: { sdkAttempts: 1, attempts: 2, baseMs: 1000, maxMs: 60_000 },
          sleep: async (ms) => void waits.push(ms),
          random: () => 0.5,
          async stage(request) {
            const files = request.files.map((file) => [basename(file), readFileSync(file, 'utf8')] as const)
            handed.push({ request, files: Object.fromEntries(files) })
            return {
              id: `import-${handed.length}`,
              createdAt: '2026-11-23T08:00:00Z',
              files: files.map(([name, text]) => stagedFile(name, text)),
              units: [],
              sides: [],
            }
          },
          apply: async () => summaryOf('counted'),
          withdraw: async ({ slice }) => void withdrawn.push(slice),
          drop: () => undefined,
          ...deps,
        },
        options,
      ),
  }
}

/** A throw that the run takes for a fault of the cloud. */
export function fault(kind: CollectError['kind'], message = 'not now'): never {
  throw new CollectError(kind, message, { vendorCode: 'TestException' })
}

export function stagedFile(name: string, text: string, error: string | null = null) {
  const rows = text.split('\n').length - 1
  return {
    name,
    bytes: text.length,
    sha256: 'hash',
    format: null,
    rowsIn: rows,
    rowsKept: error === null ? rows : 0,
    rowsRejected: 0,
    ignoredColumns: [],
    error,
  }
}

export function summaryOf(...states: ImportSummary['imports'][number]['state'][]): ImportSummary {
  return {
    files: [],
    rowsIn: 1,
    rowsKept: 1,
    rowsRejected: 0,
    billedCost: { USD: '1.5' },
    replaced: [],
    conformance: [],
    imports: states.map((state, index) => ({
      id: `i-${index}`,
      delivery: 'd',
      source: 'payer',
      kind: 'costs',
      format: 'test',
      grain: 'daily',
      provider: null,
      billingAccount: null,
      billingPeriod: null,
      state,
      files: [],
      rowsIn: 1,
      rowsKept: 1,
      rowsRejected: 0,
      totals: [],
      replaces: null,
      message: null,
      createdAt: '2026-11-23T08:00:00Z',
    })),
  }
}
