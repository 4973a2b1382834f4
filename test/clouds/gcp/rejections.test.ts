import { expect, onTestFinished, test } from 'vitest'
import { ask, call, HEADERS, world } from './raw-call.ts'
import { startFakeGcp } from './server.ts'

const ALT = '$alt=json%3Benum-encoding=int'
const SERIES =
  'filter=metric.type+%3D+%22compute.googleapis.com/instance/cpu/utilization%22&aggregation.alignmentPeriod=3600s&aggregation.perSeriesAligner=12'
const RECOMMENDER = '/v1/projects/ml-prod/locations'

test.each<[string, string, RequestInit, number, string, RegExp]>([
  [
    'no token',
    `/v1/billingAccounts?${ALT}`,
    { headers: { ...HEADERS, authorization: '' } },
    401,
    'CREDENTIALS_MISSING',
    /OAuth 2/,
  ],
  [
    'another token',
    `/v1/billingAccounts?${ALT}`,
    { headers: { ...HEADERS, authorization: 'Bearer bad' } },
    401,
    'ACCESS_TOKEN_EXPIRED',
    /OAuth 2/,
  ],
  [
    'a client without a name',
    `/v1/billingAccounts?${ALT}`,
    { headers: { authorization: 'Bearer good' } },
    400,
    'INVALID_ARGUMENT',
    /x-goog-api-client/,
  ],
  ['enums as names', '/v1/billingAccounts', {}, 400, 'INVALID_ARGUMENT', /\$alt/],
  ['an unknown parameter', `/v1/billingAccounts?${ALT}&size=3`, {}, 400, 'INVALID_ARGUMENT', /size/],
  [
    'a parameter that comes twice',
    `/v1/billingAccounts?${ALT}&pageSize=3&pageSize=4`,
    {},
    400,
    'INVALID_ARGUMENT',
    /twice/,
  ],
  [
    'too large a page of accounts',
    `/v1/billingAccounts?${ALT}&pageSize=101`,
    {},
    400,
    'INVALID_ARGUMENT',
    /1 to 100/,
  ],
  [
    'too large a page of SKUs',
    `/v1/services/6F81-5844-456A/skus?${ALT}&pageSize=5001`,
    {},
    400,
    'INVALID_ARGUMENT',
    /1 to 5000/,
  ],
  [
    'a currency that is none',
    `/v1/services/6F81-5844-456A/skus?${ALT}&currencyCode=euro`,
    {},
    400,
    'INVALID_ARGUMENT',
    /currencyCode/,
  ],
  [
    'a time that is none',
    `/v1/services/6F81-5844-456A/skus?${ALT}&startTime=today`,
    {},
    400,
    'INVALID_ARGUMENT',
    /startTime/,
  ],
  [
    'a service that is not there',
    `/v1/services/0000-0000-0000/skus?${ALT}`,
    {},
    404,
    'NOT_FOUND',
    /not found/,
  ],
  [
    'a page token of nobody',
    `/v1/billingAccounts?${ALT}&pageToken=page-1`,
    {},
    400,
    'INVALID_ARGUMENT',
    /page token/,
  ],
  [
    'an account that is not seen',
    `/v1/billingAccounts/FFFFFF-FFFFFF-FFFFFF/projects?${ALT}`,
    {},
    403,
    'PERMISSION_DENIED',
    /permission/,
  ],
  [
    'a project that is not seen',
    `/v3/projects/other-project?${ALT}`,
    {},
    403,
    'PERMISSION_DENIED',
    /permission/,
  ],
  [
    'billing of a project that is not seen',
    `/v1/projects/other-project/billingInfo?${ALT}`,
    {},
    403,
    'PERMISSION_DENIED',
    /permission/,
  ],
  ['a folder that is not seen', `/v3/folders/1?${ALT}`, {}, 403, 'PERMISSION_DENIED', /permission/],
  [
    'an organisation that is not seen',
    `/v3/organizations/1?${ALT}`,
    {},
    403,
    'PERMISSION_DENIED',
    /permission/,
  ],
  ['a method that there is not', `/v2/projects?${ALT}`, {}, 404, 'NOT_FOUND', /no method/],
  [
    'a verb that there is not',
    `/v1/billingAccounts?${ALT}`,
    { method: 'DELETE' },
    404,
    'NOT_FOUND',
    /no method/,
  ],
  [
    'a series without a metric',
    `/v3/projects/ml-prod/timeSeries?${ALT}&${SERIES.replace('metric.type', 'resource.type')}&interval.startTime=2026-11-22T00:00:00Z&interval.endTime=2026-11-23T00:00:00Z`,
    {},
    400,
    'INVALID_ARGUMENT',
    /filter/,
  ],
  [
    'a series of the future',
    `/v3/projects/ml-prod/timeSeries?${ALT}&${SERIES}&interval.startTime=2026-11-22T00:00:00Z&interval.endTime=2026-11-24T00:00:00Z`,
    {},
    400,
    'INVALID_ARGUMENT',
    /future/,
  ],
  [
    'a series of long ago',
    `/v3/projects/ml-prod/timeSeries?${ALT}&${SERIES}&interval.startTime=2025-11-22T00:00:00Z&interval.endTime=2026-11-23T00:00:00Z`,
    {},
    400,
    'INVALID_ARGUMENT',
    /before what is kept/,
  ],
  [
    'a series backwards',
    `/v3/projects/ml-prod/timeSeries?${ALT}&${SERIES}&interval.startTime=2026-11-22T00:00:00Z&interval.endTime=2026-11-21T00:00:00Z`,
    {},
    400,
    'INVALID_ARGUMENT',
    /before interval.endTime/,
  ],
  [
    'too fine a series',
    `/v3/projects/ml-prod/timeSeries?${ALT}&${SERIES.replace('3600s', '30s')}&interval.startTime=2026-11-22T00:00:00Z&interval.endTime=2026-11-23T00:00:00Z`,
    {},
    400,
    'INVALID_ARGUMENT',
    /60 seconds/,
  ],
  [
    'an aligner by name',
    `/v3/projects/ml-prod/timeSeries?${ALT}&${SERIES.replace('=12', '=ALIGN_MEAN')}&interval.startTime=2026-11-22T00:00:00Z&interval.endTime=2026-11-23T00:00:00Z`,
    {},
    400,
    'INVALID_ARGUMENT',
    /perSeriesAligner/,
  ],
  [
    'series of a project that there is not',
    `/v3/projects/other-project/timeSeries?${ALT}&${SERIES}&interval.startTime=2026-11-22T00:00:00Z&interval.endTime=2026-11-23T00:00:00Z`,
    {},
    404,
    'NOT_FOUND',
    /not found/,
  ],
  [
    'a recommender that there is not',
    `${RECOMMENDER}/us-central1-a/recommenders/google.Nothing/recommendations?${ALT}`,
    {},
    400,
    'INVALID_ARGUMENT',
    /no recommender/,
  ],
  [
    'a recommender in another kind of place',
    `${RECOMMENDER}/us-central1/recommenders/google.compute.instance.MachineTypeRecommender/recommendations?${ALT}`,
    {},
    400,
    'INVALID_ARGUMENT',
    /no location/,
  ],
  [
    'a filter that it does not know',
    `${RECOMMENDER}/us-central1-a/recommenders/google.compute.instance.MachineTypeRecommender/recommendations?${ALT}&filter=x`,
    {},
    400,
    'INVALID_ARGUMENT',
    /filter/,
  ],
  [
    'too large a page of machines',
    '/compute/v1/projects/ml-prod/aggregated/instances?maxResults=501',
    {},
    400,
    'invalid',
    /1 to 500/,
  ],
  [
    'a dataset that there is not',
    '/bigquery/v2/projects/p-export/datasets/other/tables',
    {},
    404,
    'notFound',
    /Dataset/,
  ],
  [
    'a table that there is not',
    '/bigquery/v2/projects/p-export/datasets/billing/tables/other',
    {},
    404,
    'notFound',
    /Table/,
  ],
  [
    'results of a job that nobody started',
    '/bigquery/v2/projects/p-jobs/queries/none?location=EU&formatOptions.useInt64Timestamp=true',
    {},
    404,
    'notFound',
    /Job/,
  ],
  [
    'results with an unknown option',
    '/bigquery/v2/projects/p-jobs/queries/none?location=EU&formatOptions.useInt64Timestamp=true&autoPaginate=false',
    {},
    400,
    'invalid',
    /autoPaginate/,
  ],
  [
    'a body that is no JSON',
    '/bigquery/v2/projects/p-jobs/jobs',
    { method: 'POST', body: '{' },
    400,
    'INVALID_ARGUMENT',
    /JSON/,
  ],
])('refuses %s', async (_case, path, init, status, reason, message) => {
  const answer = await ask(path, init)

  expect(answer).toMatchObject({ status, reason })
  expect(answer.message).toMatch(message)
})

test('refuses a page token of another question, and one of a page before the last', async () => {
  const fake = await startFakeGcp(world)
  onTestFinished(() => fake.close())
  const page = (size: number, token: string) =>
    call(fake.url, `/v1/billingAccounts?${ALT}&pageSize=${size}${token === '' ? '' : `&pageToken=${token}`}`)

  expect((await page(1, '')).body['nextPageToken']).toBe('page-1')
  expect((await page(2, 'page-1')).status).toBe(400)
  expect((await page(1, 'page-1')).body['nextPageToken']).toBe('page-2')
  expect((await page(1, 'page-2')).status).toBe(200)
  expect((await page(1, 'page-1')).status).toBe(400)
})
