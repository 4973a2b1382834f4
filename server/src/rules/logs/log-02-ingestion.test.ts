import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { logIngestion } from './log-02-ingestion.ts'

const MARKS = {
  aws: { service: 'AmazonCloudWatch', usageType: 'DataProcessing-Bytes', meter: 'log data ingested' },
  azure: { service: 'Azure Monitor', meter: 'Analytics Logs Data Ingestion' },
  gcp: { service: 'Cloud Logging', meter: 'Log Storage cost' },
} as const

/** 300 a month of ingestion; `then` GB a day a month ago and before, 100 since. */
function ingested(provider: keyof typeof MARKS, then: number): TestLine[] {
  const line = { provider, ...MARKS[provider], resource: null, cost: '10' }
  return [
    { ...line, quantity: 100 },
    { ...line, quantity: then, from: 59, to: 30 },
  ]
}

test.each(['aws', 'azure', 'gcp'] as const)(
  '%s: ingestion that grew by half is likely to hold what nobody reads',
  async (provider) => {
    const { findings } = await judge(logIngestion, { lines: ingested(provider, 66) })
    const verdict = findings[0]?.verdict
    expect(verdict?.grade).toBe('S')
    expect(verdict?.savings.low).toBeCloseTo(30)
    expect(verdict?.savings.expected).toBeCloseTo(75)
    expect(verdict?.savings.high).toBeCloseTo(150)
    expect(verdict?.title).toContain('52 %')
  },
)

test.each([
  ['steady ingestion', ingested('aws', 100)],
  ['ingestion whose past is not on the bill', ingested('aws', 50).slice(0, 1)],
] as const)('%s is a hint, from 0', async (_, lines) => {
  const { findings } = await judge(logIngestion, { lines })
  expect(findings[0]?.verdict).toMatchObject({ grade: 'W', probability: 0.25, savings: { low: 0 } })
})

test.each([
  ['a small amount', { ...MARKS.aws, resource: null, cost: '1' }],
  [
    'a cheaper tier of logs',
    { provider: 'azure', ...MARKS.azure, meter: 'Basic Logs Data Ingestion', resource: null, cost: '10' },
  ],
  [
    'custom metrics',
    { ...MARKS.aws, usageType: 'CW:MetricMonitorUsage', meter: 'metrics', resource: null, cost: '10' },
  ],
] as const)('%s is no candidate', async (_, line: TestLine) => {
  const { findings, silences } = await judge(logIngestion, { lines: [line] })
  expect([...findings, ...silences]).toEqual([])
})

test('what ended is not claimed', async () => {
  const { findings, silences } = await judge(logIngestion, {
    lines: [{ ...MARKS.aws, resource: null, cost: '20', to: 5 }],
  })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe('not_worth_it')
})
