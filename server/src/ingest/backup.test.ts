import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileMemory } from '../collectors/memory.ts'
import { openDb } from '../db/open.ts'
import { billed, parquetIn, type TestFolder, testFolder } from './apply/harness.ts'
import { backup, listBackups } from './backup.ts'
import { restore } from './restore.ts'
import { sweep } from './sweep.ts'

let folder: TestFolder
let target: string

beforeEach(async () => {
  folder = await testFolder()
  target = join(folder.root, 'backups')
})

afterEach(async () => {
  await folder.remove()
})

const total = async () => (await folder.select('select sum(billed)::double from cost_fact'))[0]?.[0]
const deliver = (...amounts: string[]) => folder.deliver({ units: [{ lines: billed(...amounts) }] })

test('a backup is verified, and brings back what was there when it was made', async () => {
  await deliver('1', '2')
  const made = await backup(folder.db, target, folder.options)
  const later = await deliver('9', '9')
  await folder.db.close()
  const report = await restore(folder.root, target, folder.options)
  folder.db = await openDb(folder.root)
  await sweep(folder.db, folder.options)

  expect(report).toMatchObject({ from: made.folder, missing: [] })
  expect(report.movedFiles).toEqual([expect.stringContaining(later.imports[0]?.id ?? '-')])
  expect(await total()).toBe(3)
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(1)
  expect(existsSync(join(report.movedTo, 'outlay.duckdb'))).toBe(true)
})

test('what collectors remember does not outlive the database that it is about', async () => {
  await backup(folder.db, target, folder.options)
  await folder.db.close()
  const memory = fileMemory(folder.root)
  await memory.set('collector.payer', '{"parts": {}}')
  const { movedTo } = await restore(folder.root, target, folder.options)
  folder.db = await openDb(folder.root)

  expect(await memory.get('collector.payer')).toBeUndefined()
  expect(existsSync(join(movedTo, 'collectors'))).toBe(true)
})

test('what a killed backup left behind goes with the next one', async () => {
  const left = join(target, 'outlay-2026-01-01.partial')
  mkdirSync(left, { recursive: true })

  await backup(folder.db, target, folder.options)

  expect(existsSync(left)).toBe(false)
})

test('the database goes on working after a backup', async () => {
  await deliver('1')
  await backup(folder.db, target, folder.options)
  await deliver('5')
  await folder.reopen()

  expect(await total()).toBe(5)
})

test('a database whose facts differ from its ledger is not verified', async () => {
  await deliver('1')
  await folder.db.writer.withTransaction((connection) => connection.run('update cost_fact set billed = 2'))

  await expect(backup(folder.db, target, folder.options)).rejects.toMatchObject({
    code: 'DAMAGED',
    message: expect.stringContaining('2.00000000000000 USD of 2026-07'),
  })
  expect(listBackups(target)).toEqual([])
})

test('only a verified backup that is as it was is restored', async () => {
  await deliver('1')
  const { folder: made } = await backup(folder.db, target, folder.options)
  await folder.db.close()
  const bytes = readFileSync(join(made, 'outlay.duckdb'))
  bytes[5000] = (bytes[5000] ?? 0) ^ 1
  writeFileSync(join(made, 'outlay.duckdb'), bytes)

  await expect(restore(folder.root, made, folder.options)).rejects.toMatchObject({ code: 'DAMAGED' })
  rmSync(join(made, '.verified'))
  await expect(restore(folder.root, made, folder.options)).rejects.toMatchObject({ code: 'BAD_DATA' })
  await expect(restore(folder.root, target, folder.options)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
