import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { RunDeps } from '@outlay/server/collectors/run'
import { runCollector } from '@outlay/server/collectors/run'
import type { RunReport } from '@outlay/server/collectors/run-report'
import { silentLogger } from '@outlay/server/log'
import { createCompany } from './company.ts'
import { type FaultCase, faultCases, type Target } from './shared/fault-cases.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const SEED = Number(process.argv[2] ?? 1)
const FOLDER = join(tmpdir(), `outlay-faults-${process.pid}`)

/** Prints the table of docs/operations.md: `npx tsx test/clouds/fault-table.ts [seed]`. */
await main()

async function main(): Promise<void> {
  const company = createCompany({ seed: SEED, today: '2026-11-23', monthsBack: 1 })
  const random = seeded(SEED)
  const print = (line: string) => process.stdout.write(`${line}\n`)
  print(`Seed ${SEED}.\n`)
  print('| fault | at request | what the user sees | rows lost | rows twice | requests wasted |')
  print('|---|---|---|---|---|---|')
  for (const fault of faultCases) {
    const clean = await run(fault, company, [])
    if (clean.rows.length === 0)
      throw new Error(`${fault.cloud}: nothing comes even without a fault (${clean.seen})`)
    const moment = 1 + Math.floor(random() * clean.exposed)
    const found = await run(fault, company, [moment])
    const lost = missing(clean.rows, found.rows)
    const twice = missing(found.rows, clean.rows)
    const wasted = found.requests - clean.requests
    print(
      `| ${fault.cloud}: ${fault.name} | ${moment} of ${clean.exposed} | ${found.seen} | ${lost} | ${twice} | ${wasted} |`,
    )
  }
  rmSync(FOLDER, { recursive: true, force: true })
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
    env: { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' },
    signal: new AbortController().signal,
    retries: { sdkAttempts: 1, attempts: 3, baseMs: 1000, maxMs: 60_000 },
    sleep: async () => undefined,
    async stage({ files }) {
      for (const file of files)
        published.set(relative(FOLDER, file), readFileSync(file, 'utf8').trimEnd().split('\n'))
      return { id: 'staged', createdAt: '', files: [], units: [], sides: [] }
    },
    apply: async () => ({
      files: [],
      rowsIn: 0,
      rowsKept: 0,
      rowsRejected: 0,
      billedCost: {},
      replaced: [],
      imports: [],
      conformance: [],
    }),
    withdraw: async () => undefined,
    drop: () => undefined,
  }
  return runCollector(target.source, deps, { since: '2026-10-01' })
}

function seenBy({ windows, failure }: RunReport): string {
  if (failure === null) return 'nothing: it is tried again'
  const fault = windows.find((window) => window.fault !== null)
  const published = windows.filter(({ state }) => state === 'published').length
  return `\`${fault?.fault?.kind}\`, exit ${failure.exitCode}; ${published} of ${windows.length} windows in, the rest with the next run`
}

/** How many of `rows` are not in `others`, each as often as it comes. */
function missing(rows: readonly string[], others: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const row of others) counts.set(row, (counts.get(row) ?? 0) + 1)
  let count = 0
  for (const row of rows) {
    const left = counts.get(row) ?? 0
    if (left === 0) count += 1
    else counts.set(row, left - 1)
  }
  return count
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}
