import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestFolder, testFolder } from './harness.ts'
import type { Line, UnitSpec } from './staged-builder.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const days = (from: number, to: number, BilledCost = '10', more: Line = {}): Line[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    ChargePeriodStart: `2026-07-${String(from + index).padStart(2, '0')}`,
    BilledCost,
    ...more,
  }))

const explorer: UnitSpec = { lines: days(1, 31), source: 'ce', grain: 'usage_type', file: 'ce.json' }
const cur = (lines: Line[]): UnitSpec => ({ lines, source: 'aws-cur', grain: 'resource', file: 'cur.csv' })
const counting = () =>
  folder.select(`
    select import.source, count(distinct import_day.day)::integer
    from import_day join import on import.id = import_day.import_id
    where import_day.counts group by all order by all`)
const total = async () => (await folder.select('select sum(billed)::double from cost_fact'))[0]?.[0]

test('an export switched on on the 20th does not erase nineteen days', async () => {
  await folder.deliver({ units: [explorer] })
  await folder.deliver({ units: [cur(days(20, 31, '10', { ResourceId: 'i-1' }))] })

  expect(await counting()).toEqual([
    ['aws-cur', 12],
    ['ce', 19],
  ])
  expect(await total()).toBe(310)
  expect(await folder.select('select count(*)::integer from cost_fact where resource is not null')).toEqual([
    [12],
  ])
})

test('a finer source with a gap counts on its good days only, and says so', async () => {
  await folder.deliver({ units: [explorer] })
  const summary = await folder.deliver({ units: [cur([...days(1, 30), ...days(31, 31, '4')])] })

  expect(await counting()).toEqual([
    ['aws-cur', 30],
    ['ce', 1],
  ])
  expect(await total()).toBe(310)
  expect(summary.imports[0]?.message).toBe(
    'On 1 of its days (2026-07-31 to 2026-07-31) ce counts instead, which bills 6 USD more there.',
  )
})

test('a coarser source that arrives later counts nowhere and is a side import', async () => {
  await folder.deliver({ units: [cur(days(1, 31))] })
  const summary = await folder.deliver({ units: [explorer] })

  expect(summary.imports).toMatchObject([{ state: 'side', source: 'ce' }])
  expect(await total()).toBe(310)
})

test('when the winner of a day is replaced by less, the other source takes the day back', async () => {
  await folder.deliver({ units: [explorer] })
  await folder.deliver({ units: [cur(days(1, 31))] })
  await folder.deliver({ units: [cur(days(1, 20))] }, { replace: true })

  expect(await counting()).toEqual([
    ['aws-cur', 20],
    ['ce', 11],
  ])
  expect(await total()).toBe(310)
})

test('a day in another billing period stands beside, it does not compete', async () => {
  const correction = { lines: [{ ChargePeriodStart: '2026-07-31', BilledCost: '-3' }], period: '2026-08' }
  await folder.deliver({ units: [{ lines: days(1, 31) }, correction] })

  expect(await total()).toBe(307)
})

const azure = (dataset: string, lines: Line[]): UnitSpec => ({
  lines,
  dataset,
  provider: 'azure',
  source: 'azure-cost',
  file: `${dataset}.csv`,
})

test('actual and amortized of Azure merge on the days of both and stand alone elsewhere', async () => {
  const usage: Line = { BilledCost: '10', EffectiveCost: '10' }
  const bought: Line = { BilledCost: '30', EffectiveCost: '0', ChargeCategory: 'Purchase' }
  const amortised: Line = { BilledCost: '0', EffectiveCost: '7' }
  const alone: Line = { ...usage, x_Part: 'alone' }
  const on = (day: number, line: Line): Line => ({ ...line, ChargePeriodStart: `2026-07-0${day}` })
  await folder.deliver({
    units: [
      azure('actual', [on(1, usage), on(1, bought), on(2, usage)]),
      azure('amortized', [on(1, amortised), on(1, alone), on(3, amortised), on(3, alone)]),
    ],
  })

  expect(
    await folder.select(
      'select day, sum(billed)::double, sum(effective)::double from cost_fact group by day order by day',
    ),
  ).toEqual([
    ['2026-07-01', 40, 17],
    ['2026-07-02', 10, 10],
    ['2026-07-03', 10, 17],
  ])
})
