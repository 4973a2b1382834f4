import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ground } from '../../db/migrations/0001-ground.ts'
import { recommendations } from '../../db/migrations/0002-recommendations.ts'
import { APPLIED, addDays, applyAndLook, type Change, type Days, look, statusOf } from './test-applied.ts'

let instance: DuckDBInstance
let connection: DuckDBConnection

beforeEach(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  connection = await instance.connect()
  await connection.run(ground.sql)
  await connection.run(recommendations.sql)
})
afterEach(() => {
  connection.closeSync()
  instance.closeSync()
})

const bill = (...lines: readonly Days[]) => addDays(connection, lines)
const realised = (change: Change = {}) => applyAndLook(connection, change)

const about = (value: number) => ({
  low: expect.closeTo(value, 1),
  expected: expect.closeTo(value, 1),
  high: expect.closeTo(value, 1),
})

test('what no commitment covers saves what it cost', async () => {
  await bill({ resource: 'idle', days: [-40, 0], cost: 100 })
  expect(await realised()).toEqual({
    state: 'verified',
    appliedOn: APPLIED,
    monthly: about(3000),
    countsUntil: '2027-06-30',
    why: null,
  })
  expect(await statusOf(connection)).toEqual({ status: 'verified', events: 1 })
})

/** A plan of 72 a day that covers what costs 100 on demand, beside a machine of 100 on demand. */
const COVERED: readonly Days[] = [{ resource: 'idle', days: [-40, 0], cost: 72, onDemand: 100, plan: 'Used' }]

test('freed commitment dollars that refill other usage save the on-demand dollars that vanish', async () => {
  await bill(
    ...COVERED,
    { resource: 'busy', days: [-40, 0], cost: 100 },
    { resource: 'busy', days: [1, 28], cost: 72, onDemand: 100, plan: 'Used' },
  )
  expect(await realised()).toMatchObject({ state: 'verified', monthly: about(3000) })
})

test('freed commitment dollars that refill half save half', async () => {
  await bill(
    ...COVERED,
    { resource: 'busy', days: [-40, 0], cost: 50 },
    { resource: 'busy', days: [1, 28], cost: 36, onDemand: 50, plan: 'Used' },
    { resource: 'plan', days: [1, 28], cost: 36, onDemand: 0, plan: 'Unused' },
  )
  expect(await realised()).toMatchObject({ state: 'verified', monthly: about(1500) })
})

test('freed commitment dollars that nothing takes up save nothing: locked', async () => {
  await bill(...COVERED, { resource: 'plan', days: [1, 28], cost: 72, onDemand: 0, plan: 'Unused' })
  const found = await realised()
  expect(found).toMatchObject({ state: 'not_significant', monthly: about(0) })
  expect(found?.why).toMatch(/until they end/)
  expect(await statusOf(connection)).toEqual({ status: 'applied', events: 0 })
})

test('what others use more or less of than before is no part of the saving', async () => {
  await bill(
    ...COVERED,
    { resource: 'busy', days: [-40, 0], cost: 100 },
    { resource: 'busy', days: [1, 28], cost: 72, onDemand: 100, plan: 'Used' },
    { resource: 'busy', days: [1, 28], cost: 400 },
  )
  expect(await realised()).toMatchObject({ state: 'verified', monthly: about(3000) })
})

test('a plan that ends in between is looked at no further than what the resource itself cost', async () => {
  await bill(...COVERED, { resource: 'plan', days: [1, 9], cost: 72, onDemand: 0, plan: 'Unused' })
  expect(await realised()).toMatchObject({ state: 'verified', monthly: about(2160) })
})

test('a smaller machine that runs twice the hours saved half of each of them', async () => {
  await bill(
    { resource: 'vm', days: [-40, 0], cost: 50, hours: 12 },
    { resource: 'vm', days: [1, 28], cost: 50, hours: 24 },
  )
  const change = { rule: 'RS-01', resources: ['vm'], claimed: 1500 }
  expect(await realised(change)).toMatchObject({ state: 'verified', monthly: about(1500) })
})

