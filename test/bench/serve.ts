import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './measure.ts'

const CLI = fileURLToPath(new URL('../../server/dist/cli.js', import.meta.url))
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
    const first = await start(dataDir, ['--demo'])
    const loaded = await first.says(/is loaded: (\d+) lines/)
    const demoSeconds = first.seconds()
    await first.stop()
    const answers: number[] = []
    let idleMb: number | null = null
    for (let round = 0; round < STARTS; round += 1) {
      const server = await start(dataDir, [])
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

async function start(dataDir: string, flags: readonly string[]) {
  const began = performance.now()
  const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--data-dir', dataDir, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const says = listener(child)
  const [url] = await says(/http:\/\/127\.0\.0\.1:\d+/)
  return {
    url,
    says,
    pid: child.pid ?? 0,
    seconds: () => (performance.now() - began) / 1000,
    stop: () =>
      new Promise<void>((resolve) => {
        child.once('close', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

/** Waits until the process has said something; gives the match. */
function listener(child: ChildProcess): (pattern: RegExp) => Promise<RegExpExecArray> {
  let text = ''
  let check = () => {}
  const read = (chunk: Buffer) => {
    text += chunk.toString()
    check()
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  return (pattern) =>
    new Promise((resolve, reject) => {
      check = () => {
        const found = pattern.exec(text)
        if (found !== null) resolve(found)
      }
      child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${text}`)))
      check()
    })
}
