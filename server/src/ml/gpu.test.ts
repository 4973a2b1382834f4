import { addAmounts } from '@outlay/shared/money'
import { describe, expect, test } from 'vitest'
import type { Fact } from '../queries/fact-builder.ts'
import { answerMlGpu } from './gpu.ts'
import { askOf, hourly, type TestBill } from './test-ask.ts'
import { answerMlUtilisation } from './utilisation.ts'

const DAY = '2026-11-20'
const p4d: Fact = {
  day: DAY,
  service: 'Amazon Elastic Compute Cloud',
  service_category: 'Compute',
  usage_type: 'BoxUsage:p4d.24xlarge',
  consumed_unit: 'Hours',
  consumed_quantity: '24',
  resource: 'i-1',
  billed: '100.01',
}
const google: Fact = {
  ...p4d,
  provider: 'gcp',
  service: 'Compute Engine',
  usage_type: 'Nvidia Tesla A100 GPU running in Americas',
  consumed_unit: 'hour',
  resource: 'g-1',
}

async function gpu(bill: TestBill, query = '') {
  const { ask, lake, close } = await askOf(bill)
  const answer = await answerMlGpu(ask, new URLSearchParams(query), lake)
  close()
  return answer
}

const hours = (...parts: readonly (readonly [count: number, value: number])[]) =>
  parts.flatMap(([count, value]) => Array.from({ length: count }, () => value))

describe('the split of GPU spend', () => {
  test.each<readonly [string, readonly number[], object]>([
    ['idle under 5 %', hours([24, 4.9]), { idle: '100.01' }],
    ['partly used from 5 %', hours([24, 5]), { partly: '100.01' }],
    ['busy from 70 %', hours([24, 70]), { busy: '100.01' }],
    [
      'a quarter each, the last without a sample',
      hours([6, 0], [6, 50], [6, 90]),
      { idle: '25.0025', partly: '25.0025', busy: '25.0025', noMetric: '25.0025' },
    ],
    [
      'thirds, which no decimal holds',
      hours([8, 0], [8, 50], [8, 90]),
      { idle: '33.33666667', partly: '33.33666666', busy: '33.33666667' },
    ],
    ['no metric is never idle', [], { noMetric: '100.01' }],
  ])('%s', async (_, values, expected) => {
    const { totals } = await gpu({ facts: [p4d], samples: hourly('i-1', DAY, values) })
    expect(totals.split).toEqual({
      unused: '0',
      idle: '0',
      partly: '0',
      busy: '0',
      noMetric: '0',
      fees: '0',
      ...expected,
    })
    expect(addAmounts(Object.values(totals.split))).toBe('100.01')
  })

  test('an unused reservation and a fee stand apart, and a sample a day stands for its day', async () => {
    const { totals } = await gpu({
      facts: [
        p4d,
        {
          ...p4d,
          usage_type: 'HeavyUsage:p4d.24xlarge',
          resource: 'ri-1',
          commitment_status: 'Unused',
          consumed_quantity: null,
          billed: '7',
        },
        {
          ...p4d,
          usage_type: 'HeavyUsage:p4d.24xlarge',
          resource: 'ri-1',
          charge_category: 'Purchase',
          consumed_quantity: null,
          billed: '3',
        },
      ],
      samples: hourly('i-1', DAY, [2]),
    })
    expect(totals.split).toEqual({
      unused: '7',
      idle: '100.01',
      partly: '0',
      busy: '0',
      noMetric: '0',
      fees: '3',
    })
    expect(totals).toMatchObject({ cost: '110.01', hours: 192, costPerHour: 107.01 / 192 })
  })

  test('replicas that run side by side share the hours of the clock', async () => {
    const { totals } = await gpu({
      facts: [{ ...p4d, consumed_quantity: '72' }],
      samples: hourly('i-1', DAY, hours([12, 0], [12, 90])),
    })
    expect(totals.split).toMatchObject({ idle: '50.005', busy: '50.005', noMetric: '0' })
  })
})

