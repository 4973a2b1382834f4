import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { expect } from 'vitest'

/** Starts a module that was bundled for this run of the tests as a process of its own. */
export function startChild(
  name: string,
  args: readonly string[],
): ChildProcessByStdio<null, Readable, Readable> {
  const path = join(process.env['OUTLAY_BUNDLED_CHILDREN'] ?? '', `${name}.js`)
  return spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Processes that `pid` has started and that still run. */
export function childrenOf(pid: number): number[] {
  const text =
    process.platform === 'linux'
      ? readOr(`/proc/${pid}/task/${pid}/children`)
      : execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
          .split('\n')
          .map((line) => line.trim().split(/\s+/))
          .flatMap(([child, parent]) => (Number(parent) === pid ? [child] : []))
          .join(' ')
  return text.split(' ').filter(Boolean).map(Number)
}

/** Waits until none of them runs any more. */
export async function expectEnded(pids: readonly number[]): Promise<void> {
  await expect
    .poll(() => pids.filter(isAlive), { timeout: 10_000, interval: 20, message: 'left running' })
    .toEqual([])
}

/** One that has ended but that nobody waited for yet does not run either. */
function isAlive(pid: number): boolean {
  if (process.platform !== 'linux') {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  const state = / \(.*\) (\w)/.exec(readOr(`/proc/${pid}/stat`))?.[1]
  return state !== undefined && state !== 'Z' && state !== 'X'
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
