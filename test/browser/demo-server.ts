import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startOutlay } from '../run-outlay.ts'

export interface DemoServer {
  readonly url: string
  /** The body of a route under `/api/v1`. */
  api<T>(path: string): Promise<T>
  stop(): Promise<void>
}

/** The built server on a folder of its own, with the demo company loaded. */
export async function startDemoServer(): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-browser-'))
  const child = startOutlay(['serve', '--port', '0', '--demo', '--data-dir', folder])
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0]
      if (found !== undefined && text.includes('The demo company is loaded')) resolve(found)
      if (text.includes('could not be loaded')) reject(new Error(text))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${text}`)))
  })
  return {
    url,
    async api(path) {
      const response = await fetch(`${url}/api/v1${path}`)
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
      return response.json()
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'close')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
