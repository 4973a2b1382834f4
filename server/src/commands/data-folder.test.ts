import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import { lockFolder } from '../db/lock.ts'
import { silentLogger } from '../log.ts'
import { writeServerFile } from '../server-file.ts'
import type { CommandContext } from './command.ts'
import { onDataFolder, owningFolder } from './data-folder.ts'

let context: CommandContext

beforeEach(() => {
  const dataDir = mkdtempSync(join(tmpdir(), 'outlay-command-'))
  context = {
    dataDir,
    config: loadConfig({ env: {}, cwd: dataDir }),
    json: false,
    cwd: dataDir,
    clock: () => new Date('2026-08-10T12:00:00Z'),
    log: silentLogger,
    env: {},
    print: () => undefined,
    progress: () => undefined,
  }
})

afterEach(() => rmSync(context.dataDir, { recursive: true, force: true }))

const ways = { viaServer: async () => 'server', direct: async () => 'direct' }
const isLocked = () => existsSync(join(context.dataDir, 'outlay.lock'))

test('works by itself, and through the server where one runs', async () => {
  expect(await onDataFolder(context, ways)).toBe('direct')
  writeServerFile(context.dataDir, { url: 'http://127.0.0.1:1', token: 'secret' })

  expect(await onDataFolder(context, ways)).toBe('server')
  await expect(owningFolder(context, ways.direct)).rejects.toMatchObject({ code: 'IN_USE', exitCode: 75 })
})

test('gives the folder back, whatever came of the work', async () => {
  await owningFolder(context, async () => expect(isLocked()).toBe(true))
  expect(isLocked()).toBe(false)
  const failing = owningFolder(context, () => Promise.reject(new Error('no')))

  await expect(failing).rejects.toThrow('no')
  expect(isLocked()).toBe(false)
})

test('a folder that another command has is in use, and stays with it', async () => {
  const lock = lockFolder(context.dataDir)

  await expect(owningFolder(context, ways.direct)).rejects.toMatchObject({ exitCode: 75 })
  expect(isLocked()).toBe(true)
  lock.release()
})

test('what a killed command left in the lake goes before the next one works', async () => {
  await owningFolder(context, ways.direct)
  const partition = join(context.dataDir, 'lake/provider=aws/billing_period=2026-07')
  mkdirSync(partition, { recursive: true })
  writeFileSync(join(partition, '000001-orphan.parquet'), 'left behind')

  const seen = await owningFolder(context, async () => existsSync(join(partition, '000001-orphan.parquet')))

  expect(seen).toBe(false)
})
