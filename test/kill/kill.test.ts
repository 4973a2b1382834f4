import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Db, openDb } from '@outlay/server/db/open'
import { runQuery } from '@outlay/server/db/query'
import { filesIn } from '@outlay/server/ingest/apply/harness'
import { ledgerQuery } from '@outlay/server/ingest/apply/ledger'
import { figuresQuery } from '@outlay/server/ingest/apply/verify-copy'
import { sweep } from '@outlay/server/ingest/sweep'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { centsAfter, mulberry32 } from './deliveries.ts'

const STAGES = [
  'open',
  'staged',
  'lake written',
  'ledger',
  'facts deleted',
  'facts inserted',
  'committed',
  'lake-old moved',
  'checkpointed',
]
const HITS = 3
const TRIALS_MAX = 80
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))

let root: string
let child: ChildProcess | undefined

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'outlay-kill-'))
})

afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
})

test('killed at any stage of an import, nothing is lost and nothing counts twice', async () => {
  const seed = Number(process.env['OUTLAY_SEED'] ?? Date.now() % 100_000)
  console.info(`kill test: OUTLAY_SEED=${seed}`)
  const random = mulberry32(seed)
  const hits = new Map(STAGES.map((stage) => [stage, 0]))
  let next = 0
  for (let trial = 0; trial < TRIALS_MAX && [...hits.values()].some((count) => count < HITS); trial += 1) {
    const target = rarest(hits)
    // Every third one dies in the middle of the work that follows its stage, the others on it.
    const pauseMs = trial % 3 === 0 ? 0 : 40
    const death = await runUntilKilled(seed, next, { target, pauseMs, delayMs: random() * 25 })
    if (hits.has(death.stage)) hits.set(death.stage, (hits.get(death.stage) ?? 0) + 1)
    next = await checkFolder(seed, death)
  }
  expect(Object.fromEntries(hits)).toEqual(
    Object.fromEntries(STAGES.map((stage) => [stage, expect.toSatisfy((count: number) => count >= HITS)])),
  )
})

interface Death {
  /** Delivery at work and its last stage, `open` when none had started. */
  readonly index: number
  readonly stage: string
}

function rarest(hits: ReadonlyMap<string, number>): string {
  return [...hits].toSorted((a, b) => a[1] - b[1])[0]?.[0] ?? 'open'
}

/** Starts the child and kills it `delayMs` after it reported the target stage; says what it had reported by then. */
async function runUntilKilled(
  seed: number,
  first: number,
  { target, pauseMs, delayMs }: { target: string; pauseMs: number; delayMs: number },
): Promise<Death> {
  const args = ['--import', 'tsx', CHILD, root, String(seed), String(first), String(pauseMs)]
  const process_ = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  child = process_
  let errors = ''
  process_.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  let last: Death = { index: first, stage: 'open' }
  let armed = false
  for await (const line of createInterface({ input: process_.stdout })) {
    const [, index = '', stage = ''] = /^(\d+) (.*)$/.exec(line) ?? []
    last = { index: Number(index), stage }
    if (armed || stage !== target) continue
    armed = true
    setTimeout(() => process_.kill('SIGKILL'), delayMs)
  }
  if (!armed) throw new Error(`the child ended before it reached "${target}": ${errors}`)
  return last
}

/** Reopens the folder and checks it; returns the number of the next delivery. */
async function checkFolder(seed: number, death: Death): Promise<number> {
  const db = await openDb(root)
  try {
    await sweep(db, { clock: () => new Date('2026-08-10T12:00:00Z'), staleMs: Number.NEGATIVE_INFINITY })
    const landed = await landedDeliveries(db, seed, death)
    await checkLedger(db)
    return landed
  } finally {
    await db.close()
  }
}

async function landedDeliveries(db: Db, seed: number, { index, stage }: Death): Promise<number> {
  const cents = await factCents(db)
  const mustHave = ['committed', 'lake-old moved', 'checkpointed', 'done'].includes(stage) ? index + 1 : index
  // A kill just after COMMIT may have come before its report.
  const allowed = [mustHave, ...(stage === 'facts inserted' ? [index + 1] : [])]
  const landed = allowed.find((count) => same(centsAfter(seed, count), cents))
  expect(cents, `after a kill at "${stage}" of delivery ${index}`).toEqual(
    centsAfter(seed, landed ?? mustHave),
  )
  return landed ?? mustHave
}

function same(a: Record<string, number>, b: Record<string, number>): boolean {
  const text = (cents: Record<string, number>) => JSON.stringify(Object.entries(cents).toSorted())
  return text(a) === text(b)
}

async function factCents(db: Db): Promise<Record<string, number>> {
  const connection = await db.connect()
  const reader = await connection.runAndReadAll(
    'select billing_account, (sum(billed) * 100)::bigint::varchar from cost_fact group by billing_account',
  )
  connection.closeSync()
  return Object.fromEntries(reader.getRowsJson().map(([account, cents]) => [String(account), Number(cents)]))
}

/** Facts = ledger, one import in force a unit, and on disk exactly what the ledger names. */
async function checkLedger(db: Db): Promise<void> {
  const connection = await db.connect()
  const ledger = await runQuery(connection, ledgerQuery, {})
  const figures = await runQuery(connection, figuresQuery, {})
  connection.closeSync()
  for (const row of figures) {
    expect([row.lines, row.billed]).toEqual([row.ledger_lines, row.ledger_billed])
  }
  const inForce = ledger.filter((row) => row.state === 'counted')
  expect(new Set(inForce.map((row) => row.billing_account)).size).toBe(inForce.length)
  const named = inForce.flatMap((row) => row.lake_files)
  const onDisk = filesIn(db.paths.lake)
  expect(onDisk).toEqual(named.flatMap((path) => [path.replace('.parquet', '.json'), path]).toSorted())
  const old = ledger.flatMap((row) => row.lake_files).filter((path) => !named.includes(path))
  expect(filesIn(db.paths.lakeOld).filter((path) => path.endsWith('.parquet'))).toEqual(
    [...new Set(old)].toSorted(),
  )
  expect(readdirSync(db.paths.staging).filter((name) => name !== 'held')).toEqual([])
  expect(existsSync(`${db.paths.highWater}.tmp`)).toBe(false)
}
