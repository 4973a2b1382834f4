import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import { type Amount, addAmounts, toAmount } from '@outlay/shared/money'
import { addDays, daysBetween } from '@outlay/shared/period'
import { foldTagKey } from '@outlay/shared/tag-key'
import Big from 'big.js'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, openDb } from '../db/open.ts'
import { withAsk } from './ask.ts'
import { addMonths, previousRange } from './comparison.ts'
import { answerCosts } from './costs.ts'
import { answerExport } from './export.ts'
import { type Fact, insertFacts } from './fact-builder.ts'
import { parseCsv } from './test-csv.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const TAG_KEYS = ['team', `it's "quoted"`, '100 %_x', 'Ünïcode-ключ', '__proto__', 'constructor', 'a:b,c']
const VALUES = [
  'Other',
  `O'Brien`,
  '"; drop table cost_fact; --',
  '50%',
  '__proto__',
  'Ωmega',
  '=1+1',
  '-5',
  'null',
  '',
]
const PROMOTED = ['team', 'constructor']

let root: string
let db: Db
let connection: DuckDBConnection
let memory: DuckDBConnection
const facts = fc.sample(factArbitrary(), { numRuns: 150, seed: 7 })

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'outlay-agree-'))
  db = await openDb(join(root, 'data'))
  await db.writer.withTransaction((writing) => insertFacts(writing, facts, PROMOTED))
  connection = await db.connect()
  memory = await (await DuckDBInstance.create(':memory:')).connect()
})

afterAll(async () => {
  connection.closeSync()
  await db.close()
  rmSync(root, { recursive: true, force: true })
})

let different = 0

test('rows, total, CSV, Parquet, the explained SQL and an independent sum agree to the last digit', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(questionArbitrary(), async (question) => {
      const params = toParams(question)
      const { data, meta } = await withAsk(connection, NOW, (ask) => answerCosts(ask, params))
      const expected = independentTotal(question, meta.currency)

      if (expected !== '0') different += 1
      expect(meta.total).toBe(expected)
      expect(addAmounts(data.map((row) => row.cost))).toBe(expected)
      if (meta.previous !== undefined) {
        const before = independentPrevious(question, meta.previous, meta.currency)
        expect(meta.previousTotal).toBe(before)
        expect(addAmounts(data.map((row) => row.previousCost ?? '0'))).toBe(before)
        expect(addAmounts(await csvCosts(params, 'previousCost'))).toBe(before)
        expect(addAmounts(await parquetCosts(params, 'previousCost'))).toBe(before)
      }
      expect(addAmounts(await csvCosts(params))).toBe(expected)
      expect(addAmounts(await parquetCosts(params))).toBe(expected)
      expect(await explainedTotal(meta.sql ?? '', meta.params ?? {})).toBe(expected)
    }),
    { numRuns: 90, seed: 20261123 },
  )
  expect(different).toBeGreaterThanOrEqual(50)
})

test('scaled to equal days, the previous total is the same whatever the grouping', async () => {
  const range = 'start=2026-10-01&end=2026-11-22&granularity=weekly&compare=previous&align=norm&charges=all'
  const groupings = ['', 'service', 'resource,team,region', 'tag:a%3Ab%2Cc,service']
  const totals = await Promise.all(
    groupings.map(async (dimensions) => {
      const params = new URLSearchParams(`${range}&groupBy=${encodeURIComponent(dimensions)}`)
      const { data, meta } = await withAsk(await db.connect(), NOW, (ask) => answerCosts(ask, params))
      expect(addAmounts(data.map((row) => row.previousCost ?? ''))).toBe(meta.previousTotal)
      return meta.previousTotal
    }),
  )

  expect(new Set(totals).size).toBe(1)
  expect(totals[0]).toMatch(/\.\d{10,14}$/)
})

interface Question {
  readonly start: string
  readonly end: string
  readonly granularity: string
  readonly groupBy: readonly string[]
  readonly metric: 'billed' | 'effective' | 'list'
  readonly charges: 'cost' | 'usage' | 'all'
  readonly currency: string | null
  readonly filters: readonly { readonly dimension: string; readonly op: string; readonly value: string }[]
  readonly top: number | null
  readonly compare: string | null
  readonly align: string
}

