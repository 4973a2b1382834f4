import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestFolder, testFolder } from '../ingest/apply/harness.ts'
import type { Line, UnitSpec } from '../ingest/apply/staged-builder.ts'
import { withAsk } from '../queries/ask.ts'
import { answerCosts } from '../queries/costs.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(() => folder.remove())

/** Warnings about July under what the import really leaves in the ledger. */
async function warnings(text = 'metric=effective') {
  const connection = await folder.db.connect()
  const params = new URLSearchParams(`start=2026-07-01&end=2026-08-01&${text}`)
  const now = new Date('2026-08-10T12:00:00Z')
  const { meta } = await withAsk(connection, now, (ask) => answerCosts(ask, params))
  connection.closeSync()
  return meta.warnings.filter(({ code }) => code === 'precedence_gap' || code === 'dataset_missing')
}

const days = (from: number, to: number, BilledCost = '10', more: Line = {}): Line[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    ChargePeriodStart: `2026-07-${String(from + index).padStart(2, '0')}`,
    BilledCost,
    ...more,
  }))

const explorer: UnitSpec = { lines: days(1, 31), source: 'ce', grain: 'usage_type', file: 'ce.json' }
const cur = (lines: Line[]): UnitSpec => ({ lines, source: 'aws-cur', grain: 'resource', file: 'cur.csv' })

test('a finer source that lacks a part of a day is named with what it lacks', async () => {
  await folder.deliver({ units: [explorer] })
  await folder.deliver({ units: [cur([...days(1, 29), ...days(30, 31, '4')])] })

  expect(await warnings()).toMatchObject([
    { code: 'precedence_gap', amount: '12', message: expect.stringContaining('On 2 days from 30 Jul 2026') },
  ])
})

test.each([
  ['that is whole', days(1, 31)],
  ['that begins later', days(20, 31)],
  ['that bills more', days(1, 31, '11')],
])('a finer source %s is no gap', async (_, lines) => {
  await folder.deliver({ units: [explorer] })
  await folder.deliver({ units: [cur(lines)] })

  expect(await warnings()).toEqual([])
})

const azure = (dataset: string, lines: Line[]): UnitSpec => ({
  lines,
  dataset,
  provider: 'azure',
  source: 'azure-cost',
  file: `${dataset}.csv`,
})

test('an amortized export is missed in billed until the actual one is there', async () => {
  await folder.deliver({
    units: [azure('amortized', days(3, 5, '0', { EffectiveCost: '7', x_Part: 'both' }))],
  })

  expect(await warnings('metric=billed')).toMatchObject([
    { code: 'dataset_missing', message: expect.stringContaining('On 3 days from 3 Jul 2026 to 5 Jul 2026') },
  ])
  expect(await warnings()).toEqual([])

  await folder.deliver({ units: [azure('actual', days(3, 4, '9', { x_Part: 'both' }))] })

  expect(await warnings('metric=billed')).toMatchObject([
    { message: expect.stringContaining('On 5 Jul 2026') },
  ])
})
