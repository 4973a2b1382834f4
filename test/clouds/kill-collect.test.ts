import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openDb } from '@outlay/server/db/open'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startOutlay } from '../run-outlay.ts'
import { tempFolder } from '../temp-folder.ts'
import { billedOf, createCompany } from './company.ts'
import { startGcpCloud } from './gcp/index.ts'
import { startClouds } from './start-clouds.ts'

/** Killed at so many steps: while it reads, stages and applies the first, the second and the third month. */
const MOMENTS = [1, 2, 3, 5, 6, 8]
const today = new Date().toISOString().slice(0, 10)

test('a collect that is killed at every stage ends with the totals of one clean run', async () => {
  const company = createCompany({ seed: 3, today, monthsBack: 2 })
  const folder = tempFolder()
  const running = await startClouds(company, folder, { gcp: startGcpCloud })
  onTestFinished(running.close)
  const dataDir = join(folder, 'data')
  const clean = join(folder, 'clean')
  const flags = ['collect', 'gcp-costs', '--config', running.config, '--json', '--data-dir']

  for (const moment of MOMENTS) await runUntil([...flags, dataDir], running.env, moment)
  const last = await runUntil([...flags, dataDir], running.env, null)
  await runUntil([...flags, clean], running.env, null)

  const found = await totals(dataDir)
  expect(last.code).toBe(0)
  expect(found[1]).toBe(Object.values(billedOf(company.bills.gcp)).join())
  expect(found).toEqual(await totals(clean))
  expect(filesBelow(join(dataDir, 'collectors', 'work'))).toEqual([])
})

/** Kills the command when it tells its n-th step; null lets it come to its end. */
async function runUntil(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  moment: number | null,
) {
  const child = startOutlay(args, env)
  child.stdout.resume()
  let steps = 0
  createInterface({ input: child.stderr }).on('line', () => {
    steps += 1
    if (steps === moment) child.kill('SIGKILL')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, steps }
}

/** Lines and billed cost, as the facts hold them. */
async function totals(dataDir: string): Promise<readonly string[]> {
  const db = await openDb(dataDir)
  const connection = await db.connect()
  const reader = await connection.runAndReadAll(
    `select sum(lines)::varchar, rtrim(rtrim(sum(billed)::varchar, '0'), '.') from cost_fact`,
  )
  connection.closeSync()
  await db.close()
  return z.array(z.array(z.string())).parse(reader.getRowsJson())[0] ?? []
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}
