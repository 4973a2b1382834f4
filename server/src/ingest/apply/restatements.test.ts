import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestFolder, testFolder } from './harness.ts'
import type { Line } from './staged-builder.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const line = (day: number, BilledCost: string, ServiceName = 'Amazon EC2'): Line => ({
  ChargePeriodStart: `2026-08-0${day}`,
  BilledCost,
  ServiceName,
})
const moved = () =>
  folder.select(`
    select day, service, billed_before::double, billed_after::double, phase
    from restatement order by all`)
const deliver = (lines: Line[], now = '2026-08-08T00:00:00Z', provider = 'aws') =>
  folder.deliver({ units: [{ lines, provider, period: '2026-08' }] }, { clock: () => new Date(now) })

test('only what moved is noted, by day and service', async () => {
  await deliver([line(1, '10'), line(1, '5', 'Amazon S3'), line(2, '7')])
  await deliver([line(1, '10'), line(1, '6', 'Amazon S3'), line(2, '7'), line(3, '1', 'Tax')])

  expect(await moved()).toEqual([
    ['2026-08-01', 'Amazon S3', 5, 6, 'restatement'],
    ['2026-08-03', 'Tax', 0, 1, 'restatement'],
  ])
})

test('a first delivery restates nothing', async () => {
  await deliver([line(1, '10')])

  expect(await moved()).toEqual([])
})

test.each([
  { provider: 'aws', now: '2026-08-03T23:59:59Z', phase: 'arrival' },
  { provider: 'aws', now: '2026-08-04T00:00:00Z', phase: 'restatement' },
  { provider: 'azure', now: '2026-08-04T23:59:59Z', phase: 'arrival' },
  { provider: 'gcp', now: '2026-08-05T00:00:00Z', phase: 'restatement' },
])('what moves at $now of 1 August is $phase for $provider', async ({ provider, now, phase }) => {
  await deliver([line(1, '10')], now, provider)
  await deliver([line(1, '11')], now, provider)

  expect((await moved()).map((row) => row.at(-1))).toEqual([phase])
})

test('an amount that goes and comes in another service is two movements', async () => {
  await deliver([line(1, '10'), line(2, '90')])
  await deliver([line(1, '10', 'Amazon S3'), line(2, '90')])

  expect(await moved()).toEqual([
    ['2026-08-01', 'Amazon EC2', 10, 0, 'restatement'],
    ['2026-08-01', 'Amazon S3', 0, 10, 'restatement'],
  ])
})

test('a day that changes its source is no restatement', async () => {
  const coarse = { source: 'ce', grain: 'usage_type', period: '2026-08' }
  await folder.deliver({ units: [{ ...coarse, lines: [line(1, '10'), line(2, '10')] }] })
  await folder.deliver({ units: [{ source: 'cur', period: '2026-08', lines: [line(1, '10', 'AmazonEC2')] }] })
  await folder.deliver({ units: [{ ...coarse, lines: [line(1, '10'), line(2, '12')] }] })

  expect(await moved()).toEqual([['2026-08-02', 'Amazon EC2', 10, 12, 'restatement']])
})
