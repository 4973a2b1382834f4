import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { customMetrics } from './log-03-custom-metrics.ts'

test.each([
  ['aws', { service: 'AmazonCloudWatch', usageType: 'CW:MetricMonitorUsage' }],
  ['azure', { provider: 'azure', service: 'Azure Monitor', meter: 'Custom Metrics Samples' }],
  ['gcp', { provider: 'gcp', service: 'Cloud Monitoring', meter: 'Prometheus Samples Ingested' }],
] as const)('%s: custom metrics are a hint, from 0', async (_, marks: Partial<TestLine>) => {
  const { findings } = await judge(customMetrics, { lines: [{ ...marks, resource: null, cost: '10' }] })
  expect(findings).toHaveLength(1)
  expect(findings[0]?.verdict).toMatchObject({ grade: 'W', savings: { low: 0, expected: 90, high: 150 } })
})

test.each([
  [
    'less than a hundred a month',
    { service: 'AmazonCloudWatch', usageType: 'CW:MetricMonitorUsage', cost: '3' },
  ],
  ['requests to read metrics', { service: 'AmazonCloudWatch', usageType: 'CW:GMD-Metrics', cost: '10' }],
  ['logs', { service: 'AmazonCloudWatch', usageType: 'DataProcessing-Bytes', cost: '10' }],
] as const)('%s are no candidates', async (_, line) => {
  const { findings, silences } = await judge(customMetrics, { lines: [{ ...line, resource: null }] })
  expect([...findings, ...silences]).toEqual([])
})

test('what ended is not claimed', async () => {
  const lines = [
    { service: 'AmazonCloudWatch', usageType: 'CW:MetricMonitorUsage', resource: null, cost: '20', to: 5 },
  ]
  const { findings, silences } = await judge(customMetrics, { lines })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe('not_worth_it')
})
