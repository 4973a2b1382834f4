import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FOCUS_COLUMNS } from '../columns.ts'
import { conformanceRules } from './registry.ts'
import { runConformance } from './run.ts'
import { seesShapeOnly } from './shape.ts'
import { loadBill } from './test-bill.ts'

let instance: DuckDBInstance
let connection: DuckDBConnection

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  connection = await instance.connect()
})

afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const HEADER = FOCUS_COLUMNS.map(({ name }) => name)
const rowRules = conformanceRules.filter((rule) => rule.kind === 'row')

test('folding rows to shapes counts what asking each row counts', async () => {
  await loadBill(
    connection,
    rowRules.flatMap((rule) => [...rule.clean, ...rule.violating]),
  )
  const expected: unknown[] = []
  for (const rule of rowRules.filter(({ versions }) => !versions || versions.includes('1.4'))) {
    const sql = `select count(*), min(__row) from bill where ${rule.violation}`
    const [count, row] = (await connection.runAndReadAll(sql)).getRowsJson()[0] ?? []
    expected.push([rule.id, Number(count), Number(row)])
  }

  const findings = await runConformance(connection, {
    relation: 'bill',
    header: HEADER,
    files: ['a'],
    rules: rowRules,
  })

  expect(findings.map(({ rule, violations, example }) => [rule, violations, example?.row])).toEqual(expected)
})

test('most rules are asked of shapes, those that look at amounts of rows', () => {
  const byId = (id: string) => rowRules.filter((rule) => rule.id === id).map(seesShapeOnly)

  expect(byId('ConsumedUnit-C-006-C')).toEqual([true])
  expect(byId('ServiceSubcategory-C-004-M')).toEqual([true])
  expect(byId('ListCost-C-009-C')).toEqual([false])
  expect(byId('OUTLAY-EFFECTIVE-COST-ZERO')).toEqual([false])
  expect(rowRules.filter(seesShapeOnly).length).toBeGreaterThan(rowRules.length / 2)
})

test('the example is the first violating row of the first file, under its own name', async () => {
  await loadBill(connection, [{}, { PricingUnit: null }, { PricingUnit: null, PricingQuantity: '7' }])
  await connection.run(`update bill set __file = 2, __row = 9 where __row = 2`)
  await connection.run(`update bill set __file = 1, __row = 5000000000 where __row = 3`)

  const findings = await runConformance(connection, {
    relation: 'bill',
    header: HEADER,
    files: ['a.csv', 'b.csv', 'c.csv'],
  })

  expect(findings.filter(({ rule }) => rule === 'PricingUnit-C-006-C')).toEqual([
    {
      rule: 'PricingUnit-C-006-C',
      violations: 2,
      example: {
        file: 'b.csv',
        row: 5000000000,
        values: { PricingQuantity: '7.00000000000000', PricingUnit: null },
      },
    },
  ])
})

test('the example is a violating row where several rows came from one record', async () => {
  await loadBill(connection, [{}, { PricingUnit: null }])
  await connection.run(`update bill set __row = 1`)

  const findings = await runConformance(connection, { relation: 'bill', header: HEADER, files: ['a.csv'] })

  expect(findings.find(({ rule }) => rule === 'PricingUnit-C-006-C')?.example?.values).toMatchObject({
    PricingUnit: null,
  })
})

test('long values of an example are cut', async () => {
  await loadBill(connection, [{ SkuPriceDetails: `["${'x'.repeat(1000)}"]` }])

  const findings = await runConformance(connection, { relation: 'bill', header: HEADER, files: ['a.csv'] })

  expect(findings[0]?.example?.values).toMatchObject({ SkuPriceDetails: `["${'x'.repeat(198)}` })
})

test('an aggregate shows what differs', async () => {
  await loadBill(connection, [{}, { SkuId: 'sku-2' }, { SkuId: 'sku-3', SkuPriceId: 'other' }])

  const findings = await runConformance(connection, { relation: 'bill', header: HEADER, files: ['a.csv'] })

  expect(findings).toEqual([
    {
      rule: 'SkuPriceId-C-008-M',
      violations: 1,
      example: { file: 'a.csv', row: 1, values: { SkuPriceId: 'sku-1.price-1', SkuId: 'sku-1 | sku-2' } },
    },
  ])
})

test('rules on columns that the bill does not have are skipped, whatever the case of the header', async () => {
  await loadBill(connection, [{ PricingUnit: null, SubAccountName: null }])
  const header = ['billedcost', 'PRICINGQUANTITY', 'PricingUnit', 'SubAccountId']

  const findings = await runConformance(connection, { relation: 'bill', header, files: ['a.csv'] })

  expect(findings.map(({ rule }) => rule)).toEqual(['OUTLAY-MANDATORY-COLUMNS', 'PricingUnit-C-006-C'])
})

test('a missing column that only exempts rows does not skip the rule', async () => {
  await loadBill(connection, [{ ConsumedQuantity: null, ConsumedUnit: null }])
  const header = ['ChargeCategory', 'ConsumedQuantity']

  const findings = await runConformance(connection, { relation: 'bill', header, files: ['a.csv'] })

  expect(findings.map(({ rule }) => rule)).toContain('OUTLAY-CONSUMED-QUANTITY-MISSING')
})

test('names of columns at fault stand in the example at row 0', async () => {
  await loadBill(connection, [])

  const findings = await runConformance(connection, {
    relation: 'bill',
    header: [...HEADER, 'Id', 'x_Own'],
    files: ['a.csv'],
  })

  expect(findings).toEqual([
    {
      rule: 'ColumnHandling-A-010-M',
      violations: 1,
      example: { file: 'a.csv', row: 0, values: { Id: null } },
    },
  ])
})

test.each([
  ['{"a": ', ['KeyValueFormat-A-001-M']],
  ['{"a": [1]}', ['KeyValueFormat-A-004-M']],
  ['{"a": 1, "b": 2, "a": 1}', ['KeyValueFormat-A-002-M']],
  [`{"a": ${'['.repeat(5000)}${']'.repeat(5000)}}`, ['KeyValueFormat-A-004-M']],
])('SkuPriceDetails %.40s breaks %j', async (SkuPriceDetails, rules) => {
  await loadBill(connection, [{ SkuPriceDetails }])

  const findings = await runConformance(connection, { relation: 'bill', header: HEADER, files: ['a.csv'] })

  expect(findings.map(({ rule }) => rule)).toEqual(rules)
})

test('places of files beyond the eight thousandth stay exact', async () => {
  await loadBill(connection, [{ PricingUnit: null }])
  await connection.run(`update bill set __file = 100000`)
  const files = Array.from({ length: 100_001 }, (_, index) => `${index}.csv`)

  const findings = await runConformance(connection, { relation: 'bill', header: HEADER, files })

  expect(findings[0]?.example).toMatchObject({ file: '100000.csv', row: 1 })
})
