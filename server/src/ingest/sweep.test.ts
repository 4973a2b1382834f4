import { existsSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDb } from '../db/open.ts'
import { billed, filesIn, parquetIn, type TestFolder, testFolder } from './apply/harness.ts'
import { sweep } from './sweep.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const run = (now = '2026-08-10T12:00:00Z', keep: string[] = []) =>
  sweep(folder.db, { clock: () => new Date(now), keep })
const put = (path: string) => {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, 'left behind')
}

test('files that the ledger does not name go from the lake', async () => {
  await folder.deliver({ units: [{ lines: billed('1') }] })
  const before = filesIn(folder.db.paths.lake)
  for (const name of ['provider=aws/x.parquet', 'provider=aws/x.json', 'provider=aws/y.parquet.12.tmp']) {
    put(join(folder.db.paths.lake, name))
  }

  expect((await run()).removed).toHaveLength(3)
  expect(filesIn(folder.db.paths.lake)).toEqual(before)
})

test('a superseded file that stayed in the lake leaves it, one in force that left it comes back', async () => {
  await folder.deliver({ units: [{ lines: billed('1') }] })
  const [path = ''] = parquetIn(folder.db.paths.lake)
  await folder.deliver({ units: [{ lines: billed('2') }] })
  const [inForce = ''] = parquetIn(folder.db.paths.lake)
  const { lake, lakeOld } = folder.db.paths
  renameSync(join(lakeOld, path), join(lake, path))
  renameSync(join(lake, inForce), join(lakeOld, inForce))

  expect((await run()).moved.toSorted()).toEqual([path, inForce].toSorted())
  expect(parquetIn(lake)).toEqual([inForce])
})

test('superseded versions go after seven days, the one that closed its month never', async () => {
  const at = (day: string) => ({ clock: () => new Date(`${day}T00:00:00Z`) })
  await folder.deliver({ units: [{ lines: billed('1') }] }, at('2026-07-10'))
  await folder.deliver({ units: [{ lines: billed('2') }] }, at('2026-08-04'))
  await folder.deliver({ units: [{ lines: billed('3') }] }, at('2026-08-20'))

  await run('2026-08-10T23:00:00Z')
  expect(parquetIn(folder.db.paths.lakeOld)).toHaveLength(2)
  await run('2026-12-01T00:00:00Z')

  expect(parquetIn(folder.db.paths.lakeOld)).toHaveLength(1)
})

test('stale staged deliveries go, named and fresh ones stay, held ones always', async () => {
  await folder.deliver({ units: [{ lines: billed('1', '1', '1') }] })
  await folder.deliver({ units: [{ lines: billed('1') }] })
  const { staging } = folder.db.paths
  for (const name of ['old', 'named', 'fresh']) mkdirSync(join(staging, name))
  const now = new Date('2026-08-10T12:00:00Z')
  for (const name of ['old', 'named'])
    utimesSync(join(staging, name), now, new Date(now.getTime() - 7_200_000))
  utimesSync(join(staging, 'fresh'), now, now)

  expect((await run(now.toISOString(), ['named'])).removed).toEqual(['old'])
  expect(existsSync(join(staging, 'fresh'))).toBe(true)
  expect(parquetIn(join(staging, 'held'))).toHaveLength(1)
})

test('the lake of another database is not swept', async () => {
  await folder.deliver({ units: [{ lines: billed('1') }] })
  const { file, highWater } = folder.db.paths
  await folder.db.close()
  rmSync(file)
  rmSync(highWater)
  folder.db = await openDb(folder.root)

  await expect(run()).rejects.toMatchObject({
    code: 'DAMAGED',
    message: expect.stringContaining('outlay rebuild'),
  })
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(1)
})

test('an import in force whose file is gone is reported', async () => {
  const summary = await folder.deliver({ units: [{ lines: billed('1') }] })
  rmSync(join(folder.db.paths.lake, 'provider=aws'), { recursive: true })

  expect((await run()).missing).toEqual([summary.imports[0]?.id])
})
