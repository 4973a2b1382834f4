import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

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
