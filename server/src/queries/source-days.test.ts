import type { DuckDBConnection } from '@duckdb/node-api'
import type { DayState, SourceWithDays } from '@outlay/shared/collect'
import { addDays } from '@outlay/shared/period'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testFolder } from '../ingest/apply/harness.ts'
import type { Line } from '../ingest/apply/staged-builder.ts'
import { withAsk } from './ask.ts'
import { factsInMemory, type ImportRow, insertFacts, insertImport } from './fact-builder.ts'
import { answerSources } from './sources.ts'

const NOW = new Date('2026-11-23T10:00:00Z')

let connection: DuckDBConnection

beforeEach(async () => {
  connection = await factsInMemory([])
})

afterEach(() => {
  connection.closeSync()
})

async function source(id = 'files'): Promise<SourceWithDays | undefined> {
  const { data } = await withAsk(connection, NOW, answerSources)
  return data.find((each) => each.id === id)
}

async function stateOn(day: string, id = 'files'): Promise<DayState | undefined> {
  return (await source(id))?.strip.find((each) => each.day === day)?.state
}

const range = (from: string, days: number) => Array.from({ length: days }, (_, index) => addDays(from, index))
const deliver = (row: Partial<ImportRow>) =>
  insertImport(connection, { id: row.source ?? 'a', seq: 1, ...row })
const move = (day: string, before: string, after: string, phase: string) =>
  connection.run(`
    insert into restatement values
      ('a', 'z', '2026-11-22', 'aws', '111111111111', '2026-11', '${day}', 'S3', 'USD', ${before}, ${after}, 1, 1, '${phase}')`)

test('a strip has the last 60 days, or those since the first of the source', async () => {
  await deliver({ id: 'old', source: 'old', days: range('2026-08-01', 115) })
  await deliver({ id: 'young', source: 'young', seq: 2, billing_account: '2', days: range('2026-11-10', 12) })

  const days = async (id: string) => (await source(id))?.strip.map(({ day }) => day)
  expect(await days('old')).toEqual(range('2026-09-25', 60))
  expect(await days('young')).toEqual(range('2026-11-10', 14))
})

test.each([
  { provider: 'aws', day: '2026-11-20', state: 'settled' },
  { provider: 'aws', day: '2026-11-21', state: 'arriving' },
  { provider: 'azure', day: '2026-11-19', state: 'settled' },
  { provider: 'azure', day: '2026-11-20', state: 'arriving' },
  { provider: 'gcp', day: '2026-11-20', state: 'arriving' },
  { provider: 'oci', day: '2026-11-19', state: 'settled' },
])('on 23 November $day is $state for $provider', async ({ provider, day, state }) => {
  await deliver({ provider, days: range('2026-11-01', 23) })

  expect(await stateOn(day)).toBe(state)
})

