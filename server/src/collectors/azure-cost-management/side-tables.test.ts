import { expect, test } from 'vitest'
import { company, SEARCH } from '../../../../test/clouds/azure/sample-company.ts'
import { startFakeAzure } from '../../../../test/clouds/azure/server.ts'
import { testRun } from '../test-context.ts'
import { collectOnce, connectionFiles, OCTOBER } from './collect-once.ts'
import { azureCostManagement } from './index.ts'

const TODAY = { key: 'now', since: '2026-11-23', until: '2026-11-24' }
const fields = { provider: 'azure', billing_account_id: '8611537' }

test('costs by region and by resource group, actual beside amortized', async () => {
  const { rows } = await collectOnce({ part: 'groupings' })

  expect(rows).toContainEqual({
    ...fields,
    day: '2026-10-01',
    dimension_1: 'service',
    value_1: 'Storage',
    dimension_2: 'region',
    value_2: 'westeurope',
    currency: 'EUR',
    billed: '3.1',
    effective: '3.1',
  })
  expect(rows).toContainEqual({
    ...fields,
    day: '2026-10-01',
    dimension_1: 'resourceGroup',
    value_1: 'rg-search',
    dimension_2: 'service',
    value_2: 'Virtual Machines',
    currency: 'EUR',
    billed: '252.3456789012345',
    effective: '20.3456789012345',
  })
})

test.each(['no-content', 'empty-object'] as const)(
  'a page that comes with %s is no end of the list',
  async (fault) => {
    const { error, rows } = await collectOnce({
      part: 'groupings',
      fake: { pageSize: 1 },
      faults: { query: [null, fault] },
    })

    expect(error).toMatchObject({ kind: 'stale_pages' })
    expect(rows).toEqual([])
  },
)

test('no costs by one grouping and costs by another is no answer', async () => {
  const { error } = await collectOnce({ part: 'groupings', faults: { query: [null, 'no-content'] } })

  expect(error).toMatchObject({ kind: 'stale_pages', message: expect.stringMatching(/AmortizedCost/) })
})

test('costs by tag, with those that lack it', async () => {
  const { rows, requests } = await collectOnce({
    part: 'groupings',
    settings: { scope: `subscriptions/${SEARCH}`, tags: ['team'] },
  })
  const tagged = rows.filter((row) => row['dimension_1'] === 'tag:team')

  expect(tagged.map((row) => [row['day'], row['value_1'], row['value_2'], row['billed']]).toSorted()).toEqual(
    [
      ['2026-10-01', null, 'Storage', '3.1'],
      ['2026-10-01', null, 'Virtual Machines', '240'],
      ['2026-10-01', 'ranking', 'Virtual Machines', '12.3456789012345'],
      ['2026-10-02', null, 'Virtual Machines', '-0.0000001'],
    ],
  )
  expect(requests).toHaveLength(6)
})

test('regions and resource groups in other spellings are one', async () => {
  const costs = company.costs.map((cost, index) => ({
    ...cost,
    region: index % 2 === 0 ? 'EastUS' : 'US East',
    resourceGroup: index % 2 === 0 ? 'RG-Search' : 'rg-search',
  }))
  const { rows } = await collectOnce({ part: 'groupings', fake: { company: { ...company, costs } } })
  const values = (dimension: string, value: string) =>
    new Set(rows.filter((row) => row[dimension]?.toString().startsWith('re')).map((row) => row[value]))

  expect(values('dimension_2', 'value_2')).toEqual(new Set(['eastus']))
  expect(values('dimension_1', 'value_1')).toEqual(new Set(['rg-search']))
})

test('keeps what Azure makes of the costs in US dollars', async () => {
  const { rows } = await collectOnce()

  expect(rows.find((row) => row['service'] === 'SQL Database')).toMatchObject({
    actual_cost: '5',
    actual_cost_usd: '7.5',
  })
})

const forecast = [
  { day: '2026-11-23', cost: '41.25', currency: 'EUR' },
  { day: '2026-12-31', cost: '43.5', currency: 'EUR' },
  { day: '2027-01-01', cost: '1', currency: 'EUR' },
]

test('a forecast reaches to the end of the next month, billed and effective', async () => {
  const { rows, requests } = await collectOnce({
    part: 'forecast',
    window: TODAY,
    fake: { company: { ...company, forecast } },
  })

  expect(rows).toEqual(
    ['billed', 'effective'].flatMap((metric) => [
      {
        ...fields,
        metric,
        start: '2026-11-23',
        end: '2026-11-24',
        currency: 'EUR',
        mean: '41.25',
        as_of: '2026-11-23',
      },
      {
        ...fields,
        metric,
        start: '2026-12-31',
        end: '2027-01-01',
        currency: 'EUR',
        mean: '43.5',
        as_of: '2026-11-23',
      },
    ]),
  )
  expect(JSON.parse(requests[0]?.body ?? '').timePeriod).toEqual({
    from: '2026-11-23T00:00:00.000Z',
    to: '2026-12-31T23:59:59.000Z',
  })
})

test.each(['forecast-past', 'failed-dependency'] as const)(
  'no forecast for want of history: %s',
  async (fault) => {
    const { error, rows } = await collectOnce({
      part: 'forecast',
      window: TODAY,
      faults: { forecast: [fault] },
    })

    expect(error).toMatchObject({ kind: 'no_data' })
    expect(rows).toEqual([])
  },
)

test('the probe asks for one day and tells the time of Azure', async () => {
  const fake = await startFakeAzure({ company })
  const run = testRun(OCTOBER, { now: '2026-10-02T12:00:00Z' })
  const config = azureCostManagement.config.parse({
    scope: `subscriptions/${SEARCH}`,
    ...connectionFiles(fake, run.calls.folder),
  })

  const answer = await azureCostManagement.probes[0]?.check(config, run.calls)

  expect(answer).toEqual({ serverTime: expect.any(Date), note: 'costs are there' })
  expect(fake.requests).toHaveLength(1)
  expect(JSON.parse(fake.requests[0]?.body ?? '').timePeriod.from).toBe('2026-10-01T00:00:00.000Z')
  run.remove()
  await fake.close()
})

test.each<[string, object]>([
  ['a scope that is none', { scope: 'subscriptions' }],
  ['plain http', { scope: `subscriptions/${SEARCH}`, endpoint: 'http://127.0.0.1:1' }],
  ['an unknown setting', { scope: `subscriptions/${SEARCH}`, subscription: 'x' }],
])('refuses the settings: %s', (_case, settings) => {
  expect(azureCostManagement.config.safeParse(settings).success).toBe(false)
})
