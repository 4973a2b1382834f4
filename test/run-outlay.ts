import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../server/dist/cli.js', import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** stdout as the one JSON document that `--json` promises. */
  json(): unknown
}

/** Runs a command of the built CLI as a user would, with nothing of this process's environment but PATH. */
export async function runOutlay(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = startOutlay(args, env)
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err, json: () => JSON.parse(out) as unknown }
}

/** Starts a command of the built CLI; what it says is for the caller to read. */
export function startOutlay(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
}

export interface Served {
  readonly url: string
  /** Sends SIGTERM and waits for the end; returns the exit code. */
  stop(): Promise<number | null>
}

/** Starts `outlay serve` on a free port and waits for its address. */
export async function serveOutlay(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Served> {
  const child = startOutlay(['serve', '--port', '0', ...args], env)
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)
      if (found !== null) resolve(found[0])
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${text}`)))
  })
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      const [code] = (await once(child, 'close')) as [number | null]
      return code
    },
  }
}
