import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Db } from '@outlay/server/db/open'
import { filesIn } from '@outlay/server/ingest/apply/harness'
import { backup } from '@outlay/server/ingest/backup'
import { restore } from '@outlay/server/ingest/restore'
import { expect, onTestFinished, test } from 'vitest'
import { tempFolder } from '../temp-folder.ts'
import { checkLedger, factCents, reopened } from './check-folder.ts'
import { startChild } from './processes.ts'
import { centsOfRound } from './rounds.ts'
import { announceSeed, count, rarest } from './seed.ts'

const OPERATIONS = ['hold', 'accept', 'rebuild', 'backup']
const HITS = 3
const TRIALS_MAX = 40
/** How long an operation takes at most, about. */
const DELAY_MS = new Map([['backup', 400]])

test('a folder killed while it holds, accepts, rebuilds or backs up is whole, and so are its backups', async () => {
  const { random } = announceSeed('kill test of operations')
  const root = tempFolder()
  const hits = new Map(OPERATIONS.map((operation) => [operation, 0]))
  let round = 0
  let before = 0
  for (let trial = 0; trial < TRIALS_MAX && [...hits.values()].some((each) => each < HITS); trial += 1) {
    const target = rarest(hits)
    const death = await killOperation(root, round, target, random() * (DELAY_MS.get(target) ?? 60))
    count(hits, death.operation)
    before = await reopened(root, (db) => checkFolder(db, death, before))
    round = death.round + 1
  }

  expect([...hits].filter(([, times]) => times < HITS)).toEqual([])
  const backups = join(root, 'backups')
  await reopened(root, (db) => backup(db, backups, { clock: () => new Date() }))
  await restore(root, backups, { clock: () => new Date() })
  expect(await reopened(root, factCents)).toEqual({ account: before })
  await reopened(root, checkLedger)
})

interface Death {
  readonly round: number
  readonly operation: string
  readonly first: boolean
}

/** Starts the child and kills it `delayMs` after it began the target operation. */
async function killOperation(root: string, first: number, target: string, delayMs: number): Promise<Death> {
  const child = startChild('operations-child', [root, String(first)])
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  let last = { round: first, operation: 'start' }
  let armed = false
  for await (const line of createInterface({ input: child.stdout })) {
    const [round = '', operation = ''] = line.split(' ')
    last = { round: Number(round), operation }
    if (armed || operation !== target) continue
    armed = true
    setTimeout(() => child.kill('SIGKILL'), delayMs)
  }
  if (!armed) throw new Error(`the child ended before "${target}": ${errors}`)
  return { ...last, first: last.round === first }
}

/** Checks what a kill left and returns the cents in force. */
async function checkFolder(db: Db, { round, operation, first }: Death, before: number): Promise<number> {
  const ledger = await checkLedger(db)
  const held = ledger.filter((row) => row.state === 'held').flatMap((row) => row.lake_files)
  const waiting = filesIn(join(db.paths.staging, 'held')).filter((path) => path.endsWith('.parquet'))
  expect(waiting).toEqual(held.toSorted())
  const cents = (await factCents(db))['account'] ?? 0
  const { whole, shrunk } = centsOfRound(round)
  const earlier = first ? before : centsOfRound(round - 1).shrunk
  const allowed: Readonly<Record<string, readonly number[]>> = {
    deliver: [earlier, whole],
    hold: [whole],
    accept: [whole, shrunk],
  }
  expect(allowed[operation] ?? [shrunk], `after a kill in "${operation}" of round ${round}`).toContain(cents)
  return cents
}
