import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceptImport } from './accept.ts'
import { billed, filesIn, parquetIn, type TestFolder, testFolder } from './apply/harness.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const total = () => folder.select(`select sum(billed)::decimal(20, 2)::varchar from cost_fact`)

test('a first delivery lands: facts, ledger, lake and its ledger row beside it', async () => {
  const summary = await folder.deliver({ units: [{ lines: billed('1.25', '2') }] })

  expect(summary).toMatchObject({ rowsIn: 2, rowsKept: 2, billedCost: { USD: '3.25' }, replaced: [] })
  expect(summary.imports).toMatchObject([
    { state: 'counted', billingAccount: 'acc-1', billingPeriod: '2026-07' },
  ])
  expect(await total()).toEqual([['3.25']])
  const path = `provider=aws/billing_period=2026-07/${summary.imports[0]?.id}`
  expect(filesIn(folder.db.paths.lake).toSorted()).toEqual([`${path}.json`, `${path}.parquet`])
  expect(existsSync(join(folder.db.paths.staging, 'delivery-1'))).toBe(false)
})

test('the same bytes again change nothing', async () => {
  const first = await folder.deliver({ units: [{ lines: billed('1', '2') }] })
  const second = await folder.deliver({ units: [{ lines: billed('1', '2') }] })

  expect(second.imports).toMatchObject([{ id: first.imports[0]?.id, state: 'unchanged' }])
  expect(await total()).toEqual([['3.00']])
  expect(await folder.select('select count(*)::integer from import')).toEqual([[1]])
})

test('a newer delivery replaces the unit whole, and the old file leaves the lake', async () => {
  const first = await folder.deliver({ units: [{ lines: billed('1', '2') }] })
  const second = await folder.deliver({ units: [{ lines: billed('1', '2', '4') }] })

  expect(second.replaced).toEqual([first.imports[0]?.id])
  expect(await total()).toEqual([['7.00']])
  expect(await folder.select('select state from import order by seq')).toEqual([['superseded'], ['counted']])
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(1)
  expect(parquetIn(folder.db.paths.lakeOld)).toHaveLength(1)
})

test('a version that comes back after another one counts again', async () => {
  for (const amount of ['1', '2', '1.9']) {
    await folder.deliver({ units: [{ lines: billed(amount) }] })
  }
  await folder.deliver({ units: [{ lines: billed('2') }] })

  expect(await total()).toEqual([['2.00']])
})

