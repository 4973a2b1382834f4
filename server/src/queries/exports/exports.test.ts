import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../routes/test-app.ts'
import { insertFacts } from '../fact-builder.ts'
import { parseCsv } from '../test-csv.ts'
import { withoutFormula } from './export-columns.ts'

let opened: TestApp
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-export-'))
  opened = await openTestApp([
    { day: '2026-11-01', service: '=HYPERLINK("http://x")', billed: '-12.34' },
    { day: '2026-11-01', service: 'a "quoted",\r\nline', billed: '0.00000000000001' },
    { day: '2026-11-02', service: null, billed: '7', tags: new Map([['user:Cost Center', '@cmd']]) },
  ])
})

afterAll(async () => {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
})

const RANGE = 'start=2026-11-01&end=2026-11-03&granularity=total'
const download = (text: string) => opened.app.request(`/api/v1/costs/export?${RANGE}&${text}`)

test('CSV keeps amounts numeric and texts from being formulas', async () => {
  const response = await download('groupBy=service')

  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="outlay-costs-2026-11-01-2026-11-03.csv"',
  )
  expect(parseCsv(await response.text())).toEqual([
    ['period', 'service', 'cost', 'currency'],
    ['2026-11-01', '', '7', 'USD'],
    ['2026-11-01', 'a "quoted",\r\nline', '0.00000000000001', 'USD'],
    ['2026-11-01', `'=HYPERLINK("http://x")`, '-12.34', 'USD'],
  ])
})

test('CSV says what it shows when asked to, and still parses to the same rows', async () => {
  const plain = await (await download('groupBy=service&top=1&compare=previous')).text()
  const told = await (await download('groupBy=service&top=1&compare=previous&context=true')).text()

  expect(told).toMatch(/^# Outlay: costs\r\n# period: 2026-11-01 to 2026-11-03/)
  expect(told).toContain('# total: -5.33999999999999\r\n')
  expect(parseCsv(told)).toEqual(parseCsv(plain))
  expect(parseCsv(plain)[0]).toEqual(['period', 'service', 'other', 'cost', 'previousCost', 'currency'])
})

test.each(['=1', '+1', '-1', '@x', '\tx', '\rx', '\nx', '\0', '＝1', '＋1', '－1', '＠x'])(
  '%j is no formula',
  (text) => {
    expect(withoutFormula(text)).toBe(`'${text}`)
  },
)

test.each(['a=1', '1-2', 'x@y', ' =1', ''])('%j stays as it is', (text) => {
  expect(withoutFormula(text)).toBe(text)
})

test('a workbook holds each amount as number and as exact text', async () => {
  const response = await download('groupBy=service,tag:cost%2520center&format=xlsx')
  const bytes = Buffer.from(await response.arrayBuffer())

  expect(response.headers.get('content-type')).toContain('spreadsheetml')
  const [sheet, texts] = [partOf(bytes, 'xl/worksheets/sheet1.xml'), partOf(bytes, 'xl/sharedStrings.xml')]
  expect(sheet).toContain('<v>-12.34</v>')
  expect(sheet + texts).toContain('>-12.34<')
  expect(sheet + texts).toContain(`>'=HYPERLINK(`)
  expect(sheet).not.toContain('<f>')
})

test('Parquet holds exact decimals under the names of the dimensions, and leaves nothing behind', async () => {
  const response = await download('groupBy=service,tag:cost%2520center&format=parquet')
  const path = join(folder, 'out.parquet')
  writeFileSync(path, Buffer.from(await response.arrayBuffer()))
  const memory = await (await DuckDBInstance.create(':memory:')).connect()

  const reader = await memory.runAndReadAll(
    `select *, typeof(cost) as type from read_parquet('${path}') order by cost`,
  )

  expect(reader.columnNames()).toEqual(['period', 'service', 'tag_2', 'cost', 'currency', 'type'])
  expect(reader.getRowsJson()[0]).toEqual([
    '2026-11-01',
    '=HYPERLINK("http://x")',
    null,
    '-12.34000000000000',
    'USD',
    'DECIMAL(38,14)',
  ])
  const left = await memory.runAndReadAll(
    `select count(*)::integer from glob('${opened.deps.db.paths.tmp}/export-*')`,
  )
  expect(left.getRowsJson()).toEqual([[0]])
})

test.each(['format=pdf', 'explain=true', 'top=0'])('%s is refused', async (text) => {
  expect((await download(text)).status).toBe(400)
})

test('a workbook tells what it shows, at which rates other currencies were converted, and what has none', async () => {
  await opened.deps.db.writer.withTransaction(async (connection) => {
    await insertFacts(connection, [
      { day: '2026-11-01', service: 'x', billed: '10', currency: 'EUR' },
      { day: '2026-11-01', service: 'x', billed: '900', currency: 'JPY' },
    ])
    await connection.run(`insert into exchange_rate values ('2026-10-31', 'EUR', 'USD', 1.125, 'r')`)
  })
  const response = await download('groupBy=service&format=xlsx&reportCurrency=USD')
  const bytes = Buffer.from(await response.arrayBuffer())

  const about = partOf(bytes, 'xl/sharedStrings.xml') + partOf(bytes, 'xl/worksheets/sheet2.xml')
  expect(about).toContain('10 EUR is 11.25 USD at 1.125, the rates file, 2026-10-31')
  expect(about).toContain('900 JPY, in no row')
})

/** A file of a workbook; empty where it has none. */
function partOf(workbook: Buffer, name: string): string {
  const at = workbook.indexOf(name)
  if (at < 0) return ''
  const start = at + name.length + workbook.readUInt16LE(at - 2)
  return inflateRawSync(workbook.subarray(start)).toString('utf8')
}
