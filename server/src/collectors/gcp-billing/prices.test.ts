import { expect, test } from 'vitest'
import { collect, sku } from './test-kit.ts'

test('list prices to the last digit, a row a region and tier', async () => {
  const { rows, error } = await collect('prices')

  expect(error).toBeNull()
  expect(
    rows.map(({ sku_id, region, model, tier_start, price }) => [sku_id, region, model, tier_start, price]),
  ).toEqual([
    ['CORE-1', 'us-central1', 'on_demand', '0', '0.031611'],
    ['CORE-1', 'us-east1', 'on_demand', '0', '0.031611'],
    ['CORE-2', 'us-central1', 'spot', '0', '0.006543'],
    ['CORE-3', 'us-central1', 'commitment_3y', '0', '2.000000001'],
    ['EGRESS', 'global', 'on_demand', '1024', '0.12'],
  ])
  expect(rows[0]).toEqual({
    provider: 'gcp',
    sku_id: 'CORE-1',
    service: 'Compute Engine',
    description: 'the CORE-1',
    region: 'us-central1',
    resource_type: 'CPU',
    model: 'on_demand',
    unit: 'h',
    tier_start: '0',
    currency: 'EUR',
    price: '0.031611',
    as_of: '2026-11-01',
    attributes: { unit_description: 'hour', resource_family: 'Compute', usage_type: 'OnDemand' },
  })
})

test('prices are asked in the currency of the settings, page by page', async () => {
  const { fake, rows } = await collect('prices', { world: { pageSize: 1 } })
  const asked = fake.calls.filter(({ operation }) => operation === 'catalog.listSkus')

  expect(rows).toHaveLength(5)
  expect(asked.map(({ query }) => [query['currencyCode'], query['pageToken']])).toEqual([
    ['EUR', undefined],
    ['EUR', 'page-1'],
    ['EUR', 'page-2'],
    ['EUR', undefined],
  ])
})

test('a service that the catalog does not know is a bad request', async () => {
  const { error } = await collect('prices', { settings: { priceServices: ['Compute'] } })

  expect(error).toMatchObject({ kind: 'bad_request', message: expect.stringContaining('"Compute"') })
})

test("an answer that Google's client cannot decode is a bad one", async () => {
  const broken = {
    id: '6F81-5844-456A',
    displayName: 'Compute Engine',
    skus: [sku('CORE-1', 'OnDemand', [{ units: '', nanos: 1 }])],
  }
  const { error } = await collect('prices', {
    world: { services: [broken] },
    settings: { priceServices: ['Compute Engine'] },
  })

  expect(error).toMatchObject({ kind: 'bad_answer' })
})

test('prices that come twice are read again', async () => {
  const { error } = await collect('prices', { faults: ['repeated-rows'], operation: 'catalog.listSkus' })

  expect(error).toMatchObject({ kind: 'stale_pages' })
})
