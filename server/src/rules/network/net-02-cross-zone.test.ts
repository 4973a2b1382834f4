import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { crossZone } from './net-02-cross-zone.ts'

/** 400 GB a day at 0.01: 120 a month. */
const AWS: TestLine = {
  resource: null,
  usageType: 'DataTransfer-Regional-Bytes',
  unit: 'GB',
  quantity: 400,
  cost: '4',
}

test.each<[string, TestLine]>([
  ['AWS', AWS],
  ['AWS in Ireland', { ...AWS, usageType: 'EU-DataTransfer-Regional-Bytes', region: 'eu-west-1' }],
  [
    'Google Cloud',
    {
      resource: null,
      provider: 'gcp',
      service: 'Compute Engine',
      description: 'Network Inter Zone Data Transfer Out',
      unit: 'gibibyte',
      quantity: 400,
      cost: '4',
    },
  ],
  [
    'Google Cloud in its older words',
    {
      resource: null,
      provider: 'gcp',
      service: 'Compute Engine',
      description: 'Network Inter Zone Egress',
      unit: 'gibibyte',
      quantity: 400,
      cost: '4',
    },
  ],
])('bytes between zones of %s', async (_, line) => {
  const { findings } = await judge(crossZone, { lines: [line] })

  expect(findings[0]?.verdict.grade).toBe('S')
  expect(findings[0]?.verdict.savings).toEqual({
    low: expect.closeTo(24, 6),
    expected: expect.closeTo(48, 6),
    high: expect.closeTo(84, 6),
  })
})

test('lines of many machines add up in one account and region', async () => {
  const lines = ['i-1', 'i-2', 'i-3'].map((resource) => ({ ...AWS, resource }))
  const { findings } = await judge(crossZone, { lines })
  expect(findings.map(({ candidate }) => Number(candidate.monthly_cost))).toEqual([expect.closeTo(360, 6)])
})

test.each<[string, TestLine, string]>([
  ['cents', { ...AWS, cost: '0.04' }, 'below_materiality'],
  ['a week of it', { ...AWS, from: 6, cost: '20' }, 'too_young'],
  ['what ended', { ...AWS, to: 6 }, 'not_worth_it'],
])('%s: left alone with a reason', async (_, line, reason) => {
  const { findings, silences } = await judge(crossZone, { lines: [line] })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe(reason)
})

test.each<[string, TestLine]>([
  ['bytes between regions', { ...AWS, usageType: 'USE1-EUW1-AWS-Out-Bytes' }],
  ['bytes to the internet', { ...AWS, usageType: 'DataTransfer-Out-Bytes' }],
  ['a correction', { ...AWS, category: 'Credit' }],
])('%s: no candidate', async (_, line) => {
  const { findings, silences } = await judge(crossZone, { lines: [line] })
  expect([...findings, ...silences]).toEqual([])
})
