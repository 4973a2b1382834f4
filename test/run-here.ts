import { runCli } from '@outlay/server/run-cli'
import { vi } from 'vitest'
import type { Ran } from './run-outlay.ts'

/**
 * Runs a command line in this process, one after the other: for tests of what it answers, to which a process of its own
 * would add nothing but the time of its start.
 */
export async function runHere(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  let out = ''
  let err = ''
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text)
    return true
  })
  try {
    const code = await runCli(args, env)
    return { code, out, err, json: () => JSON.parse(out) as unknown }
  } finally {
    stdout.mockRestore()
    stderr.mockRestore()
  }
}
