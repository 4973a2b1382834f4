import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startOutlay } from '../run-outlay.ts'
import { isReleased, startServer } from '../start-server.ts'
import { tempFolder } from '../temp-folder.ts'
import { centsOf, writeBill } from './bills.ts'
import { checkLedger, factCents, reopened } from './check-folder.ts'
import { childrenOf, expectEnded } from './processes.ts'
import { announceSeed } from './seed.ts'

const TRIALS = 3
const DELAY_MS = 120

type Side = 'command killed' | 'server killed' | 'server told to stop'

test.each(['command killed', 'server killed', 'server told to stop'] as const)(
  'an import handed to a running server is in once or not at all, the %s',
  async (side) => {
    const { random } = announceSeed(`kill test of the hand-over, ${side}`)
    const root = tempFolder()
    let landed = -1
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const file = writeBill(tempFolder(), landed + 1)
      const ends = await handOver(root, file, side, random() * DELAY_MS)
      // A server that is asked to stop ends in order, whatever became of its client.
      expect(ends.server).toBe(side === 'server killed' ? null : 0)
      // The command never says that it is done when it cannot know.
      if (side !== 'command killed') expect([0, 75]).toContain(ends.command)
      landed = await landedBill(root, landed, ends.command === 0)
    }
    const last = await handOver(root, writeBill(tempFolder(), landed + 1), 'nobody', 0)

    expect(last).toEqual({ command: 0, server: 0 })
    expect(isReleased(root)).toBe(true)
    expect(await landedBill(root, landed, true)).toBe(landed + 1)
  },
)

interface Ends {
  readonly command: number | null
  readonly server: number | null
}

/** Imports through a server and ends one of the two `delayMs` after the files are staged, by when they are handed over. */
async function handOver(root: string, file: string, side: Side | 'nobody', delayMs: number): Promise<Ends> {
  const server = await startServer(['--data-dir', root])
  const known = new Set(staged(root))
  const command = startOutlay(['import', file, '--data-dir', root])
  const ended = once(command, 'close')
  let stopping: Promise<number | null> | undefined
  if (side !== 'nobody') {
    await expect
      .poll(() => command.exitCode !== null || staged(root).some((name) => !known.has(name)), {
        timeout: 30_000,
        interval: 1,
      })
      .toBe(true)
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    if (side === 'server told to stop') stopping = server.stop()
    else await kill(side === 'command killed' ? command : server.child)
  }
  const [code] = (await ended) as [number | null]
  return { command: code, server: await (stopping ?? server.stop()) }
}

async function kill(victim: ChildProcess): Promise<void> {
  const children = childrenOf(victim.pid ?? 0)
  victim.kill('SIGKILL')
  await expectEnded(children)
}

function staged(root: string): string[] {
  const folder = join(root, 'staging')
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'manifest.json')))
}

async function landedBill(root: string, before: number, mustHave: boolean): Promise<number> {
  return reopened(root, async (db) => {
    await checkLedger(db)
    const cents = (await factCents(db))['account'] ?? 0
    const allowed = [...(mustHave ? [] : [before]), before + 1]
    expect(allowed.map(centsOf)).toContain(cents)
    return allowed.find((index) => centsOf(index) === cents) ?? before
  })
}