describe('GPU hours', () => {
  test('are instance hours × GPUs on AWS and accelerator hours on Google, whose cores and memory count in the cost', async () => {
    const { models } = await gpu({
      facts: [
        p4d,
        { ...google, consumed_quantity: '48', billed: '60' },
        {
          ...google,
          usage_type: 'A2 Instance Core running in Americas',
          consumed_quantity: '576',
          billed: '30',
        },
        {
          ...google,
          usage_type: 'A2 Instance Ram running in Americas',
          consumed_unit: 'gibibyte hour',
          billed: '6',
        },
        { ...google, usage_type: 'Network Internet Egress', consumed_unit: 'gibibyte', billed: '50' },
      ],
    })
    expect(
      models.map(({ provider, model, hours: each, cost, costPerHour }) => [
        provider,
        model,
        each,
        cost,
        costPerHour,
      ]),
    ).toEqual([
      ['aws', 'A100-40GB', 192, '100.01', 100.01 / 192],
      ['gcp', 'A100-40GB', 48, '96', 2],
    ])
  })

  test('seconds are hours too, Azure machines have the GPUs of their size', async () => {
    const azure = {
      ...p4d,
      provider: 'azure',
      service: 'Virtual Machines',
      usage_type: 'NC24ads A100 v4',
      resource: '/subscriptions/1/providers/microsoft.compute/virtualmachines/a',
    }
    const { totals } = await gpu({
      facts: [azure, { ...google, consumed_unit: 'seconds', consumed_quantity: '7200' }],
    })
    expect(totals.hours).toBe(26)
  })

  test('a useful hour costs the measured cost ÷ (hours × utilisation); spot is a share of what was used', async () => {
    const { totals } = await gpu({
      facts: [
        p4d,
        {
          ...p4d,
          resource: 'i-2',
          usage_type: 'SpotUsage:p4d.24xlarge',
          pricing_category: 'Dynamic',
          billed: '50',
        },
      ],
      samples: hourly('i-1', DAY, hours([24, 25])),
    })
    expect(totals.usefulHours).toBeCloseTo(48)
    expect(totals.costPerUsefulHour).toBeCloseTo(100.01 / 48)
    expect(totals.spotShare).toBeCloseTo(50 / 150.01)
  })

  test('without any metric a useful hour has no cost', async () => {
    const { totals, idleNow } = await gpu({ facts: [p4d] })
    expect([totals.costPerUsefulHour, totals.measuredHours, idleNow.asOf]).toEqual([null, 0, null])
  })

  test('corrections move the cost and no hours', async () => {
    const { totals } = await gpu({
      facts: [p4d, { ...p4d, charge_class: 'Correction', consumed_quantity: '-24', billed: '-50' }],
    })
    expect([totals.hours, totals.cost]).toEqual([192, '50.01'])
  })
})

describe('machines', () => {
  const bill = {
    facts: [
      p4d,
      { ...p4d, resource: 'i-2' },
      { ...p4d, resource: 'i-3' },
      { ...p4d, resource: 'i-4', day: '2026-11-18' },
    ],
    samples: [
      ...hourly('i-1', DAY, hours([12, 90], [12, 1])),
      ...hourly('i-2', DAY, hours([23, 1], [1, 40])),
      ...hourly('i-4', '2026-11-18', hours([24, 0])),
    ],
  }

  test('idle now are those whose last six hours were idle, at the end of the data; the others are not', async () => {
    const { machines, idleNow } = await gpu(bill)
    expect(machines.map(({ resource, idleNow: now }) => [resource, now])).toEqual([
      ['i-1', true],
      ['i-4', false],
      ['i-2', false],
      ['i-3', false],
    ])
    expect(idleNow).toEqual({ machines: 1, costPerDay: 100.01, asOf: '2026-11-20 23:00:00' })
  })

  test('the hours of the day that a machine works; unmeasured ones are counted', async () => {
    const { ask, lake, close } = await askOf(bill)
    const { machines, unmeasured } = await answerMlUtilisation(ask, new URLSearchParams(), lake)
    close()
    expect(machines.map(({ resource, hours: own }) => [resource, own[0], own[23]])).toEqual([
      ['i-1', 90, 1],
      ['i-2', 1, 40],
      ['i-4', 0, 0],
    ])
    expect(unmeasured).toBe(1)
  })

  test('a filter leaves a machine what it is', async () => {
    const facts = [
      google,
      {
        ...google,
        usage_type: 'A2 Instance Core running in Americas',
        consumed_quantity: '288',
        billed: '30',
      },
    ]
    const { totals } = await gpu({ facts }, 'filter=usageType:contains:Core')
    expect([totals.cost, totals.hours]).toEqual(['30', 0])
  })
})

test('the SQL behind the machines can be run by hand and gives the same costs', async () => {
  const { ask, lake, close } = await askOf({ facts: [p4d, google], samples: hourly('i-1', DAY, [1, 2]) })
  const { machines, meta } = await answerMlGpu(ask, new URLSearchParams('explain=1'), lake)
  const reader = await ask.connection.runAndReadAll(meta.sql ?? '', meta.params ?? {})
  const costs = reader.getRowObjectsJson().map(({ resource, cost }) => [resource, Number(cost)])
  close()
  expect(costs).toEqual(machines.map(({ resource, cost }) => [resource, Number(cost)]))
  expect(costs).toHaveLength(2)
})
