import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { internetEgress } from './net-04-internet-egress.ts'

/** 100 GB a day at 0.09: 3000 GB and 270 a month. */
const EGRESS: TestLine = { resource: null, unit: 'GB', quantity: 100, cost: '9' }
const AWS: TestLine = { ...EGRESS, usageType: 'DataTransfer-Out-Bytes' }
const CDN: TestLine = {
  resource: 'dist-1',
  service: 'Amazon CloudFront',
  subAccount: 'account-2',
  usageType: 'US-DataTransfer-Out-Bytes',
  unit: 'GB',
  quantity: 10,
  cost: '0.72',
}
const GOOGLE = 'Network Internet Data Transfer Out from Americas to Americas'

test.each<[string, TestLine[], number]>([
  ['AWS at list prices', [AWS], (1 - 0.085 / 0.09) * 0.5 * 270],
  ['AWS where the CDN of another account costs 0.072', [AWS, CDN], 0.2 * 0.5 * 270],
  [
    'Azure',
    [
      {
        ...EGRESS,
        provider: 'azure',
        service: 'Bandwidth',
        meter: 'Standard Data Transfer Out',
        unit: '1 GB',
      },
    ],
    0.05 * 0.5 * 270,
  ],
  [
    'Google Cloud',
    [{ ...EGRESS, provider: 'gcp', service: 'Compute Engine', description: GOOGLE, unit: 'gibibyte' }],
    0.1 * 0.5 * 270,
  ],
])('bytes to the internet from %s are a hypothesis', async (_, lines, expected) => {
  const { findings } = await judge(internetEgress, { lines })

  expect(findings).toHaveLength(1)
  expect(findings[0]?.verdict.grade).toBe('W')
  expect(findings[0]?.verdict.savings.low).toBe(0)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(expected, 6)
  expect(findings[0]?.verdict.savings.high).toBeCloseTo(expected * 1.6 * 2, 6)
})

test.each<[string, TestLine[], string]>([
  ['an account that has a CDN', [AWS, { ...CDN, subAccount: 'account-1' }], 'not_worth_it'],
  ['a CDN that costs as much', [AWS, { ...CDN, cost: '0.95' }], 'not_worth_it'],
  ['less than a terabyte', [{ ...AWS, quantity: 30 }], 'below_materiality'],
  ['what ended', [{ ...AWS, to: 6 }], 'not_worth_it'],
])('%s: left alone with a reason', async (_, lines, reason) => {
  const { findings, silences } = await judge(internetEgress, { lines })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe(reason)
})

test.each<[string, TestLine]>([
  ['bytes of the CDN itself', CDN],
  ['bytes to another region', { ...AWS, usageType: 'USE1-EUW1-AWS-Out-Bytes' }],
  ['bytes between zones', { ...AWS, usageType: 'DataTransfer-Regional-Bytes' }],
])('%s: no candidate', async (_, line) => {
  const { findings, silences } = await judge(internetEgress, { lines: [line] })
  expect([...findings, ...silences]).toEqual([])
})