test('a delivery that drops more than a fifth waits until it is accepted', async () => {
  await folder.deliver({ units: [{ lines: billed('1', '1', '1') }] })
  const held = await folder.deliver({ units: [{ lines: billed('1', '1') }] })
  const id = held.imports[0]?.id ?? ''

  expect(held.imports).toMatchObject([
    { state: 'held', message: expect.stringContaining('33% of its rows (3 to 2)') },
  ])
  expect(await total()).toEqual([['3.00']])
  const accepted = await acceptImport(folder.db, id, folder.options)

  expect(accepted).toMatchObject({ state: 'counted', message: null })
  expect(await total()).toEqual([['2.00']])
  expect(filesIn(join(folder.db.paths.staging, 'held'))).toEqual([])
  await expect(acceptImport(folder.db, id, folder.options)).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(acceptImport(folder.db, 'nothing', folder.options)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('a drop of the cost alone is held too, and the held bytes again are held once', async () => {
  await folder.deliver({ units: [{ lines: billed('1', '10') }] })
  await folder.deliver({ units: [{ lines: billed('1', '1') }] })
  const again = await folder.deliver({ units: [{ lines: billed('1', '1') }] })

  expect(again.imports).toMatchObject([{ state: 'held' }])
  expect(await folder.select(`select count(*)::integer from import where state = 'held'`)).toEqual([[1]])
})

test('with replace a smaller delivery lands at once and takes the held one along', async () => {
  await folder.deliver({ units: [{ lines: billed('1', '1', '1') }] })
  await folder.deliver({ units: [{ lines: billed('1') }] })
  await folder.deliver({ units: [{ lines: billed('1') }] }, { replace: true })

  expect(await total()).toEqual([['1.00']])
  expect(await folder.select('select state from import order by seq')).toEqual([
    ['superseded'],
    ['superseded'],
    ['counted'],
  ])
  expect(filesIn(join(folder.db.paths.staging, 'held'))).toEqual([])
})

test('add joins the current delivery; the same bytes added again change nothing', async () => {
  await folder.deliver({ units: [{ lines: billed('1'), file: 'a.csv' }] })
  const joined = await folder.deliver({ units: [{ lines: billed('2'), file: 'b.csv' }] }, { add: true })
  const again = await folder.deliver({ units: [{ lines: billed('2'), file: 'b.csv' }] }, { add: true })

  expect(joined.imports).toMatchObject([{ state: 'counted', files: ['a.csv', 'b.csv'], rowsKept: 2 }])
  expect(again.imports).toMatchObject([{ state: 'unchanged' }])
  expect(await total()).toEqual([['3.00']])
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(2)
  expect(await folder.select(`select billed::double, rows::integer from import_day where counts`)).toEqual([
    [3, 2],
  ])
})

test('what was joined is replaced as one', async () => {
  await folder.deliver({ units: [{ lines: billed('1'), file: 'a.csv' }] })
  await folder.deliver({ units: [{ lines: billed('2'), file: 'b.csv' }] }, { add: true })
  await folder.deliver({ units: [{ lines: billed('1', '2', '3'), file: 'c.csv' }] })

  expect(await total()).toEqual([['6.00']])
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(1)
  expect(parquetIn(folder.db.paths.lakeOld)).toHaveLength(2)
})

test('a dry run says what would happen and writes nothing', async () => {
  await folder.deliver({ units: [{ lines: billed('1') }] })
  const before = filesIn(folder.root).filter((name) => !name.startsWith('outlay.duckdb'))
  const commits = await folder.select(`select value from setting where key = 'commits'`)
  const summary = await folder.deliver({ units: [{ lines: billed('5') }] }, { dryRun: true })

  expect(summary).toMatchObject({ billedCost: { USD: '5' }, imports: [{ state: 'counted' }] })
  expect(summary.replaced).toHaveLength(1)
  expect(await total()).toEqual([['1.00']])
  expect(await folder.select(`select value from setting where key = 'commits'`)).toEqual(commits)
  expect(filesIn(folder.root).filter((name) => !name.startsWith('outlay.duckdb'))).toEqual(before)
})

test('strict refuses a delivery with one reject, naming file, row and reason', async () => {
  const rejects = [{ row: 7, reason: 'BilledCost is no number: x', line: 'x,y' }]
  const strict = folder.deliver({ units: [{ lines: billed('1'), rejects }] }, { strict: true })

  await expect(strict).rejects.toMatchObject({
    code: 'BAD_DATA',
    exitCode: 65,
    message: expect.stringContaining('acc-1-2026-07.csv, row 7: BilledCost is no number: x'),
  })
  expect(await folder.select('select count(*)::integer from import')).toEqual([[0]])
})

test('rejected rows are counted, the first of them shown, and all kept in a file', async () => {
  const rejects = Array.from({ length: 1200 }, (_, index) => ({ row: index + 1, reason: 'bad', line: 'x' }))
  const summary = await folder.deliver({ units: [{ lines: billed('1'), rejects }] })

  expect(summary).toMatchObject({ rowsIn: 1201, rowsKept: 1, rowsRejected: 1200 })
  expect(await folder.select('select count(*)::integer from import_reject')).toEqual([[1000]])
  expect(filesIn(folder.db.paths.rejects)).toEqual(['delivery-1.jsonl'])
})

test('a file that cannot be read fails its units, the others land', async () => {
  await folder.deliver({
    units: [
      { lines: billed('1'), file: 'a.csv' },
      { lines: billed('2'), account: 'acc-2', file: 'b.csv' },
    ],
  })
  const summary = await folder.deliver({
    units: [
      { lines: billed('1', '1'), file: 'a2.csv' },
      { lines: billed('2', '2'), account: 'acc-2', file: 'b.csv' },
    ],
    broken: { 'b.csv': 'the gzip stream ends early.' },
  })

  expect(summary.imports.map(({ billingAccount, state }) => [billingAccount, state])).toEqual([
    ['acc-1', 'counted'],
    ['acc-2', 'failed'],
  ])
  expect(await total()).toEqual([['4.00']])
})

test('a file of which nothing could be used stands in the ledger with its error', async () => {
  const summary = await folder.deliver({ broken: { 'x.csv.gz': 'the gzip stream ends early.' } })

  expect(summary.imports).toMatchObject([
    { state: 'failed', files: ['x.csv.gz'], message: 'the gzip stream ends early.' },
  ])
})

test('two formats of one unit in one delivery are refused', async () => {
  const twins = folder.deliver({
    units: [
      { lines: billed('1'), source: 'mine', format: 'focus', file: 'a.csv' },
      { lines: billed('1', '2'), source: 'mine', format: 'aws-cur', file: 'b.csv' },
    ],
  })

  await expect(twins).rejects.toMatchObject({
    code: 'BAD_DATA',
    message: expect.stringContaining('b.csv (aws-cur)'),
  })
})

test('two deliveries of the same empty period at the same time leave exactly one', async () => {
  const [a, b] = await Promise.all([
    folder.deliver({ units: [{ lines: billed('1', '2'), file: 'a.csv' }] }),
    folder.deliver({ units: [{ lines: billed('1', '2.1'), file: 'b.csv' }] }),
  ])

  expect([a, b].map((summary) => summary.replaced.length).toSorted()).toEqual([0, 1])
  expect(
    await folder.select(`select count(distinct import_id)::integer, count(*)::integer from cost_fact`),
  ).toEqual([[1, 1]])
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(1)
})

test('a reader sees the old facts or the new ones, never the gap between', async () => {
  await folder.deliver({ units: [{ lines: billed('1') }] })
  const seen: unknown[] = []
  const looks: Promise<void>[] = []
  const look = () => looks.push(total().then(([row]) => void seen.push(row?.[0])))
  await folder.deliver({ units: [{ lines: billed('5') }] }, { onStage: look })
  await Promise.all(looks)
  look()
  await Promise.all(looks)

  expect(seen.length).toBeGreaterThan(5)
  expect(new Set(seen)).toEqual(new Set(['1.00', '5.00']))
})

test('two currencies stay apart', async () => {
  const summary = await folder.deliver({
    units: [{ lines: [{ BilledCost: '1' }, { BilledCost: '2', BillingCurrency: 'EUR' }] }],
  })

  expect(summary.billedCost).toEqual({ USD: '1', EUR: '2' })
  expect(await folder.select('select currency, billed::double from cost_fact order by currency')).toEqual([
    ['EUR', 2],
    ['USD', 1],
  ])
})

test('a failure in the transaction leaves database and lake as they were', async () => {
  await folder.deliver({ units: [{ lines: billed('1') }] })
  const before = filesIn(folder.db.paths.lake)
  const failing = folder.deliver(
    { units: [{ lines: billed('9') }] },
    {
      onStage: (stage) => {
        if (stage === 'facts inserted') throw new Error('out of order')
      },
    },
  )

  await expect(failing).rejects.toThrow('out of order')
  expect(await total()).toEqual([['1.00']])
  expect(filesIn(folder.db.paths.lake)).toEqual(before)
  expect(filesIn(folder.db.paths.lakeOld)).toEqual([])
})