test('fewer hours are the saving where the measure is to switch off', async () => {
  await bill(
    { resource: 'vm', days: [-40, 0], cost: 48, hours: 24 },
    { resource: 'vm', days: [1, 28], cost: 24, hours: 12 },
  )
  expect(await realised({ rule: 'SCH-01', resources: ['vm'] })).toMatchObject({ monthly: about(720) })
})

test('what was to be smaller and is gone has been replaced: it saves no more than was claimed', async () => {
  await bill({ resource: 'vm', days: [-40, 0], cost: 100 })
  const change = { rule: 'RS-01', resources: ['vm'], claimed: 900 }
  expect(await realised(change)).toMatchObject({ state: 'verified', monthly: about(900) })
})

test('a saving within the ups and downs of the bill is not significant', async () => {
  await bill(
    { resource: 'vm', days: [-40, 0], cost: 100, swing: 60 },
    { resource: 'vm', days: [1, 28], cost: 95, swing: 60 },
  )
  const found = await realised({ rule: 'SCH-01', resources: ['vm'] })
  expect(found?.state).toBe('not_significant')
  expect(found?.monthly?.expected).toBeCloseTo(150, 0)
  expect(found?.monthly?.low).toBeLessThan(0)
})

test('what costs as before was taken back', async () => {
  await bill({ resource: 'idle', days: [-40, 28], cost: 100 })
  expect(await realised()).toMatchObject({ state: 'reverted', monthly: about(0) })
})

test('a verified saving that is gone again in the last week is verified no more', async () => {
  await bill({ resource: 'idle', days: [-40, 0], cost: 100 }, { resource: 'idle', days: [35, 50], cost: 100 })
  expect(await realised()).toMatchObject({ state: 'verified' })
  await look(connection, '2026-08-14')
  expect(await statusOf(connection)).toEqual({ status: 'applied', events: 2 })
})

test.each([
  ['13 settled days after', { through: '2026-07-13' }, /13 of 14/],
  ['a bill that begins 5 days before', { first: '2026-06-25' }, /5 days before/],
] as const)('%s are too few to tell', async (_, change, why) => {
  await bill({ resource: 'idle', days: [-40, 0], cost: 100 })
  const found = await realised(change)
  expect(found).toMatchObject({ state: 'verifying', monthly: null })
  expect(found?.why).toMatch(why)
})

test('what went though nobody had accepted it is resolved without us', async () => {
  await bill({ resource: 'idle', days: [-40, 0], cost: 100 })
  expect(await realised({ status: 'expired' })).toMatchObject({
    state: 'resolved_without_us',
    monthly: about(3000),
  })
  expect(await statusOf(connection)).toEqual({ status: 'expired', events: 0 })
})

test('what expired and costs as before is no saving of anybody', async () => {
  await bill({ resource: 'idle', days: [-40, 28], cost: 100 })
  expect(await realised({ status: 'expired' })).toBeNull()
})

test('a year later it is the baseline', async () => {
  await bill({ resource: 'idle', days: [-40, 0], cost: 100 })
  expect(await realised({ through: '2027-06-30' })).toMatchObject({ state: 'verified' })
  await look(connection, '2027-07-01')
  const reader = await connection.runAndReadAll(
    `select realised ->> 'state' as state, status from recommendation`,
  )
  expect(reader.getRowObjectsJson()).toEqual([{ state: 'baseline', status: 'verified' }])
})

test('it counts from the last day on which the resource cost anything, not from the day it was noticed', async () => {
  await bill({ resource: 'idle', days: [-40, -6], cost: 100 })
  expect(await realised()).toMatchObject({ state: 'verified', monthly: about(3000) })
})

test('the bill of another payer is not looked at', async () => {
  await bill(
    { resource: 'idle', days: [-40, 0], cost: 100 },
    { resource: 'idle', days: [1, 28], cost: 100, account: 'other' },
  )
  expect(await realised()).toMatchObject({ monthly: about(3000) })
})
