import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface DataFolder {
  readonly path: string
  remove(): void
}

export interface TestServer {
  readonly url: string
  /** The body of a route under `/api/v1`. */
  api<T>(path: string): Promise<T>
  stop(): Promise<void>
}

/** The command line as it was built; no browser test builds anything. */
const CLI = fileURLToPath(new URL('../../server/dist/cli.js', import.meta.url))
const SUPERVISOR = fileURLToPath(new URL('./supervisor.mjs', import.meta.url))

/** A folder for data of one test file, empty or a copy of another, which `remove` takes away. */
export function dataFolder(copyOf?: string): DataFolder {
  const path = mkdtempSync(join(tmpdir(), 'outlay-browser-'))
  if (copyOf !== undefined) cpSync(copyOf, path, { recursive: true })
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The built server on a data folder. It ends with `stop`, or with this process however that ends. */
export async function startServer(
  folder: string,
  { env = {}, port = '0' }: { readonly env?: Record<string, string>; readonly port?: string } = {},
): Promise<TestServer> {
  const args = [SUPERVISOR, CLI, 'serve', '--port', port, '--data-dir', folder]
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
  const url = await addressOf(child)
  const token = env['OUTLAY_TOKEN']
  return {
    url,
    async api(path) {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const response = await fetch(`${url}/api/v1${path}`, { headers })
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
      return response.json()
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.stdin?.end()
      await once(child, 'close')
    },
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0]
      if (found !== undefined) resolve(found)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${text}`)))
  })
}
