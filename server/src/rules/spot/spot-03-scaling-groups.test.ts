import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { scalingGroups } from './spot-03-scaling-groups.ts'
import { awsMachine, azureMachine, BY_DAY, byHand, somePrices } from './spot-test-bill.ts'

function member(index: number, env: string, more: Partial<TestLine> = {}): TestLine {
  return awsMachine(`i-${index}`, {
    name: `web-${index}`,
    tags: { 'aws:autoscaling:groupName': 'web', env },
    ...more,
  })
}

const SPOT: Partial<TestLine> = { pricing: 'Dynamic', usageType: 'SpotUsage:m5.xlarge', cost: '1.8432' }

test('what a group of tests runs by day on demand may move, with a reason for each number', async () => {
  const lines = [1, 2, 3].map((index) => member(index, 'test', BY_DAY))
  const { findings } = await judge(scalingGroups, { lines, prepare: somePrices })

  const { candidate, verdict } = findings[0] ?? expect.fail('no finding')
  expect(candidate.resource_ids).toEqual(['i-1', 'i-2', 'i-3'])
  expect(verdict.grade).toBe('S')
  expect(verdict.savings.low).toBeCloseTo(byHand(172.8, 0.7, 0.08, 0.46, 0.08), 6)
  expect(verdict.savings.expected).toBeCloseTo(byHand(172.8, 0.9, 0.02, 0.4, 0.03), 6)
  expect(verdict.savings.high).toBeCloseTo(byHand(172.8, 1, 0, 0.34, 0.01), 6)
  expect(verdict.factors.every(({ source }) => source.length > 0)).toBe(true)
  expect(verdict.remediation.cli).toContain('--auto-scaling-group-name web')
})

test('machines of production beside others on spot move at the price that those pay', async () => {
  const lines = [member(1, 'prod'), member(2, 'prod'), member(3, 'prod', SPOT)]
  const { findings } = await judge(scalingGroups, { lines, prepare: somePrices })

  expect(findings[0]?.candidate.resource_ids).toEqual(['i-1', 'i-2'])
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(byHand(276.48, 0.97, 0.02, 0.4, 0.03), 6)
  expect(findings[0]?.verdict.probability).toBeCloseTo(0.5, 6)
})

test('training on accelerators is reckoned with checkpoints, as a gang', async () => {
  const tags = { 'aws:autoscaling:groupName': 'rl-train', env: 'dev' }
  const lines = [1, 2, 3, 4].map((index) =>
    awsMachine(`i-${index}`, {
      name: `rl-${index}`,
      usageType: 'BoxUsage:g5.12xlarge',
      cost: '136.128',
      tags,
    }),
  )
  const { findings } = await judge(scalingGroups, { lines, prepare: somePrices })

  const rate = (4 * -Math.log(0.6)) / 730
  expect(findings[0]?.verdict.facts['interruptions_a_month']).toBeCloseTo(rate * 730, 2)
  expect(findings[0]?.verdict.facts['checkpoint_hours']).toBeCloseTo(Math.sqrt((2 * 5) / 60 / rate), 2)
  expect(findings[0]?.verdict.probability).toBeCloseTo(0.75 * (1 / (1 + Math.exp(-2))), 6)
})

test('a scale set of Azure is known by the id of its machines; what it lists is re-based to the price paid', async () => {
  const resource =
    '/subscriptions/s/resourcegroups/r/providers/microsoft.compute/virtualmachinescalesets/load/virtualmachines/load_1'
  const line = azureMachine('load_1', {
    resource,
    tags: { env: 'test' },
    ...BY_DAY,
    cost: '0.16',
    list: '0.2',
  })
  const { findings } = await judge(scalingGroups, { lines: [line], prepare: somePrices })

  const expected = byHand(48, 0.9, 0.05, 0.3 * 1.25, 0.04)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(expected, 6)
  expect(findings[0]?.verdict.factors[0]?.source).toContain('1.250')
})

test('a scale set that bills under one id is as many machines as ran', async () => {
  const resource =
    '/subscriptions/s/resourcegroups/r/providers/microsoft.compute/virtualmachinescalesets/load'
  const lines = [
    azureMachine('load', { resource, tags: { env: 'test' }, ...BY_DAY, cost: '0.8', quantity: 4 }),
  ]
  const { findings } = await judge(scalingGroups, { lines, prepare: somePrices })

  expect(findings[0]?.verdict.facts['machines']).toBe(4)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(byHand(240, 0.9, 0.05, 0.3, 0.04), 6)
})

test.each<[string, TestLine[], string]>([
  ['a steady group of production', [1, 2].map((index) => member(index, 'prod')), 'not_worth_it'],
  [
    'a group of a database',
    [1, 2].map((index) => member(index, 'test', { name: `mongo-${index}` })),
    'not_worth_it',
  ],
  ['a group of ten days', [1, 2].map((index) => member(index, 'test', { ...BY_DAY, from: 9 })), 'too_young'],
  [
    'a group under a commitment',
    [member(1, 'test', { commitmentStatus: 'Used', pricing: 'Committed' })],
    'already_covered',
  ],
])('%s is left alone with a reason', async (_, lines, reason) => {
  const { findings, silences } = await judge(scalingGroups, { lines, prepare: somePrices })

  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe(reason)
})

test('a group on spot alone is no candidate', async () => {
  const { findings, silences } = await judge(scalingGroups, {
    lines: [member(1, 'test', SPOT)],
    prepare: somePrices,
  })
  expect([...findings, ...silences]).toEqual([])
})
