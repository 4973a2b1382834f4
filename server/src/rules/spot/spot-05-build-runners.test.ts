import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { buildRunners } from './spot-05-build-runners.ts'
import { awsMachine, azureMachine, BY_DAY, byHand, gcpMachine, somePrices } from './spot-test-bill.ts'

test.each<[string, TestLine, number]>([
  [
    'a runner of AWS by name',
    awsMachine('i-1', { name: 'gitlab-runner-1', ...BY_DAY }),
    byHand(57.6, 0.95, 0.02, 0.4, 0.03),
  ],
  [
    'one by its app tag',
    awsMachine('i-1', { name: 'box-1', tags: { app: 'robot-ci' }, ...BY_DAY }),
    byHand(57.6, 0.95, 0.02, 0.4, 0.03),
  ],
  [
    'one of Google Cloud',
    gcpMachine('jenkins-agent-1', { ...BY_DAY, cost: '0.2', quantity: 8, tags: { env: 'dev' } }),
    byHand(60, 0.95, 0.05, 0.6, 0.04),
  ],
  [
    'one of Azure, whose spot prices no list shows',
    azureMachine('buildkite-1', { ...BY_DAY, cost: '0.2', tags: { env: 'dev' } }),
    byHand(60, 0.95, 0.05, 0.3, 0.04),
  ],
])('%s is found', async (_, line, expected) => {
  const { findings } = await judge(buildRunners, {
    lines: [line, { ...line, resource: `${line.resource}2` }],
    prepare: somePrices,
  })

  expect(findings).toHaveLength(1)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(2 * expected, 6)
  expect(findings[0]?.verdict.grade).toBe('S')
})

test.each<[string, TestLine]>([
  ['one machine of production with old age and no burst', awsMachine('i-1', { name: 'ci', from: 59 })],
  ['the controller of the builds', awsMachine('i-1', { name: 'jenkins-controller', ...BY_DAY })],
  [
    'one on spot',
    awsMachine('i-1', { name: 'ci-1', pricing: 'Dynamic', usageType: 'SpotUsage:m5.xlarge', ...BY_DAY }),
  ],
  ['a word that only contains ci', awsMachine('i-1', { name: 'pricing-1', ...BY_DAY })],
  ['one that is gone', awsMachine('i-1', { name: 'ci-1', ...BY_DAY, to: 8 })],
  [
    'a database for builds',
    {
      service: 'Amazon Relational Database Service',
      resource: 'db-ci',
      name: 'ci-db',
      usageType: 'InstanceUsage:db.m5.large',
      cost: '4',
    },
  ],
])('%s is not claimed', async (_, line) => {
  const { findings } = await judge(buildRunners, { lines: [line], prepare: somePrices })
  expect(findings).toEqual([])
})
