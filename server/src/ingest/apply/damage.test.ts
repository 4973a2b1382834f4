import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDb } from '../../db/open.ts'
import { AppError } from '../../errors.ts'
import { applyDelivery } from '../apply.ts'
import { billed, type TestFolder, testFolder } from './harness.ts'
import { stageDelivery } from './staged-builder.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const total = async () => (await folder.select('select sum(billed)::double from cost_fact'))[0]?.[0]
const wal = () => `${folder.db.paths.file}.wal`

function flip(path: string, position: number): void {
  const bytes = readFileSync(path)
  bytes[position] = (bytes[position] ?? 0) ^ 0x40
  writeFileSync(path, bytes)
}

test.each([0.1, 0.3, 0.5, 0.7, 0.9])(
  'a byte that flips at %d of the database is noticed or harmless',
  async (where) => {
    await folder.deliver({ units: [{ lines: billed('1', '2') }] })
    await folder.db.close()
    const { file } = folder.db.paths
    flip(file, Math.floor(readFileSync(file).length * where))

    const found = await openDb(folder.root)
      .then(async (db) => {
        folder.db = db
        return await total()
      })
      .catch((error: unknown) => String(error))

    expect(found === 3 || /DAMAGED|cannot be read|checksum|[Cc]orrupt|failed/.test(String(found))).toBe(true)
  },
)

test.each([
  { case: 'missing', harm: (path: string) => rmSync(path) },
  ...[0, 4, 9, 16, 20, 28, 40].map((byte) => ({
    case: `damaged at byte ${byte}`,
    harm: (path: string) => flip(path, byte),
  })),
  { case: 'empty', harm: (path: string) => truncateSync(path, 0) },
])('a write-ahead log that is $case does not lose a commit in silence', async ({ case: name, harm }) => {
  await folder.deliver({ units: [{ lines: billed('1') }] })
  const { file, highWater } = folder.db.paths
  const kept = ['file', 'wal', 'mark'].map((name) => join(folder.root, `copy-${name}`))
  const [keptFile = '', keptWal = '', keptMark = ''] = kept
  await folder.deliver(
    { units: [{ lines: billed('5') }] },
    {
      onStage: (stage) => {
        if (stage !== 'lake-old moved') return
        copyFileSync(file, keptFile)
        copyFileSync(wal(), keptWal)
        copyFileSync(highWater, keptMark)
      },
    },
  )
  await folder.db.close()
  copyFileSync(keptFile, file)
  copyFileSync(keptMark, highWater)
  copyFileSync(keptWal, wal())
  harm(wal())

  const found = await openDb(folder.root)
    .then((db) => {
      folder.db = db
      return total()
    })
    .catch((error: unknown) => (error instanceof AppError ? error.code : error))

  expect([5, 'DAMAGED']).toContain(found)
  if (name === 'missing' || name === 'empty') expect(found).toBe('DAMAGED')
})

test('a staged file that is damaged stops the import and leaves everything as it was', async () => {
  await folder.deliver({ units: [{ lines: billed('1') }] })
  const staged = await stageDelivery(folder.db.paths.staging, {
    id: 'broken',
    units: [{ lines: billed('5') }],
  })
  truncateSync(join(staged, 'unit-0.parquet'), 300)

  await expect(applyDelivery(folder.db, staged, folder.options)).rejects.toThrow()
  expect(await total()).toBe(1)
  expect(existsSync(staged)).toBe(false)
})

test('a staged file that holds less than its manifest says is refused', async () => {
  const { staging } = folder.db.paths
  const small = await stageDelivery(staging, { id: 'small', units: [{ lines: billed('1') }] })
  const large = await stageDelivery(staging, { id: 'large', units: [{ lines: billed('1', '2') }] })
  copyFileSync(join(small, 'unit-0.parquet'), join(large, 'unit-0.parquet'))

  await expect(applyDelivery(folder.db, large, folder.options)).rejects.toMatchObject({
    code: 'BAD_DATA',
    message: expect.stringContaining('1 rows, 2 were announced'),
  })
})

test('a checkpoint that fails stops the database with everything committed', async () => {
  await folder.remove()
  const abort = (connection: DuckDBConnection) =>
    connection.run(`set debug_checkpoint_abort = 'before_header'`).then(() => undefined)
  const fatal: unknown[] = []
  folder = await testFolder({ beforeLock: abort, onFatal: (error) => fatal.push(error) })
  const failing = folder.deliver({ units: [{ lines: billed('7') }] })

  await expect(failing).rejects.toMatchObject({
    code: 'INTERNAL',
    message: expect.stringContaining('What was committed is kept'),
  })
  expect(fatal).toHaveLength(1)
  await folder.db.close().catch(() => undefined)
  folder.db = await openDb(folder.root)

  expect(await total()).toBe(7)
})
