import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Db } from '@outlay/server/db/open'
import { filesIn } from '@outlay/server/ingest/apply/harness'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkLedger, factCents, reopened } from './check-folder.ts'
import { centsAfter } from './deliveries.ts'
import { startChild } from './processes.ts'
import { announceSeed, count, rarest } from './seed.ts'

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
  const { seed, random } = announceSeed('kill test of applying')
  const hits = new Map(STAGES.map((stage) => [stage, 0]))
  let next = 0
  for (let trial = 0; trial < TRIALS_MAX && [...hits.values()].some((each) => each < HITS); trial += 1) {
    const target = rarest(hits)
    // Every third one dies in the middle of the work that follows its stage, the others on it.
    const pauseMs = trial % 3 === 0 ? 0 : 40
    const death = await runUntilKilled(seed, next, { target, pauseMs, delayMs: random() * 25 })
    count(hits, death.stage)
    next = await checkFolder(seed, death)
  }
  expect([...hits].filter(([, times]) => times < HITS)).toEqual([])
})

interface Death {
  /** Delivery at work and its last stage, `open` when none had started. */
  readonly index: number
  readonly stage: string
}

/** Starts the child and kills it `delayMs` after it reported the target stage; says what it had reported by then. */
async function runUntilKilled(
  seed: number,
  first: number,
  { target, pauseMs, delayMs }: { target: string; pauseMs: number; delayMs: number },
): Promise<Death> {
  const process_ = startChild('kill-child', [root, String(seed), String(first), String(pauseMs)])
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
  return reopened(root, async (db) => {
    const landed = await landedDeliveries(db, seed, death)
    const ledger = await checkLedger(db)
    const superseded = ledger.filter((row) => row.state === 'superseded').flatMap((row) => row.lake_files)
    const inForce = ledger.filter((row) => row.state === 'counted').flatMap((row) => row.lake_files)
    expect(filesIn(db.paths.lakeOld).filter((path) => path.endsWith('.parquet'))).toEqual(
      [...new Set(superseded.filter((path) => !inForce.includes(path)))].toSorted(),
    )
    return landed
  })
}

async function landedDeliveries(db: Db, seed: number, { index, stage }: Death): Promise<number> {
  const cents = await factCents(db)
  const mustHave = ['committed', 'lake-old moved', 'checkpointed', 'done'].includes(stage) ? index + 1 : index
  // A kill just after COMMIT may have come before its report.
  const allowed = [mustHave, ...(stage === 'facts inserted' ? [index + 1] : [])]
  const landed = allowed.find((deliveries) => same(centsAfter(seed, deliveries), cents))
  expect(cents, `after a kill at "${stage}" of delivery ${index}`).toEqual(
    centsAfter(seed, landed ?? mustHave),
  )
  return landed ?? mustHave
}

function same(a: Record<string, number>, b: Record<string, number>): boolean {
  const text = (cents: Record<string, number>) => JSON.stringify(Object.entries(cents).toSorted())
  return text(a) === text(b)
}
