import { startFakeCostExplorer } from '../../../../test/clouds/aws/fake-cost-explorer.ts'
import type { Fault } from '../../../../test/clouds/aws/faults.ts'
import type { Cost } from '../../../../test/clouds/aws/world.ts'
import { CollectError } from '../collect-error.ts'
import { collectPart, type TestOptions, testRun } from '../test-context.ts'
import { costsPart } from './costs.ts'
import { awsCostExplorer } from './index.ts'

export const box: Cost = {
  day: '2026-10-01',
  service: 'Amazon Elastic Compute Cloud - Compute',
  usageType: 'BoxUsage:m5.xlarge',
  recordType: 'Usage',
  unblended: '12.3456789012',
  amortized: '11.1',
  blended: '12.5',
  quantity: '24',
  quantityUnit: 'Hrs',
}
export const costs: readonly Cost[] = [
  box,
  {
    ...box,
    usageType: 'DataTransfer-Out-Bytes',
    unblended: '-0.0000000001',
    amortized: '0',
    blended: '0',
    quantity: '1.5',
    quantityUnit: 'GB',
  },
  {
    ...box,
    day: '2026-10-02',
    service: 'Amazon Simple Storage Service',
    usageType: 'TimedStorage-ByteHrs',
    unblended: '3',
    amortized: '3',
    blended: '3',
  },
]

/** For tests: reads October 2026 once through the real SDK from a fake on loopback. */
export async function collectOnce(
  options: {
    faults?: (Fault | null)[]
    pageSize?: number
    settings?: object
    since?: string
    sdkAttempts?: number
  } & TestOptions = {},
) {
  const fake = await startFakeCostExplorer({
    costs,
    ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
    estimatedFrom: '2026-10-02',
  })
  fake.script(options.faults ?? [])
  const settings = awsCostExplorer.config.parse({
    billingAccount: '123456789012',
    endpoint: fake.url,
    ...options.settings,
  })
  const window = { key: '2026-10', since: options.since ?? '2026-10-01', until: '2026-11-01' }
  const run = testRun(window, { env: KEYS, ...options })
  const retries = { ...run.calls.retries, sdkAttempts: options.sdkAttempts ?? 1 }
  const { collected, error } = await collectPart(costsPart, settings, {
    ...run,
    calls: { ...run.calls, retries },
  })
  await fake.close()
  run.remove()
  if (error !== null && !(error instanceof CollectError)) throw error
  return { ...run, requests: run.requests().paid, error, collected, questions: fake.questions }
}

export const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' }
