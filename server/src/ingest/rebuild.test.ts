import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceptImport } from './accept.ts'
import { billed, parquetIn, type TestFolder, testFolder } from './apply/harness.ts'
import { rebuild, rebuildFolder } from './rebuild.ts'
import { sweep } from './sweep.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const TABLES = {
  facts: `select * exclude (import_id) from cost_fact order by all`,
  days: 'select * from import_day where counts order by all',
  values: 'select * from dimension_value order by all',
  metrics: 'select * from metric_day order by all',
}

async function contents(): Promise<Record<string, unknown>> {
  const entries: [string, unknown][] = []
  for (const [name, sql] of Object.entries(TABLES)) entries.push([name, await folder.select(sql)])
  return Object.fromEntries(entries)
}

async function fill(): Promise<void> {
  const tags = { Tags: { team: 'search' } }
  await folder.deliver({ units: [{ lines: [{ BilledCost: '1', ...tags }], file: 'a.csv' }] })
  await folder.deliver({ units: [{ lines: billed('2'), file: 'b.csv' }] }, { add: true })
  await folder.deliver({ units: [{ lines: billed('5'), account: 'acc-2' }] })
  await folder.deliver({ units: [{ lines: billed('6'), account: 'acc-2' }] })
  await folder.deliver({ units: [{ lines: billed('1'), account: 'acc-2' }] })
  const row = { resource_id: 'i', metric: 'cpu_utilization', timestamp: '2026-07-01 00:00:00' }
  await folder.deliver({
    sides: [{ kind: 'metrics', rows: [{ ...row, average: '1', maximum: '2', unit: null }] }],
  })
}

test('makes facts, days, dimension values and side tables anew, the same as before', async () => {
  await fill()
  const before = await contents()
  await folder.db.writer.withTransaction(async (connection) => {
    await connection.run('delete from cost_fact; delete from import_day; delete from metric_day')
    await connection.run(`insert into dimension_value values ('service', 'nonsense', null)`)
  })
  const report = await rebuild(folder.db, folder.options)

  expect(report).toMatchObject({ adopted: 0, missing: [] })
  expect(await contents()).toEqual(before)
})

test.each([
  { case: 'removed', harm: (file: string) => rmSync(file) },
  { case: 'overwritten', harm: (file: string) => writeFileSync(file, 'no database') },
  { case: 'cut in half', harm: (file: string) => truncateSync(file, 20_000) },
])('a database that was $case comes back from the lake with its ledger', async ({ harm }) => {
  await fill()
  const before = await contents()
  const ledger = `select id, seq, state, rows_kept, totals from import order by seq`
  const rows = await folder.select(ledger)
  await folder.db.close()
  harm(folder.db.paths.file)
  const { db, report } = await rebuildFolder(folder.root, folder.options)
  folder.db = db

  expect(report).toMatchObject({ adopted: 6, missing: [] })
  expect(await contents()).toEqual(before)
  expect(await folder.select(ledger)).toEqual(rows)
  await sweep(db, folder.options)
  expect(parquetIn(db.paths.lake)).toHaveLength(4)
  const held = (await folder.select(`select id from import where state = 'held'`))[0]?.[0]
  expect(await acceptImport(db, String(held), folder.options)).toMatchObject({ state: 'counted' })
})

test('a lake file that is gone puts its import out of force and names it', async () => {
  const summary = await folder.deliver({ units: [{ lines: billed('5') }] })
  await folder.deliver({ units: [{ lines: billed('1'), account: 'acc-2' }] })
  const [first] = summary.imports
  rmSync(join(folder.db.paths.lake, `provider=aws/billing_period=2026-07/${first?.id}.parquet`))
  const report = await rebuild(folder.db, folder.options)

  expect(report.missing).toEqual([first?.id])
  expect(await folder.select('select billing_account from cost_fact')).toEqual([['acc-2']])
  expect(await folder.select(`select message from import where state = 'failed'`)).toEqual([
    [expect.stringContaining('is gone. Import it again.')],
  ])
})
