import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { devMachines } from './spot-06-dev-machines.ts'
import { awsMachine, azureMachine, BY_DAY, byHand, gcpMachine, somePrices } from './spot-test-bill.ts'

const DEV = { env: 'dev' }

test.each<[string, TestLine, number, number]>([
  [
    'a machine for tests of Google Cloud',
    gcpMachine('soak-1', { tags: { env: 'test' } }),
    byHand(144, 1, 0.05, 0.6, 0.04),
    0.25,
  ],
  [
    'one whose list price is 1.25 times what is paid',
    gcpMachine('soak-1', { tags: DEV, list: '6' }),
    byHand(144, 1, 0.05, 0.75, 0.04),
    0.25,
  ],
  [
    'a machine for development of Azure',
    azureMachine('dev-1', { tags: DEV }),
    byHand(144, 1, 0.05, 0.3, 0.04),
    0.75 * 0.25,
  ],
  [
    'one of Azure on Windows, whose licence gets no discount',
    azureMachine('dev-1', { tags: DEV, description: 'D4s v5 Windows' }),
    byHand(144, 1, 0.05, 0.58, 0.04),
    0.75 * 0.25,
  ],
])('%s is a hypothesis from nothing', async (_, line, expected, probability) => {
  const { findings } = await judge(devMachines, { lines: [line], prepare: somePrices })

  expect(findings).toHaveLength(1)
  expect(findings[0]?.verdict.grade).toBe('W')
  expect(findings[0]?.verdict.savings.low).toBe(0)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(expected, 6)
  expect(findings[0]?.verdict.probability).toBeCloseTo(probability, 6)
})

test.each<[string, TestLine, string]>([
  ['a machine without a word on production', gcpMachine('box-1'), 'excluded'],
  ['one that keeps state', gcpMachine('postgres-1', { tags: DEV }), 'not_worth_it'],
  ['one of ten days', gcpMachine('soak-1', { tags: DEV, from: 9 }), 'too_young'],
  ['one that is gone', gcpMachine('soak-1', { tags: DEV, to: 6 }), 'not_worth_it'],
  [
    'one under a commitment',
    gcpMachine('soak-1', { tags: DEV, commitmentStatus: 'Used', pricing: 'Committed' }),
    'already_covered',
  ],
])('%s is left alone with a reason', async (_, line, reason) => {
  const { findings, silences } = await judge(devMachines, { lines: [line], prepare: somePrices })

  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe(reason)
})

test.each<[string, TestLine]>([
  ['production', gcpMachine('shop-1', { tags: { env: 'prod' } })],
  ['AWS, where groups and runners have rules of their own', awsMachine('i-1', { tags: DEV })],
  ['a spot machine', gcpMachine('soak-1', { tags: DEV, pricing: 'Dynamic' })],
  ['a runner', gcpMachine('ci-1', { tags: DEV, ...BY_DAY })],
])('%s is no candidate', async (_, line) => {
  const { findings, silences } = await judge(devMachines, { lines: [line], prepare: somePrices })
  expect([...findings, ...silences]).toEqual([])
})
