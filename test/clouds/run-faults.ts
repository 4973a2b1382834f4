import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { RunDeps } from '@outlay/server/collectors/run'
import { runCollector } from '@outlay/server/collectors/run'
import type { RunReport } from '@outlay/server/collectors/run-report'
import type { StagedFile } from '@outlay/server/ingest/staged'
import { silentLogger } from '@outlay/server/log'
import { S3_KEYS } from './aws/s3.ts'
import { createCompany, seeded } from './company.ts'
import { type FaultCase, faultCases } from './shared/fault-cases.ts'
import type { Target } from './shared/fault-targets.ts'
import { missing } from './shared/missing.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const FOLDER = join(tmpdir(), `outlay-faults-${process.pid}`)

const APPLIED = {
  files: [],
  rowsIn: 0,
  rowsKept: 0,
  rowsRejected: 0,
  billedCost: {},
  replaced: [],
  imports: [],
  conformance: [],
}

/** What one fault, put into one request, did to a collect. */
export interface FaultOutcome {
  readonly fault: string
  /** Which of how many requests met it. */
  readonly moment: number
  readonly exposed: number
  readonly seen: string
  readonly lost: number
  readonly twice: number
  /** Requests beyond those of a run without faults. */
  readonly wasted: number
}

/** Runs every fault at a moment drawn from the seed; where the run failed, the next one follows. */
export async function* runFaults(
  seed: number,
  cases: readonly FaultCase[] = faultCases,
): AsyncGenerator<FaultOutcome> {
  const company = createCompany({ seed, today: '2026-11-23', monthsBack: 1 })
  const random = seeded(seed)
  try {
    const clean = new Map<string, Found>()
    for (const fault of cases) {
      const without = clean.get(fault.cloud) ?? (await run(fault, company, []))
      clean.set(fault.cloud, without)
      yield await runFault(fault, company, without, random)
    }
  } finally {
    rmSync(FOLDER, { recursive: true, force: true })
  }
}

async function runFault(
  fault: FaultCase,
  company: Parameters<FaultCase['start']>[0],
  clean: Found,
  random: () => number,
): Promise<FaultOutcome> {
  if (clean.rows.length === 0)
    throw new Error(`${fault.cloud}: nothing comes even without a fault (${clean.seen})`)
  const moment = 1 + Math.floor(random() * clean.exposed)
  const found = await run(fault, company, [moment])
  return {
    fault: `${fault.cloud}: ${fault.name}`,
    moment,
    exposed: clean.exposed,
    seen: found.seen,
    lost: missing(clean.rows, found.rows),
    twice: missing(found.rows, clean.rows),
    wasted: found.requests - clean.requests,
  }
}

interface Found {
  readonly rows: readonly string[]
  /** Until everything is in, the run that met the fault included. */
  readonly requests: number
  /** Of these, the ones that can meet the fault. */
  readonly exposed: number
  readonly seen: string
}

/** Collects with a fault at some requests, and once more if the run failed, as the schedule would. */
async function run(
  fault: FaultCase,
  company: Parameters<FaultCase['start']>[0],
  moments: readonly number[],
): Promise<Found> {
  const target = await fault.start(company)
  const published = new Map<string, readonly string[]>()
  const memory = new Map<string, string>()
  try {
    const before = target.requests()
    target.fail(moments)
    const first = await collect(target, published, memory)
    if (first.failure !== null) await collect(target, published, memory)
    return {
      rows: [...published.values()].flat(),
      requests: target.requests() - before,
      exposed: target.exposed(),
      seen: seenBy(first),
    }
  } finally {
    await target.close()
  }
}

function collect(
  target: Target,
  published: Map<string, readonly string[]>,
  memory: Map<string, string>,
): Promise<RunReport> {
  const deps: RunDeps = {
    work: FOLDER,
    store: { get: async (key) => memory.get(key), set: async (key, text) => void memory.set(key, text) },
    clock: () => NOW,
    log: silentLogger,
    env: S3_KEYS,
    signal: new AbortController().signal,
    retries: { sdkAttempts: 1, attempts: 3, baseMs: 1000, maxMs: 60_000 },
    sleep: async () => undefined,
    async stage({ files }) {
      const contents = files.map(contentOf)
      published.set(
        dirname(relative(FOLDER, files[0] ?? '')),
        contents.flatMap(({ rows }) => rows),
      )
      return {
        id: 'staged',
        createdAt: '',
        files: contents.map(({ staged }) => staged),
        units: [],
        sides: [],
      }
    },
    apply: async () => APPLIED,
    withdraw: async () => undefined,
    drop: () => undefined,
  }
  return runCollector(target.source, deps, { since: '2026-10-01' })
}

/** The lines of a file, the header of CSV apart, and what staging says of it. */
function contentOf(file: string): { rows: string[]; staged: StagedFile } {
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trimEnd()
  const rows = text.split('\n').slice(/\.csv(\.gz)?$/.test(file) ? 1 : 0)
  const counts = { rowsIn: rows.length, rowsKept: rows.length, rowsRejected: 0 }
  const facts = { bytes: bytes.length, sha256: '', format: null, ignoredColumns: [], error: null }
  return { rows, staged: { name: file, ...facts, ...counts } }
}

function seenBy({ windows, failure }: RunReport): string {
  if (failure === null) return 'nothing: it is tried again'
  const fault = windows.find((window) => window.fault !== null)
  const published = windows.filter(({ state }) => state === 'published').length
  return `\`${fault?.fault?.kind}\`, exit ${failure.exitCode}; ${published} of ${windows.length} windows in, the rest with the next run`
}
