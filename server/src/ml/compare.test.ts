import { expect, test } from 'vitest'
import type { Fact } from '../queries/fact-builder.ts'
import { answerMlCompare } from './compare.ts'
import { managedRows } from './managed.ts'
import { makeOf, priceOptions } from './price-options.ts'
import { askOf } from './test-ask.ts'

const p4d: Fact = {
  day: '2026-11-20',
  service: 'Amazon Elastic Compute Cloud',
  service_category: 'Compute',
  usage_type: 'BoxUsage:p4d.24xlarge',
  region: 'us-east-1',
  consumed_unit: 'Hours',
  consumed_quantity: '10',
  resource: 'i-1',
  billed: '200',
}
const data: Fact = {
  ...p4d,
  service: 'Amazon Simple Storage Service',
  service_category: 'Storage',
  usage_type: 'TimedStorage-ByteHrs',
  consumed_unit: 'GB-Mo',
  consumed_quantity: '100',
  resource: 'datasets',
  billed: '2',
}

async function compare(facts: readonly Fact[], query = '') {
  const { ask, lake, close } = await askOf({ facts })
  const answer = await answerMlCompare(ask, new URLSearchParams(query), lake)
  close()
  return answer
}

test('the same hours in other places, as ranges with their day, and the data of this region to move', async () => {
  const { comparisons, dataFrom } = await compare([
    p4d,
    data,
    { ...data, region: 'eu-west-1', resource: 'datasets-eu' },
  ])
  const [own] = comparisons
  expect(own).toMatchObject({
    provider: 'aws',
    region: 'us-east-1',
    model: 'A100-40GB',
    hours: 80,
    costPerHour: 2.5,
  })
  // 100 GB-months on one day are those of the month, stored on that day.
  expect([dataFrom, own?.dataGb]).toEqual(['measured', Math.round(100 * (365.25 / 12))])
  const here = own?.options.find(
    ({ provider, region, model }) => provider === 'aws' && region === 'us-east-1' && model === 'A100-40GB',
  )
  const there = own?.options.find(({ provider }) => provider === 'gcp')
  expect(here?.egress).toBe(0)
  expect(there?.egress).toBeCloseTo((own?.dataGb ?? 0) * 0.09)
  for (const { onDemand, spot, asOf } of own?.options ?? []) {
    expect(onDemand.low).toBeLessThanOrEqual(onDemand.high)
    expect(spot === null || spot.high <= onDemand.high).toBe(true)
    expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/)
  }
})

test('data may be given', async () => {
  const { comparisons, dataFrom } = await compare([p4d], 'dataGb=1000')
  expect([dataFrom, comparisons[0]?.dataGb]).toEqual(['given', 1000])
})

test('prices are in dollars: other currencies are refused with a reason', async () => {
  const { comparisons, managed, refused } = await compare([{ ...p4d, currency: 'EUR' }])
  expect([comparisons, managed]).toEqual([[], []])
  expect(refused).toContain('EUR')
})

test('what cannot be compared is named: memory, interconnect, the machine around the GPU', () => {
  const options = priceOptions({ provider: 'aws', region: 'us-east-1', model: 'A100-40GB' }, 0, '2026-11-23')
  const azure80 = options.find(({ provider, model }) => provider === 'azure' && model === 'A100-80GB')
  expect(azure80?.notComparable.join()).toMatch(/memory: A100-80GB/)
  expect(azure80?.notComparable.join()).toMatch(/cores and memory/)
  expect(options.every(({ model }) => makeOf(model) === 'A100')).toBe(true)
  expect(priceOptions({ provider: 'gcp', region: 'us-central1', model: 'TPU-v5e' }, 0, '2026-11-23')).toEqual(
    [],
  )
})

test('old prices are called old', () => {
  const place = { provider: 'aws', region: 'us-east-1', model: 'T4' }
  const fresh = priceOptions(place, 0, '2026-08-01').find(
    ({ provider, region }) => provider === 'aws' && region === 'us-east-1',
  )
  expect(fresh?.stale).toBe(false)
  expect(priceOptions(place, 0, '2028-08-01').every(({ stale }) => stale)).toBe(true)
})

test('managed beside plain: the premium and the difference; what the catalogue does not price is left out', () => {
  const row = { provider: 'aws', region: 'us-east-1', hours: 100, cost: '709' }
  const [own, ...others] = managedRows([
    { ...row, machineType: 'g5.12xlarge' },
    { ...row, machineType: 'x9.unknown' },
  ])
  expect(others).toEqual([])
  expect(own).toMatchObject({
    plainType: 'g5.12xlarge',
    plainPerHour: 5.672,
    managedPerHour: 7.09,
    priceRegion: 'us-east-1',
  })
  expect(own?.premium).toBeCloseTo(0.25)
  expect(own?.difference).toBeCloseTo(141.8)
})

test('a region that the catalogue lacks takes the price of the first region of its cloud', () => {
  const [own] = managedRows([
    { provider: 'aws', region: 'ap-south-1', machineType: 'g5.12xlarge', hours: 1, cost: '7' },
  ])
  expect(own?.priceRegion).toBe('us-east-1')
})
