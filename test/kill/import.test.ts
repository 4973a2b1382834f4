import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runOutlay, startOutlay } from '../run-outlay.ts'
import { tempFolder } from '../temp-folder.ts'
import { centsOf, writeBill } from './bills.ts'
import { checkLedger, factCents, reopened } from './check-folder.ts'
import { childrenOf, expectEnded } from './processes.ts'
import { announceSeed, count, rarest } from './seed.ts'

const STAGES = ['reading', 'mapping', 'writing', 'checking', 'staged', 'applying']
/** So early that a staging child which went on without its parent would show it by a finished delivery. */
const EARLY = ['reading', 'mapping']
const HITS = 3
const TRIALS_MAX = 50
const DELAY_MS = 25

test('an import killed while it reads, types, writes, checks or applies loses nothing and counts nothing twice', async () => {
  const { random } = announceSeed('kill test of outlay import')
  const root = tempFolder()
  const hits = new Map<string, number>(STAGES.map((stage) => [stage, 0]))
  let landed = -1
  let orphaned = 0
  for (let trial = 0; trial < TRIALS_MAX && [...hits.values()].some((each) => each < HITS); trial += 1) {
    const file = writeBill(tempFolder(), landed + 1)
    const death = await killImport(root, file, rarest(hits), random() * DELAY_MS)
    if (death.code === null) count(hits, death.stage)
    orphaned += death.children.length
    await expectEnded(death.children)
    if (EARLY.includes(death.stage)) expect(stagedIn(root)).toEqual([])
    landed = await landedBill(root, landed, death)
  }

  expect([...hits].filter(([, times]) => times < HITS)).toEqual([])
  // Staging children were at work when their parent was killed, or nothing was shown of their end.
  expect(orphaned).toBeGreaterThanOrEqual(HITS)
  const file = writeBill(tempFolder(), landed + 1)
  const states = ['counted', 'unchanged']
  for (const state of states) {
    const again = await runOutlay(['import', file, '--data-dir', root, '--json'])
    expect(again.json()).toMatchObject({ imports: [{ state }] })
    expect(await landedBill(root, landed, { code: again.code, applied: true })).toBe(landed + 1)
  }
})

interface Death {
  /** The last stage before it; `starting` before the first. */
  readonly stage: string
  /** Null for a process that was killed before its end. */
  readonly code: number | null
  /** Whether it had taken the folder, so that its bill may be in. */
  readonly applied: boolean
  /** What it had started. */
  readonly children: readonly number[]
}

/** Runs the import and kills it `delayMs` after it reached the target stage. */
async function killImport(root: string, file: string, target: string, delayMs: number): Promise<Death> {
  const command = startOutlay(['import', file, '--data-dir', root])
  const stageNow = watchStage(command, root)
  let children: number[] = []
  let deadline: number | undefined
  const watch = setInterval(() => {
    if (STAGES.indexOf(stageNow()) < STAGES.indexOf(target)) return
    deadline ??= performance.now() + delayMs
    if (performance.now() < deadline) return
    clearInterval(watch)
    children = childrenOf(command.pid ?? 0)
    command.kill('SIGKILL')
  }, 1)
  const [code] = (await once(command, 'close')) as [number | null]
  clearInterval(watch)
  return { stage: stageNow(), code, children, applied: holds(root, command) || code === 0 }
}

/** The last stage that the command has reached: from what it says, and from what lies in the folder. */
function watchStage(command: ChildProcess, root: string): () => string {
  const staging = join(root, 'staging')
  const known = new Set(existsSync(staging) ? readdirSync(staging) : [])
  let said = ''
  let reached = -1
  command.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ours = (path: string) =>
    existsSync(staging) &&
    readdirSync(staging).some((name) => !known.has(name) && existsSync(join(staging, name, path)))
  const isReached: Readonly<Record<string, () => boolean>> = {
    reading: () => said.includes('reading'),
    mapping: () => said.includes('mapping'),
    writing: () => ours('work/group-0'),
    checking: () => said.includes('checking'),
    staged: () => ours('manifest.json'),
    applying: () => holds(root, command),
  }
  return () => {
    for (const [index, stage] of STAGES.entries())
      if (index > reached && isReached[stage]?.() === true) reached = index
    return STAGES[reached] ?? 'starting'
  }
}

function stagedIn(root: string): string[] {
  const staging = join(root, 'staging')
  return readdirSync(staging).filter((name) => existsSync(join(staging, name, 'manifest.json')))
}

/** Whether the command took the folder and has not given it back: a lock outlives a killed process. */
function holds(root: string, command: ChildProcess): boolean {
  const lock = join(root, 'outlay.lock')
  return existsSync(lock) && readFileSync(lock, 'utf8').includes(`"pid":${command.pid},`)
}

/** Checks the folder after an end and returns the bill in force: the one before, or the new one where it may be. */
async function landedBill(
  root: string,
  before: number,
  { code, applied }: Pick<Death, 'code' | 'applied'>,
): Promise<number> {
  return reopened(root, async (db) => {
    await checkLedger(db)
    const cents = (await factCents(db))['account'] ?? 0
    const allowed = [...(code === 0 ? [] : [before]), ...(applied ? [before + 1] : [])]
    expect(allowed.map(centsOf)).toContain(cents)
    return allowed.find((index) => centsOf(index) === cents) ?? before
  })
}
