import { expect, test } from 'vitest'
import type { Fault } from '../../../../test/clouds/gcp/faults.ts'
import type { CollectError } from '../collect-error.ts'
import { collect, world } from './test-kit.ts'

test.each<[string, Fault, number[]]>([
  ['a 429 waits as many seconds as it asks', { retry: { headers: { 'retry-after': '7' } } }, [7000]],
  [
    'a 503 waits until the time that it names',
    { retry: { status: 503, headers: { 'retry-after': 'Mon, 23 Nov 2026 00:00:09 GMT' } } },
    [9000],
  ],
  ['a 429 without a wish waits with full jitter', { retry: {} }, [500]],
  ['a 503 that is no JSON waits with full jitter', 'unavailable', [500]],
  ['a rate limit under status 403 waits with full jitter', 'rate-limit-exceeded', [500]],
  ['an internal error is asked again', 'internal', [500]],
  ['a body that breaks off is asked again', 'truncated', [500]],
  ['a connection that breaks off is asked again', 'hang-up', [500]],
  ['a page of somebody else is asked again', 'html', [500]],
  ['an expired token is renewed at once', 'expired-token', []],
])('%s', async (_case, fault, waits) => {
  for (const operation of ['bigquery.insertJob', 'bigquery.getQueryResults', 'bigquery.getTable']) {
    const { rows: found, run, error, fake } = await collect({ faults: [fault], operation })

    expect(error).toBeNull()
    expect(found).toHaveLength(3)
    expect(run.waits).toEqual(waits)
    expect(run.requests()).toEqual({ paid: 0, free: fake.calls.length })
  }
})

test('an answer that is lost runs no query twice', async () => {
  const {
    error,
    rows: found,
    fake,
  } = await collect({ faults: ['lost-answer', null, 'lost-answer'], operation: 'bigquery.insertJob' })

  expect(error).toBeNull()
  expect(found).toHaveLength(3)
  expect(fake.jobs()).toBe(2)
})

test.each<[string, (Fault | null)[], string, string, RegExp]>([
  [
    'a missing role',
    ['permission-denied'],
    'bigquery.insertJob',
    'permission',
    /jobUser on project finops-jobs.*dataViewer on dataset finops-billing.billing/,
  ],
  ['a table that may not be seen', ['permission-denied'], 'bigquery.getTable', 'permission', /dataViewer/],
  [
    'an API that is off',
    ['service-disabled'],
    'bigquery.listTables',
    'not_enabled',
    /gcloud services enable bigquery.googleapis.com/,
  ],
  ['credentials that are not accepted', ['expired-token', 'expired-token'], '', 'auth', /null/],
  ['a used-up quota', ['quota-exceeded'], 'bigquery.insertJob', 'quota', /null/],
  ['a table that is gone', ['not-found'], 'bigquery.insertJob', 'bad_request', /null/],
  ['three throttles', Array<Fault>(3).fill('resource-exhausted'), 'bigquery.insertJob', 'throttled', /null/],
  [
    'a token that repeats',
    ['looping-token', 'looping-token'],
    'bigquery.getQueryResults',
    'stale_pages',
    /null/,
  ],
  ['rows that come twice', [null, 'repeated-rows'], 'bigquery.getQueryResults', 'stale_pages', /null/],
])('tells %s', async (_case, faults, operation, kind, grant) => {
  const { error } = await collect({ faults, operation })

  expect(error).toMatchObject({ kind })
  expect(String((error as CollectError).grant)).toMatch(grant)
})

test('rows in another order are the same rows', async () => {
  const { error, rows: found } = await collect({
    faults: [null, 'reordered'],
    operation: 'bigquery.getQueryResults',
  })

  expect(error).toBeNull()
  expect(found).toHaveLength(3)
})

test('a month that would cost too much is left out, the others are not', async () => {
  const { error, fake } = await collect({
    world: { ...world, bytesPerRow: 10_000_000 },
    settings: { maxBytesBilled: 20_000_000 },
  })

  expect(error).toMatchObject({
    kind: 'budget',
    endsSource: false,
    message: expect.stringContaining('maxBytesBilled'),
  })
  expect(fake.jobs()).toBe(0)
})
