import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { crossRegion } from './net-03-cross-region.ts'

/** 200 GB a day at 0.02: 120 a month. */
const AWS: TestLine = {
  resource: null,
  usageType: 'USE1-EUW1-AWS-Out-Bytes',
  unit: 'GB',
  quantity: 200,
  cost: '4',
}

test.each<[string, TestLine]>([
  ['AWS', AWS],
  [
    'Azure',
    {
      resource: null,
      provider: 'azure',
      service: 'Bandwidth',
      meter: 'Inter-Region Data Transfer Out',
      unit: '1 GB',
      quantity: 200,
      cost: '4',
    },
  ],
  [
    'Azure over an ocean',
    {
      resource: null,
      provider: 'azure',
      service: 'Bandwidth',
      meter: 'Inter Continent Data Transfer Out - NAM or EU To Any',
      unit: 'GB',
      quantity: 200,
      cost: '4',
    },
  ],
  [
    'Google Cloud',
    {
      resource: null,
      provider: 'gcp',
      service: 'Compute Engine',
      description: 'Network Inter Region Data Transfer Out from Americas to EMEA',
      unit: 'gibibyte',
      quantity: 200,
      cost: '4',
    },
  ],
])('bytes to other regions of %s', async (_, line) => {
  const { findings } = await judge(crossRegion, { lines: [line] })

  expect(findings[0]?.verdict.savings).toEqual({
    low: expect.closeTo(24, 6),
    expected: expect.closeTo(72, 6),
    high: expect.closeTo(114, 6),
  })
})

test('routes of one region are one card that names them', async () => {
  const lines = [AWS, { ...AWS, usageType: 'USE1-USW2-AWS-Out-Bytes' }]
  const { findings } = await judge(crossRegion, { lines })

  expect(findings).toHaveLength(1)
  expect(findings[0]?.verdict.title).toContain('USE1-EUW1-AWS-Out-Bytes')
  expect(findings[0]?.verdict.title).toContain('USE1-USW2-AWS-Out-Bytes')
  expect(Number(findings[0]?.candidate.monthly_cost)).toBeCloseTo(240, 6)
})

test.each<[string, TestLine, string]>([
  ['cents', { ...AWS, cost: '0.04' }, 'below_materiality'],
  ['a migration of one week', { ...AWS, from: 20, to: 14, cost: '40' }, 'not_worth_it'],
  ['what began last week', { ...AWS, from: 6, cost: '40' }, 'too_young'],
])('%s: left alone with a reason', async (_, line, reason) => {
  const { findings, silences } = await judge(crossRegion, { lines: [line] })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe(reason)
})

test.each<[string, TestLine]>([
  ['what comes in', { ...AWS, usageType: 'USE1-EUW1-AWS-In-Bytes' }],
  ['bytes between zones', { ...AWS, usageType: 'DataTransfer-Regional-Bytes' }],
  [
    'bytes to the internet from Azure',
    {
      resource: null,
      provider: 'azure',
      service: 'Bandwidth',
      meter: 'Standard Data Transfer Out',
      unit: '1 GB',
      quantity: 200,
      cost: '4',
    },
  ],
])('%s: no candidate', async (_, line) => {
  const { findings, silences } = await judge(crossRegion, { lines: [line] })
  expect([...findings, ...silences]).toEqual([])
})
