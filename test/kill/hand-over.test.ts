import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startOutlay } from '../run-outlay.ts'
import { startServer } from '../start-server.ts'
import { tempFolder } from '../temp-folder.ts'
import { centsOf, writeBill } from './bills.ts'
import { checkLedger, factCents, reopened } from './check-folder.ts'
import { childrenOf, expectEnded } from './processes.ts'
import { announceSeed } from './seed.ts'

const TRIALS = 4
const DELAY_MS = 120

test.each(['command', 'server'] as const)(
  'an import handed to a running server whose %s is killed is in once or not at all',
  async (side) => {
    const { random } = announceSeed(`kill test of the hand-over, ${side}`)
    const root = tempFolder()
    let landed = -1
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const file = writeBill(tempFolder(), landed + 1)
      const ends = await handOver(root, file, side, random() * DELAY_MS)
      // A server that was asked to stop ends in order, whatever became of its client.
      expect(ends.server).toBe(side === 'server' ? null : 0)
      // The command never says that it is done when it cannot know.
      if (side === 'server') expect([0, 75]).toContain(ends.command)
      landed = await landedBill(root, landed, ends.command === 0)
    }
    const last = await handOver(root, writeBill(tempFolder(), landed + 1), 'nobody', 0)

    expect(last).toEqual({ command: 0, server: 0 })
    expect(await landedBill(root, landed, true)).toBe(landed + 1)
  },
)

interface Ends {
  readonly command: number | null
  readonly server: number | null
}

/** Imports through a server and kills one of the two `delayMs` after the files are staged, by when they are handed over. */
async function handOver(
  root: string,
  file: string,
  side: 'command' | 'server' | 'nobody',
  delayMs: number,
): Promise<Ends> {
  const server = await startServer(['--data-dir', root])
  const known = new Set(staged(root))
  const command = startOutlay(['import', file, '--data-dir', root])
  const ended = once(command, 'close')
  if (side !== 'nobody') {
    await expect
      .poll(() => command.exitCode !== null || staged(root).some((name) => !known.has(name)), {
        timeout: 30_000,
        interval: 1,
      })
      .toBe(true)
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    const victim = side === 'server' ? server.child : command
    const children = childrenOf(victim.pid ?? 0)
    victim.kill('SIGKILL')
    await expectEnded(children)
  }
  const [code] = (await ended) as [number | null]
  return { command: code, server: await server.stop() }
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
