import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './measure.ts'
import { startBuilt } from './start-built.ts'

const STARTS = 5
const SETTLE_MS = 10_000

export interface ServeFigures {
  readonly demoLines: number
  /** From process start of an empty folder to the demo loaded. */
  readonly demoSeconds: number
  /** From process start on the loaded folder to the first answer of `/api/v1/overview`. */
  readonly firstAnswerSeconds: number
  /** Resident size of the idle server on the loaded folder; Linux only. */
  readonly idleMb: number | null
}

/**
 * The built server as a user starts it: the demo from nothing, then starts on the folder that it left; `work` gets the
 * folder while no server runs.
 */
export async function benchServe(work: (dataDir: string) => Promise<void>): Promise<ServeFigures> {
  const dataDir = mkdtempSync(join(tmpdir(), 'outlay-bench-'))
  try {
    const first = await startBuilt(dataDir, ['--demo'])
    const loaded = await first.says(/is loaded: (\d+) lines/)
    const demoSeconds = first.seconds()
    await first.stop()
    const answers: number[] = []
    let idleMb: number | null = null
    for (let round = 0; round < STARTS; round += 1) {
      const server = await startBuilt(dataDir, [])
      await (await fetch(`${server.url}/api/v1/overview`)).text()
      answers.push(server.seconds())
      if (round === STARTS - 1) idleMb = await idle(server.pid)
      await server.stop()
    }
    await work(dataDir)
    return { demoLines: Number(loaded[1]), demoSeconds, firstAnswerSeconds: median(answers), idleMb }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function idle(pid: number): Promise<number | null> {
  if (process.platform !== 'linux') return null
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}