test('a day without a line is missing once it is old enough, and arriving until then', async () => {
  await deliver({ days: [...range('2026-11-01', 5), ...range('2026-11-07', 10)] })

  const strip = (await source())?.strip ?? []
  const of = (state: DayState) => strip.filter((each) => each.state === state).map(({ day }) => day)
  expect(of('missing')).toEqual(['2026-11-06', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'])
  expect(of('arriving')).toEqual(['2026-11-21', '2026-11-22', '2026-11-23'])
  expect(strip.find(({ day }) => day === '2026-11-06')).toMatchObject({ grain: null, countedBy: [] })
})

test.each([
  { after: '100.4', phase: 'arrival', state: 'settled' },
  { after: '100.5', phase: 'arrival', state: 'arriving' },
  { after: '100.01', phase: 'restatement', state: 'restated' },
  { after: '150', phase: 'restatement', state: 'restated' },
])('a day that went from 100 to $after in its $phase is $state', async ({ after, phase, state }) => {
  await deliver({ id: 'a', days: range('2026-11-01', 22) })

  await move('2026-11-15', '100', after, phase)

  expect(await stateOn('2026-11-15')).toBe(state)
  expect(await stateOn('2026-11-16')).toBe('settled')
})

test('a restatement by an import that was replaced since still shows, and only on the source that moved', async () => {
  await deliver({ id: 'a', source: 'moved', state: 'superseded', days: range('2026-11-01', 22) })
  await deliver({ id: 'b', source: 'moved', seq: 2, days: range('2026-11-01', 22) })
  await deliver({
    id: 'c',
    source: 'other',
    seq: 3,
    state: 'side',
    grain: 'service',
    days: range('2026-11-01', 22),
    each: { counts: false },
  })

  await move('2026-11-05', '100', '90', 'restatement')

  expect(await stateOn('2026-11-05', 'moved')).toBe('restated')
  expect(await stateOn('2026-11-05', 'other')).toBe('settled')
})

test.each([
  { finer: '99.5', state: 'settled' },
  { finer: '99.4', state: 'partial' },
])(
  'a finer source that bills $finer where the one that counts bills 100 is $state',
  async ({ finer, state }) => {
    const days = range('2026-11-01', 22)
    await deliver({ source: 'ce', grain: 'service', days, each: { billed: '100' } })
    await deliver({ source: 'cur', seq: 2, state: 'side', days, each: { billed: finer, counts: false } })

    expect(await stateOn('2026-11-10', 'cur')).toBe(state)
    expect(await stateOn('2026-11-10', 'ce')).toBe('settled')
  },
)

test('a source that lacks one currency of a day covers it in part', async () => {
  await deliver({ source: 'ce', grain: 'service', days: ['2026-11-10'], each: { billed: '100' } })
  await insertFacts(connection, [{ day: '2026-11-10', currency: 'EUR', billed: '7', import_id: 'ce' }])
  await deliver({
    source: 'cur',
    seq: 2,
    state: 'side',
    days: ['2026-11-10'],
    each: { billed: '100', counts: false },
  })

  expect(await stateOn('2026-11-10', 'cur')).toBe('partial')
})

test('an export switched on in the middle of a month: which source and grain count on which day', async () => {
  await deliver({ source: 'ce', grain: 'service', days: range('2026-11-01', 14) })
  await deliver({
    id: 'ce-side',
    source: 'ce',
    grain: 'service',
    seq: 2,
    days: range('2026-11-15', 6),
    each: { counts: false },
  })
  await deliver({ source: 'cur', seq: 3, days: range('2026-11-15', 6) })

  const [coarse, fine] = [await source('ce'), await source('cur')]
  const counted = (given: SourceWithDays | undefined) =>
    given?.strip.filter(({ day }) => day === '2026-11-14' || day === '2026-11-15')
  const before = { day: '2026-11-14', state: 'settled', grain: 'service', countedBy: ['ce'] }
  const since = { day: '2026-11-15', state: 'settled', grain: 'resource', countedBy: ['cur'] }
  expect(counted(coarse)).toEqual([before, since])
  expect(counted(fine)).toEqual([since])
  expect(coarse?.partialMonths).toEqual([])
  expect(fine?.partialMonths).toEqual(['2026-11'])
})

test('the ledger as deliveries leave it: an export that lacks a day, and one that restates', async () => {
  const folder = await testFolder()
  const lines = (costs: Readonly<Record<string, string>>): Line[] =>
    Object.entries(costs).map(([ChargePeriodStart, BilledCost]) => ({ ChargePeriodStart, BilledCost }))
  const unit = { provider: 'aws', period: '2026-08' }
  const coarse = { ...unit, source: 'ce', grain: 'service' }
  const fine = lines({ '2026-08-02': '10', '2026-08-03': '9' })
  await folder.deliver({
    units: [{ ...coarse, lines: lines({ '2026-08-01': '10', '2026-08-02': '10', '2026-08-03': '10' }) }],
  })
  await folder.deliver({ units: [{ ...unit, source: 'cur', lines: fine }] })
  await folder.deliver({
    units: [{ ...coarse, lines: lines({ '2026-08-01': '11', '2026-08-02': '10', '2026-08-03': '10' }) }],
  })
  const opened = await folder.db.connect()

  const { data } = await withAsk(opened, new Date('2026-08-10T12:00:00Z'), answerSources)

  opened.closeSync()
  await folder.remove()
  const strip = (id: string) =>
    data
      .find((each) => each.id === id)
      ?.strip.slice(0, 3)
      .map(({ state, countedBy }) => [state, ...countedBy])
  expect(strip('ce')).toEqual([
    ['restated', 'ce'],
    ['settled', 'cur'],
    ['settled', 'ce'],
  ])
  expect(strip('cur')?.slice(0, 2)).toEqual([
    ['settled', 'cur'],
    ['partial', 'ce'],
  ])
})

test("a day with only Azure's amortized data set is partial", async () => {
  const azure = { provider: 'azure', billing_account: 'ea', source: 'azure' }
  await deliver({ ...azure, id: 'am', dataset: 'amortized', days: ['2026-11-08'] })
  await deliver({
    ...azure,
    id: 'am2',
    seq: 2,
    dataset: 'amortized',
    days: ['2026-11-09'],
    each: { whole: false },
  })
  await deliver({
    ...azure,
    id: 'ac2',
    seq: 3,
    dataset: 'actual',
    days: ['2026-11-09'],
    each: { whole: false },
  })

  expect(await stateOn('2026-11-08', 'azure')).toBe('partial')
  expect(await stateOn('2026-11-09', 'azure')).toBe('settled')
})

test('months with a first day, a hole or a part in them are partial, others are not', async () => {
  await deliver({ days: [...range('2026-09-28', 10), ...range('2026-10-09', 46)] })

  expect((await source())?.partialMonths).toEqual(['2026-09', '2026-10'])
})

test('a source whose only import failed has no days', async () => {
  await deliver({ state: 'failed', message: 'truncated' })

  expect(await source()).toMatchObject({ state: 'failed', strip: [], partialMonths: [] })
})
