import type { DuckDBConnection } from '@duckdb/node-api'
import {
  ALIGNMENTS,
  CHARGES,
  COMPARISONS,
  DIMENSIONS,
  type Dimension,
  FILTER_OPS,
  GRANULARITIES,
  METRICS,
} from '@outlay/shared/dimensions'
import { beforeAll, expect, test } from 'vitest'
import type { CostsQuestion } from './costs-question.ts'
import { costsSql } from './costs-sql.ts'
import { factsInMemory } from './fact-builder.ts'

const promoted = new Map([['team', 1]])
const dimensions: readonly Dimension[] = [...DIMENSIONS, 'tag:Team', 'tag:a%3Ab%2C%25%22%27']

const base: CostsQuestion = {
  start: '2026-10-01',
  end: '2026-11-01',
  granularity: 'daily',
  groupBy: [],
  metric: 'effective',
  charges: 'cost',
  currency: 'USD',
  filters: [],
  top: undefined,
  compare: undefined,
  explain: false,
}

let connection: DuckDBConnection

beforeAll(async () => {
  connection = await factsInMemory([{ day: '2026-10-02' }])
})

async function prepares(question: CostsQuestion): Promise<void> {
  const { sql, params } = costsSql(question, promoted, 10)
  const statement = await connection.prepare(sql)
  const used = Array.from({ length: statement.parameterCount }, (_, index) =>
    statement.parameterName(index + 1),
  )
  expect(used.toSorted()).toEqual(Object.keys(params).toSorted())
}

const comparisons = [undefined, ...COMPARISONS.flatMap((to) => ALIGNMENTS.map((align) => ({ to, align })))]

test.each(GRANULARITIES)('every comparison, top and number of groups prepares %s', async (granularity) => {
  const groups: readonly (readonly Dimension[])[] = [[], ['service'], ['service', 'tag:Team', 'tag:other']]
  for (const compare of comparisons) {
    for (const top of [undefined, 3]) {
      for (const groupBy of groups) await prepares({ ...base, granularity, compare, top, groupBy })
    }
  }
})

test.each(dimensions)(
  '%s prepares as group and with every operator, absent from the SQL text',
  async (dimension) => {
    for (const op of FILTER_OPS) {
      const values = op === 'absent' ? [] : [`it's`, 'b']
      await prepares({ ...base, groupBy: [dimension], filters: [{ dimension, op, values }] })
      const { sql } = costsSql({ ...base, filters: [{ dimension, op, values }] }, promoted, 10)
      expect(sql).not.toContain(`it's`)
    }
  },
)

test('every metric with every set of charges prepares', async () => {
  for (const metric of METRICS) for (const charges of CHARGES) await prepares({ ...base, metric, charges })
})
