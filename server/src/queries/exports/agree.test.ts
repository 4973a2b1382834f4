import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { addAmounts } from '@outlay/shared/money'
import { addDays } from '@outlay/shared/period'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from '../../routes/test-app.ts'
import type { Fact } from '../fact-builder.ts'
import { parseCsv } from '../test-csv.ts'
import { xlsxColumn } from '../test-xlsx.ts'

const SEED = 20_261_123
const RUNS = 50

const few = (...values: (string | null)[]) => fc.constantFrom(...values)
const money = fc
  .tuple(fc.integer({ min: -99, max: 9999 }), fc.nat(99_999_999))
  .map(([whole, rest]) => `${whole}.${String(rest).padStart(8, '0')}`)
const fact: fc.Arbitrary<Fact> = fc
  .record({
    offset: fc.nat(50),
    service: few('EC2', '=S3', 'a "b", c', null),
    team: few('a', 'b', null),
    charge_category: fc.constantFrom('Usage', 'Usage', 'Tax', 'Credit'),
    currency: fc.constantFrom('USD', 'USD', 'EUR', 'JPY'),
    billed: money,
    effective: fc.option(money, { nil: null }),
  })
  .map(({ offset, ...rest }) => ({ ...rest, day: addDays('2026-10-01', offset) }))
const question = fc
  .record({
    money: fc.constantFrom(
      '',
      'currency=EUR',
      'currency=JPY',
      'reportCurrency=USD',
      'reportCurrency=EUR&rate=month',
    ),
    groupBy: fc.constantFrom('', 'service', 'service,team', 'team'),
    rest: fc.constantFrom(
      '',
      'metric=billed',
      'charges=all',
      'metric=list&charges=usage',
      'compare=previous',
    ),
    granularity: fc.constantFrom('daily', 'weekly', 'total'),
    top: fc.constantFrom('', 'top=1', 'top=2&keep=a'),
    filter: fc.constantFrom('', 'filter=team:absent', 'filter=service:not:EC2', 'filter=service:contains:S'),
  })
  .map(({ groupBy, granularity, ...parts }) => {
    const given = [`groupBy=${groupBy}`, `granularity=${granularity}`, ...Object.values(parts)]
    return `start=2026-10-11&end=2026-11-15&${given.filter((part) => part !== '').join('&')}`
  })

let opened: TestApp
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-agree-'))
  opened = await openTestApp(fc.sample(fact, { numRuns: 250, seed: SEED }))
  await opened.deps.db.writer.withTransaction((connection) =>
    connection.run(`
      insert into exchange_rate
      select day::date, 'EUR', 'USD', 1.05 + (epoch(day) / 86400 * 7919 % 100) / 1000, 'r'
      from generate_series(date '2026-09-25', date '2026-11-23', interval 3 day) as days(day)`),
  )
})

afterAll(async () => {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
})

test('CSV, Excel and Parquet add up to the total of the same question, to the last decimal, on fifty questions', async () => {
  const parquets = new Map<string, string>()
  for (const [index, asked] of fc.sample(question, { numRuns: RUNS, seed: SEED }).entries()) {
    const total = Total.parse(JSON.parse((await ask(`/costs?${asked}`)).toString())).meta.total
    const file = (format: string) => ask(`/costs/export?${asked}&format=${format}`)
    const [head = [], ...rows] = parseCsv((await file('csv')).toString())

    expect(addAmounts(rows.map((row) => row[head.indexOf('cost')] ?? '')), asked).toBe(total)
    expect(addAmounts(xlsxColumn(await file('xlsx'), 'cost (exact)')), asked).toBe(total)
    const path = join(folder, `${index}.parquet`)
    writeFileSync(path, await file('parquet'))
    parquets.set(path, total)
  }

  expect(await parquetSums([...parquets.keys()])).toEqual(parquets)
}, 60_000)

const Total = z.object({ meta: z.object({ total: z.string() }) })

async function ask(path: string): Promise<Buffer> {
  const response = await opened.app.request(`http://127.0.0.1/api/v1${path}`)
  expect(response.status, path).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

async function parquetSums(paths: readonly string[]): Promise<Map<string, string>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const reader = await connection.runAndReadAll(
    `select path, coalesce(sum(cost), 0)::varchar
     from (select unnest($paths) as path)
     left join read_parquet($paths, union_by_name = true, filename = 'path') using (path)
     group by path`,
    { paths: listValue(paths) },
    { paths: LIST(VARCHAR) },
  )
  return new Map(reader.getRowsJson().map(([path, sum]) => [String(path), addAmounts([String(sum)])]))
}
