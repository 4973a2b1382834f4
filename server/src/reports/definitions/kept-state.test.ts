import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDb } from '../../db/open.ts'
import { type TestFolder, testFolder } from '../../ingest/apply/harness.ts'
import { backup } from '../../ingest/backup.ts'
import { rebuild } from '../../ingest/rebuild.ts'
import { restore } from '../../ingest/restore.ts'
import { createDefinition } from './definition-store.ts'
import { ReportBody } from './report-body.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
  await folder.deliver({ units: [{ lines: [{ BilledCost: '1' }] }] })
  await folder.db.writer.withTransaction(async (connection) => {
    const input = ReportBody.parse({ name: 'Ours', schedule: { day: 5 }, type: 'executive' })
    await createDefinition(connection, input, { actor: 'Ada', now: '2026-11-01T08:00:00Z', ofFile: [] })
    await connection.run(`
      insert into report_run values
        ('ours', '2026-10', null, 'Whole company', '2026-10', 'schedule', false, 'October', '{}', 'v-1', '2026-11-05')`)
    await connection.run(
      `insert into report_note values ('n1', 'ours', '2026-10', 'Ada', 'Agreed', '2026-11-06')`,
    )
  })
})

afterEach(() => folder.remove())

const TABLES = ['report_definition', 'report_change', 'report_schedule', 'report_run', 'report_note']

async function contents(): Promise<readonly unknown[]> {
  const all: unknown[] = []
  for (const table of TABLES) all.push(await folder.select(`select '${table}', * from ${table} order by all`))
  return all
}

test('what people set up and what was sent survives a rebuild', async () => {
  const before = await contents()
  await rebuild(folder.db, folder.options)

  expect(await contents()).toEqual(before)
  expect(before.flat()).toHaveLength(TABLES.length)
})

test('a backup brings it back, and nothing that came later', async () => {
  const before = await contents()
  const target = join(folder.root, 'backups')
  await backup(folder.db, target, folder.options)
  await folder.db.writer.withTransaction(async (connection) => {
    for (const table of TABLES) await connection.run(`delete from ${table}`)
  })
  await folder.db.close()
  await restore(folder.root, target, folder.options)
  folder.db = await openDb(folder.root)

  expect(await contents()).toEqual(before)
})
