import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestFolder, testFolder } from '../ingest/apply/harness.ts'
import { rules } from '../rules/registry.ts'
import { type Backtest, backtest } from './backtest.ts'

let folder: TestFolder
beforeEach(async () => {
  folder = await testFolder()
})
afterEach(() => folder.remove())

const HEADER =
  'BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeFrequency,PricingCategory,ProviderName,ServiceName,ServiceCategory,SubAccountId,RegionId,ResourceId,x_UsageType,ConsumedQuantity,ConsumedUnit,BilledCost,EffectiveCost,ContractedCost,ListCost'
const IDLE = 'PublicIPv4:IdleAddress'
const IN_USE = 'PublicIPv4:InUseAddress'

type Address = readonly [id: string, usageType: string, days: number, cost?: string]

/** A month of addresses that bill 0.5 a day each, or what they say, on `days` days from its first. */
function bill(month: number, addresses: readonly Address[]) {
  const at = (day: number, of = month) => new Date(Date.UTC(2026, of - 1, day)).toISOString()
  const lines = addresses.flatMap(([id, usageType, days, cost = '0.5']) =>
    Array.from({ length: days }, (_, index) =>
      [
        ...['payer', 'USD', at(1), at(1, month + 1), at(index + 1), at(index + 2)],
        ...['Usage', 'Usage-Based', 'Standard', 'AWS', 'Amazon Virtual Private Cloud', 'Networking'],
        ...['account-1', 'us-east-1', id, usageType, '24', 'Hours', cost, cost, cost, cost],
      ].join(','),
    ),
  )
  return [HEADER, ...lines].join('\n')
}

const deliver = (name: string, text: string, on: string) =>
  folder.importFiles({ [name]: text }, { clock: () => new Date(on), replace: true })
const run = (months = 5) =>
  backtest(folder.db, {
    clock: () => new Date('2026-08-05T12:00:00Z'),
    months,
    rules: rules.filter(({ id }) => id === 'IDLE-01'),
    onProgress: () => {},
  })
const labels = ({ months }: Backtest) =>
  months.flatMap(({ day, labelled }) =>
    labelled
      .map(({ claim, outcome, claimed, realised }) => [
        day,
        claim.rule,
        claim.resources[0],
        outcome,
        Math.round(claimed * 100) / 100,
        Math.round(realised * 100) / 100,
      ])
      .toSorted((a, b) => String(a[2]).localeCompare(String(b[2]))),
  )

test('idle addresses of June that July still bills hold, the released was removed, the used was no waste, the cheaper saves less', async () => {
  await deliver(
    'june.csv',
    bill(6, [
      ['kept', IDLE, 30],
      ['released', IDLE, 30],
      ['used', IDLE, 30],
      ['cheaper', IDLE, 30],
    ]),
    '2026-07-02T00:00:00Z',
  )
  await deliver(
    'july.csv',
    bill(7, [
      ['kept', IDLE, 31],
      ['released', IDLE, 4],
      ['used', IN_USE, 31],
      ['cheaper', IDLE, 31, '0.2'],
    ]),
    '2026-08-02T00:00:00Z',
  )

  const found = await run()

  expect(labels(found)).toEqual([
    ['2026-06-30', 'IDLE-01', 'cheaper', 'held', 15, 6],
    ['2026-06-30', 'IDLE-01', 'kept', 'held', 15, 15],
    ['2026-06-30', 'IDLE-01', 'released', 'removed', 15, 15],
    ['2026-06-30', 'IDLE-01', 'used', 'refuted', 15, 0],
  ])
  expect(found.months).toMatchObject([
    { until: '2026-07-31', metricDays: 0, hindsight: { units: 1, older: 0, later: 0 } },
  ])
  expect(found.errors).toEqual([])
})

test('a bill that was delivered anew later is read as it was known then', async () => {
  await deliver('june.csv', bill(6, [['first', IDLE, 30]]), '2026-07-02T00:00:00Z')
  await deliver(
    'july.csv',
    bill(7, [
      ['first', IDLE, 31],
      ['second', IDLE, 31],
    ]),
    '2026-08-02T00:00:00Z',
  )
  await deliver(
    'june-again.csv',
    bill(6, [
      ['first', IDLE, 30],
      ['second', IDLE, 30],
    ]),
    '2026-08-03T00:00:00Z',
  )

  const found = await run()

  expect(labels(found)).toEqual([['2026-06-30', 'IDLE-01', 'first', 'held', 15, 15]])
  expect(found.months[0]?.hindsight).toEqual({ units: 1, older: 1, later: 0 })
})

test('what came weeks later is read as it is now, and counted', async () => {
  await deliver('june.csv', bill(6, [['only', IDLE, 30]]), '2026-08-01T00:00:00Z')
  await deliver('july.csv', bill(7, [['only', IDLE, 31]]), '2026-08-02T00:00:00Z')
  const found = await run()
  expect(labels(found)).toHaveLength(1)
  expect(found.months[0]?.hindsight).toEqual({ units: 1, older: 0, later: 1 })
})
