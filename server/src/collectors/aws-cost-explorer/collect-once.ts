import { type Cost, startFakeCostExplorer } from '../../../../test/fake-aws/cost-explorer.ts'
import type { Fault } from '../../../../test/fake-aws/faults.ts'
import { silentLogger } from '../../log.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, PageRow } from '../collector.ts'
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
    context?: Partial<CollectContext>
  } = {},
) {
  const fake = await startFakeCostExplorer({
    costs,
    ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
    estimatedFrom: '2026-10-02',
  })
  fake.script(options.faults ?? [])
  const rows: PageRow[] = []
  const waits: number[] = []
  let requests = 0
  const config = awsCostExplorer.config.parse({
    billingAccount: '123456789012',
    endpoint: fake.url,
    ...options.settings,
  })
  const outcome = awsCostExplorer.collect(config, {
    source: 'payer',
    window: { since: '2026-10-01', until: '2026-11-01' },
    reading: 1,
    signal: new AbortController().signal,
    clock: () => new Date('2026-11-23T00:00:00Z'),
    log: silentLogger,
    env: { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' },
    retries: { sdkAttempts: 1, attempts: 3, baseMs: 1000, maxMs: 60_000 },
    sleep: async (ms) => void waits.push(ms),
    random: () => 0.5,
    spend: () => {
      requests += 1
    },
    page: (page) => rows.push(...page),
    ...options.context,
  })
  const error = await outcome.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  await fake.close()
  if (error !== undefined && !(error instanceof CollectError)) throw error
  return {
    rows,
    waits,
    requests,
    error,
    collected: error === undefined ? await outcome : undefined,
    questions: fake.questions,
  }
}
