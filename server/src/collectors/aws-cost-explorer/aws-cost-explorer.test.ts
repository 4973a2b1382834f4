import { expect, onTestFinished, test } from 'vitest'
import { startFakeCostExplorer } from '../../../../test/clouds/aws/fake-cost-explorer.ts'
import type { Fault } from '../../../../test/clouds/aws/faults.ts'
import { collectPart, testRun } from '../test-context.ts'
import { box, collectOnce, costs, KEYS } from './collect-once.ts'
import { costsPart } from './costs.ts'
import { awsCostExplorer } from './index.ts'

test('asks by usage type and by record type over the half-open month', async () => {
  const { questions } = await collectOnce()

  expect(questions).toEqual(
    ['USAGE_TYPE', 'RECORD_TYPE'].map((second) => ({
      TimePeriod: { Start: '2026-10-01', End: '2026-11-01' },
      Granularity: 'DAILY',
      Metrics: ['UnblendedCost', 'AmortizedCost', 'BlendedCost', 'UsageQuantity'],
      GroupBy: [
        { Type: 'DIMENSION', Key: 'SERVICE' },
        { Type: 'DIMENSION', Key: second },
      ],
    })),
  )
})

test('follows the page token until there is none', async () => {
  const { questions, rows, requests } = await collectOnce({ pageSize: 2 })

  expect(questions.map(({ NextPageToken }) => NextPageToken)).toEqual([undefined, 'page-2', undefined])
  expect(rows).toHaveLength(3)
  expect(requests).toBe(3)
})

test('keeps every digit', async () => {
  const { rows, collected } = await collectOnce()

  expect(rows[0]).toEqual({
    billing_account: '123456789012',
    billing_account_name: null,
    kind: 'usage',
    day: '2026-10-01',
    service: 'Amazon Elastic Compute Cloud - Compute',
    usage_type: 'BoxUsage:m5.xlarge',
    record_type: 'Usage',
    currency: 'USD',
    unblended_cost: '12.3456789012',
    amortized_cost: '11.1',
    blended_cost: '12.5',
    usage_quantity: '24',
    usage_unit: 'Hrs',
    estimated: 'false',
  })
  expect(rows[1]?.['unblended_cost']).toBe('-0.0000000001')
  expect(collected).toEqual({ estimated: true })
})

test('a source without billing account goes by its own id', async () => {
  const { rows } = await collectOnce({ settings: { billingAccount: undefined } })

  expect(rows[0]?.['billing_account']).toBe('test')
})

test.each<[string, Fault, number[]]>([
  ['a throttle waits with full jitter', 'limit-exceeded', [500]],
  ['a 429 waits as long as it asks', { tooManyRequests: { retryAfterSeconds: 7 } }, [7000]],
  ['a 429 without a wish waits with full jitter', { tooManyRequests: { retryAfterSeconds: null } }, [500]],
  ['a 503 that is no JSON is asked again', 'unavailable', [500]],
  ['a body that breaks off is asked again', 'truncated', [500]],
  ['a connection that breaks off is asked again', 'hang-up', [500]],
  ['an expired session is renewed once', 'expired-token', []],
])('%s', async (_case, fault, expected) => {
  const { rows, waits, error, requests } = await collectOnce({ faults: [fault] })

  expect(error).toBeNull()
  expect(rows).toHaveLength(3)
  expect(waits).toEqual(expected)
  expect(requests).toBe(3)
})

test('retries of the SDK are paid requests too', async () => {
  const { requests, waits, error } = await collectOnce({
    faults: ['unavailable'],
    sdkAttempts: 2,
    attempts: 1,
  })

  expect(error).toBeNull()
  expect(waits).toEqual([])
  expect(requests).toBe(3)
})

test('waits grow with every attempt', async () => {
  const { waits } = await collectOnce({ faults: ['limit-exceeded', 'limit-exceeded'] })

  expect(waits).toEqual([500, 1000])
})

test('a server that asks for more than the bound is not waited for', async () => {
  const { error, waits } = await collectOnce({ faults: [{ tooManyRequests: { retryAfterSeconds: 3600 } }] })

  expect(error).toMatchObject({ kind: 'throttled', retryAfterMs: 3_600_000 })
  expect(waits).toEqual([])
})

test.each<[string, Fault[], string, RegExp]>([
  [
    'access denied',
    ['access-denied'],
    'permission',
    /Grant the action.*not authorized to perform: GetCostAndUsage/,
  ],
  ['Cost Explorer switched off', ['not-enabled'], 'not_enabled', /Switch Cost Explorer on/],
  ['no data yet', ['data-unavailable'], 'no_data', /up to 24 hours/],
  ['an unknown key', ['unknown-key'], 'auth', /AWS_ACCESS_KEY_ID/],
  ['a session that is expired again', ['expired-token', 'expired-token'], 'auth', /session has expired/],
  ['a refused question', ['validation'], 'bad_request', /--since/],
  ['three throttles', Array<Fault>(3).fill('limit-exceeded'), 'throttled', /limits the number of calls/],
  ['three times 503', Array<Fault>(3).fill('unavailable'), 'upstream', /cannot answer now/],
  ['a page of somebody else', Array<Fault>(3).fill('html'), 'bad_answer', /not whole/],
  ['amounts that are numbers', Array<Fault>(3).fill('number-amount'), 'bad_answer', /an amount must be text/],
  ['a token that repeats', ['looping-token', 'looping-token'], 'stale_pages', /same page token twice|twice/],
  ['a group that comes twice', ['repeated-groups'], 'stale_pages', /twice/],
  ['a token that is no longer known', ['invalid-next-token'], 'stale_pages', /next page/],
])('tells %s', async (_case, faults, kind, message) => {
  const { error, rows } = await collectOnce({ faults })

  expect(error?.kind).toBe(kind)
  expect(error?.message).toMatch(message)
  expect(rows).toEqual([])
})

test('days that were not asked for are left out', async () => {
  const { rows } = await collectOnce({
    since: '2026-10-02',
    faults: ['all-days', 'all-days'],
  })

  expect(rows.map(({ day }) => day)).toEqual(['2026-10-02'])
})

test('names the code and the request of the vendor', async () => {
  const { error } = await collectOnce({ faults: ['access-denied'] })

  expect(error?.vendorCode).toBe('AccessDeniedException, request 00000000-0000-4000-8000-000000000000')
})

test('costs that are refreshed between the two questions are read anew once', async () => {
  const fresh = await startFakeCostExplorer({ costs })
  onTestFinished(() => fresh.close())
  const run = testRun({ key: '2026-10', since: '2026-10-01', until: '2026-11-01' }, { env: KEYS })
  onTestFinished(run.remove)
  // The first request is on its way when the bill changes for the second.
  const spend = () => {
    if (fresh.questions.length === 1) fresh.setCosts([{ ...box, unblended: '99' }])
  }
  const settings = awsCostExplorer.config.parse({ endpoint: fresh.url })

  const { error } = await collectPart(costsPart, settings, { ...run, calls: { ...run.calls, spend } })

  expect(error).toMatchObject({ kind: 'stale_pages' })
})

test('a budget that is used up stops before the request', async () => {
  const { error, questions } = await collectOnce({ pageSize: 1, maxRequests: 2 })

  expect(error).toMatchObject({ kind: 'budget' })
  expect(questions).toHaveLength(2)
})

test('a run that was stopped asks nothing', async () => {
  const { error, requests } = await collectOnce({ signal: AbortSignal.abort() })

  expect(error).toMatchObject({ kind: 'cancelled' })
  expect(requests).toBe(0)
})
