import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FOCUS_COLUMNS, SQL_TYPES } from '../columns.ts'
import { runConformance } from './run.ts'

/** Public bills that are no part of the project; without them these tests are skipped. */
const DATA = resolve(import.meta.dirname, '../../../../../shared/data/focus')
const ABSENT = existsSync(DATA) ? '' : ` (skipped: ${DATA} is absent)`

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

test.skipIf(ABSENT).each(['aws', 'azure', 'gcp'])(
  `finds nothing in the conformant synthetic bill of %s${ABSENT}`,
  async (provider) => {
    const header = await loadCsv(`${DATA}/synthetic/focus_1_2_${provider}.csv.gz`)

    const findings = await runConformance(connection, { relation: 'bill', header, files: ['bill.csv.gz'] })

    expect(findings).toEqual([])
  },
)

test.skipIf(ABSENT)(`finds the known faults of the FOCUS sample${ABSENT}`, async () => {
  const header = await loadCsv(`${DATA}/focus-sample/focus_1_0_aws_942.csv`)

  const findings = await runConformance(connection, { relation: 'bill', header, files: ['sample.csv'] })

  const counts = Object.fromEntries(findings.map(({ rule, violations }) => [rule, violations]))
  expect(counts).toEqual({
    // `Id` stands amid the columns of the standard
    'ColumnHandling-A-010-M': 1,
    // the price of a credit
    'ContractedUnitPrice-C-009-C': 1,
    'ContractedUnitPrice-C-011-C': 17,
    // a credit of 2.61 with an EffectiveCost of 3
    'EffectiveCost-C-010-C': 1,
    'RegionName-C-005-C': 2,
    'ResourceType-C-004-C': 36,
    'OUTLAY-EFFECTIVE-COST-ZERO': 604,
    'OUTLAY-LIST-BELOW-CONTRACTED': 7,
    // EC2 in two categories
    'ServiceName-C-005-C': 1,
    // `External` beside the region's own name
    'OUTLAY-REGION-ONE-NAME': 12,
  })
  expect(findings.find(({ rule }) => rule === 'EffectiveCost-C-010-C')?.example?.values).toMatchObject({
    BilledCost: '-2.61370000000000',
    EffectiveCost: '-3.00000000000000',
  })
})

async function loadCsv(path: string): Promise<string[]> {
  await connection.run(
    `create or replace temp table raw as
     select * from read_csv('${path}', header = true, all_varchar = true, delim = ',', quote = '"', nullstr = ['NULL', ''])`,
  )
  const reader = await connection.runAndReadAll('select column_name from (describe raw)')
  const header = reader.getRowsJson().map(([name]) => String(name))
  const columns = FOCUS_COLUMNS.map(({ name, type }) => {
    const value = header.includes(name) ? `"${name}"` : 'null'
    return type === 'map'
      ? `cast(cast(${value} as json) as ${SQL_TYPES.map}) as ${name}`
      : `cast(replace(${value}, 'Z', ${type === 'time' ? "''" : "'Z'"}) as ${SQL_TYPES[type]}) as ${name}`
  })
  await connection.run(
    `create or replace table bill as
     select ${columns.join(', ')}, 0 as __file, row_number() over () as __row from raw`,
  )
  return header
}