function factArbitrary(): fc.Arbitrary<Fact> {
  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 18n }).map((n) => toAmount(`${n}e-14`))
  const text = fc.option(fc.constantFrom(...VALUES))
  const tags = fc.uniqueArray(fc.tuple(fc.constantFrom(...TAG_KEYS), fc.constantFrom(...VALUES)), {
    maxLength: 4,
    selector: ([key]) => key,
  })
  return fc.record({
    day: fc.constantFrom(
      '2025-10-05',
      '2025-11-01',
      '2026-08-31',
      '2026-09-30',
      '2026-10-01',
      '2026-10-05',
      '2026-10-31',
      '2026-11-01',
      '2026-11-22',
    ),
    provider: fc.constantFrom('aws', 'gcp'),
    service: text,
    region: text,
    team: text,
    resource: text,
    charge_category: fc.constantFrom('Usage', 'Purchase', 'Tax', 'Credit'),
    currency: fc.constantFrom('USD', 'EUR'),
    billed: amount,
    effective: amount,
    list: fc.oneof(fc.constant(null), amount),
    tags: fc.oneof(
      fc.constant(null),
      tags.map((entries) => new Map<string, string>(entries)),
    ),
  })
}

function questionArbitrary(): fc.Arbitrary<Question> {
  const tag = fc.constantFrom(...TAG_KEYS).map((key) => `tag:${encodeURIComponent(key)}`)
  const dimension = fc.oneof(
    fc.constantFrom('provider', 'service', 'region', 'team', 'resource', 'chargeCategory'),
    tag,
  )
  const filter = fc.record({
    dimension,
    op: fc.constantFrom('is', 'not', 'not', 'contains', 'absent'),
    value: fc.constantFrom(...VALUES, 'o', 'Usage', 'aws'),
  })
  return fc.record({
    start: fc.constantFrom('2026-09-01', '2026-10-01', '2026-10-31'),
    end: fc.constantFrom('2026-11-01', '2026-11-22', '2026-12-01'),
    granularity: fc.constantFrom('daily', 'weekly', 'monthly', 'total'),
    groupBy: fc.uniqueArray(dimension, { maxLength: 3 }),
    metric: fc.constantFrom('billed', 'effective', 'list'),
    charges: fc.constantFrom('cost', 'usage', 'all'),
    currency: fc.constantFrom('USD', 'EUR', null),
    filters: fc.array(filter, { maxLength: 2 }),
    top: fc.constantFrom(1, 2, 1000, null),
    compare: fc.constantFrom('previous', 'year', null),
    align: fc.constantFrom('dow', 'date', 'norm', 'norm'),
  })
}

function toParams(question: Question): URLSearchParams {
  const { groupBy, filters, currency, top, compare, align, ...plain } = question
  const params = new URLSearchParams({ ...plain, groupBy: groupBy.join(','), explain: 'true' })
  for (const { dimension, op, value } of filters) {
    params.append('filter', op === 'absent' ? `${dimension}:absent` : `${dimension}:${op}:${value}`)
  }
  if (currency !== null) params.set('currency', currency)
  if (top !== null) params.set('top', String(top))
  if (compare !== null) {
    params.set('compare', compare)
    params.set('align', align)
  }
  return params
}

/** The same sum without any SQL. */
function independentTotal(question: Question, currency: string): Amount {
  const counted = facts.filter(
    (fact) =>
      fact.day >= question.start &&
      fact.day < question.end &&
      fact.currency === currency &&
      countsAs(question.charges, fact.charge_category ?? '') &&
      passes(question.filters, fact),
  )
  return addAmounts(counted.map((fact) => fact[question.metric] ?? '0'))
}

