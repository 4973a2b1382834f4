import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../server/dist/cli.js', import.meta.url))

/** The built server on a free port, as a user starts it. */
export async function startBuilt(dataDir: string, flags: readonly string[]) {
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
