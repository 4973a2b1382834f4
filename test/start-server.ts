import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startOutlay } from './run-outlay.ts'

export interface StartedServer {
  readonly child: ChildProcess
  readonly url: string
  /** What it has said so far on both streams, and on stdout. */
  said(): string
  answer(): string
  /** Sends the signal and waits for the end: the exit code, null for one that was killed. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts `outlay serve` on a free port and waits until it has said `until`. It does not outlive the test. */
export async function startServer(
  args: readonly string[],
  env: Record<string, string> = {},
  until = 'Stop with Ctrl-C.',
): Promise<StartedServer> {
  const child = startOutlay(['serve', '--port', '0', ...args], env)
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const closed = once(child, 'close')
  let text = ''
  let answer = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    answer += chunk.toString()
  })
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const found = /http:\/\/[\d.]+:\d+/.exec(text)?.[0]
      if (found !== undefined && text.includes(until)) resolve(found)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${text}`)))
  })
  return {
    child,
    url,
    said: () => text,
    answer: () => answer,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await closed
      return child.exitCode
    },
  }
}

/** Whether no process has the folder, as far as the folder says. */
export function isReleased(data: string): boolean {
  return ['outlay.lock', 'server.json'].every((name) => !existsSync(join(data, name)))
}
