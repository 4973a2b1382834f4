import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StagedFinding } from '../../ingest/staged.ts'
import { FOCUS_COLUMNS } from '../columns.ts'
import { focusVersion } from '../readers/support/focus-version.ts'
import { conformanceRules } from './registry.ts'
import type { ConformanceRule, FixtureRow } from './rule.ts'
import { runConformance } from './run.ts'
import { BASE_ROW, loadBill } from './test-bill.ts'

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

const V1_3 = FOCUS_COLUMNS.findIndex(({ name }) => name === 'AllocatedMethodDetails')
const HEADER_1_2 = FOCUS_COLUMNS.slice(0, V1_3).map(({ name }) => name)

test('the base row keeps every rule', async () => {
  const findings = await check(conformanceRules, [{}], [...HEADER_1_2, ...Object.keys(BASE_ROW)])

  expect(findings).toEqual([])
})

const dataRules = conformanceRules.flatMap((rule) => (rule.kind === 'header' ? [] : [rule]))
const headerRules = conformanceRules.flatMap((rule) => (rule.kind === 'header' ? [rule] : []))

describe.each(dataRules)('$id', (rule) => {
  test('passes its clean rows', async () => {
    expect(rule.clean.length).toBeGreaterThan(0)

    expect(await check([rule], rule.clean)).toEqual([])
  })

  test('finds its violating rows', async () => {
    const findings = await check([rule], rule.violating)

    const violations = rule.kind === 'row' ? rule.violating.length : 1
    expect(findings).toMatchObject([{ rule: rule.id, violations, example: { file: 'bill.csv', row: 1 } }])
    expect(Object.keys(findings[0]?.example?.values ?? {}).sort()).toEqual([...rule.columns].sort())
  })

  test('reads only the columns that it names', async () => {
    const sql =
      rule.kind === 'row' ? rule.violation : `${rule.where} ${rule.having} ${rule.groupBy.join(' ')}`
    const words = new Set(sql.replace(/'[^']*'/g, '').match(/\w+/g))

    expect(FOCUS_COLUMNS.filter(({ name }) => words.has(name)).map(({ name }) => name)).toEqual(
      [...rule.columns].sort(),
    )
  })
})

describe.each(headerRules)('$id', (rule) => {
  test('passes its clean header', () => {
    expect(rule.check(rule.clean)).toEqual([])
  })

  test('finds its violating header', () => {
    expect(rule.check(rule.violating)).toHaveLength(1)
  })
})

test.each(dataRules.filter((rule) => rule.versions))('$id is left out for other versions', async (rule) => {
  const header = rule.versions?.includes('1.0') ? [...rule.columns, 'HostProviderName'] : rule.columns
  expect(rule.versions).not.toContain(focusVersion(header))

  expect(await check([rule], rule.violating, header)).toEqual([])
})

async function check(
  rules: readonly ConformanceRule[],
  rows: readonly FixtureRow[],
  header?: readonly string[],
): Promise<StagedFinding[]> {
  await loadBill(connection, rows)
  const columns = header ?? [...HEADER_1_2, ...rules.flatMap((rule) => rule.columns)]
  return runConformance(connection, { relation: 'bill', header: columns, files: ['bill.csv'], rules })
}
