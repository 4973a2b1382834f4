import { expect, test } from 'vitest'
import { ask } from './raw-call.ts'

const ALT = '$alt=json%3Benum-encoding=int'
const SERIES =
  'filter=metric.type+%3D+%22compute.googleapis.com/instance/cpu/utilization%22&aggregation.alignmentPeriod=3600s&aggregation.perSeriesAligner=12'
const RECOMMENDER = '/v1/projects/ml-prod/locations'

test.each<[string, string, RequestInit, number, string, RegExp]>([
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