/** What is compared with; in `norm` each period scaled by its days, rounded once, whatever the grouping. */
function independentPrevious(
  question: Question,
  previous: { readonly start: string; readonly end: string; readonly align: string },
  currency: string,
): Amount {
  const before = { ...question, start: previous.start, end: previous.end }
  if (previous.align !== 'norm') return independentTotal(before, currency)
  const { to, granularity } = { to: question.compare, granularity: question.granularity }
  const { months } = previousRange(question.start, question.end, {
    to: to === 'year' ? 'year' : 'previous',
    align: 'norm',
  })
  const last = addDays(question.end, -1)
  const stands = (day: string) => {
    const [, inside = day] = [question.start, addMonths(day, months), last].toSorted()
    return inside
  }
  const scaled = [...groupBy(daysOf(previous), (day) => periodOf(stands(day), granularity))].map(
    ([period, earlier]) => {
      const days = daysOf(question).filter((day) => periodOf(day, granularity) === period).length
      const sums = earlier.map((day) =>
        independentTotal({ ...before, start: day, end: addDays(day, 1) }, currency),
      )
      return toAmount(new Big(addAmounts(sums)).times(days).div(earlier.length).toFixed(14, 1))
    },
  )
  return addAmounts(scaled)
}

function daysOf({ start, end }: { readonly start: string; readonly end: string }): string[] {
  return Array.from({ length: daysBetween(start, end) }, (_, index) => addDays(start, index))
}

function periodOf(day: string, granularity: string): string {
  if (granularity === 'daily') return day
  if (granularity === 'monthly') return day.slice(0, 7)
  return granularity === 'total' ? '' : addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
}

function countsAs(charges: string, category: string): boolean {
  return (
    charges === 'all' ||
    (charges === 'usage' ? category === 'Usage' : category !== 'Tax' && category !== 'Credit')
  )
}

function passes(filters: Question['filters'], fact: Fact): boolean {
  return filters.every(({ dimension, op }) => {
    const group = filters.filter((filter) => filter.dimension === dimension && filter.op === op)
    const value = dimensionOf(fact, dimension)
    const any = group.some((filter) => matches(filter.op, value, filter.value))
    return op === 'not' ? !any : any
  })
}

function matches(op: string, value: string | null, wanted: string): boolean {
  if (op === 'absent') return value === null
  if (op === 'contains') return value?.toLowerCase().includes(wanted.toLowerCase()) ?? false
  return value === wanted
}

function dimensionOf(fact: Fact, dimension: string): string | null {
  if (dimension === 'chargeCategory') return fact.charge_category ?? null
  if (!dimension.startsWith('tag:')) return fact[dimension as 'service'] ?? null
  const key = foldTagKey(decodeURIComponent(dimension.slice(4)))
  return [...(fact.tags ?? [])].find(([name]) => foldTagKey(name) === key)?.[1] ?? null
}

async function exported(params: URLSearchParams, format: string): Promise<Uint8Array> {
  const asked = new URLSearchParams(params)
  asked.delete('explain')
  asked.set('format', format)
  const file = await withAsk(connection, NOW, (ask) => answerExport(ask, asked, db.paths.tmp))
  return Buffer.concat([...file.chunks].map((chunk) => Buffer.from(chunk)))
}

async function csvCosts(params: URLSearchParams, column = 'cost'): Promise<Amount[]> {
  const [header = [], ...rows] = parseCsv(Buffer.from(await exported(params, 'csv')).toString('utf8'))
  return rows.map((row) => row[header.lastIndexOf(column)] || '0')
}

async function parquetCosts(params: URLSearchParams, column = 'cost'): Promise<Amount[]> {
  const path = join(root, 'export.parquet')
  writeFileSync(path, await exported(params, 'parquet'))
  const reader = await memory.runAndReadAll(`select coalesce("${column}", 0) from read_parquet('${path}')`)
  return reader.getRowsJson().map(([cost]) => String(cost))
}

async function explainedTotal(sql: string, params: Record<string, unknown>): Promise<Amount> {
  const reader = await connection.runAndReadAll(sql, params as Record<string, string>)
  const cost = reader.columnNames().indexOf('cost')
  return addAmounts(reader.getRowsJson().map((row) => String(row[cost])))
}
