import { expect, test } from 'vitest'
import { SEARCH } from './sample-company.ts'
import {
  type Ask,
  FORECAST,
  forecast,
  get,
  group,
  QUERY,
  question,
  useFake,
  withDataset,
} from './test-kit.ts'

const { ask } = useFake()
const { aggregation } = question.dataset

test.each<[string, Ask, number, RegExp]>([
  ['no token', { token: null }, 401, /AuthenticationFailed/],
  ['a strange token', { token: 'other' }, 401, /InvalidAuthenticationToken/],
  ['no api-version', { path: QUERY.split('?')[0] ?? '' }, 400, /MissingApiVersionParameter/],
  ['another api-version', { path: QUERY.replace('2022-10-01', '2019-01-01') }, 400, /not served/],
  ['a parameter that is none', { path: `${QUERY}&page=2` }, 400, /Unknown query parameter 'page'/],
  ['a query by GET', { method: 'GET' }, 405, /MethodNotAllowed/],
  ['a scope with a slash in front', { path: `/${QUERY}` }, 404, /InvalidResourceType/],
  [
    'a path that is none',
    { path: '/subscriptions/x/providers/Microsoft.Foo/bar/x' },
    404,
    /InvalidResourceType/,
  ],
  ['a body that is no JSON', { body: '{' }, 400, /no JSON/],
  ['an unknown field', { body: { ...question, top: 5 } }, 400, /top/],
  ['an unknown field in the dataset', withDataset({ sorting: [] }), 400, /sorting/],
  ['an unknown type', { body: { ...question, type: 'Amortized' } }, 400, /type/],
  ['an unknown timeframe', { body: { ...question, timeframe: 'Tomorrow' } }, 400, /timeframe/],
  ['no period', { body: { ...question, timePeriod: undefined } }, 400, /timePeriod/],
  [
    'a period that ends before it begins',
    { body: { ...question, timePeriod: { from: '2026-10-02T00:00:00Z', to: '2026-10-01T00:00:00Z' } } },
    400,
    /from is after to/,
  ],
  [
    'a period of more than a year',
    { body: { ...question, timePeriod: { from: '2025-01-01T00:00:00Z', to: '2026-10-01T00:00:00Z' } } },
    400,
    /more than a year/,
  ],
  [
    'days without time',
    { body: { ...question, timePeriod: { from: '2026-10-01', to: '2026-10-02' } } },
    400,
    /from/,
  ],
  ['hourly costs', withDataset({ granularity: 'Hourly' }), 400, /granularity/],
  ['no aggregation', withDataset({ aggregation: {} }), 400, /one or two aggregations/],
  [
    'three aggregations',
    withDataset({
      aggregation: Object.fromEntries(['a', 'b', 'c'].map((key) => [key, aggregation.Cost])),
    }),
    400,
    /one or two aggregations/,
  ],
  ['an average', withDataset({ aggregation: { Cost: { name: 'Cost', function: 'Avg' } } }), 400, /function/],
  [
    'three groupings',
    withDataset({ grouping: ['Meter', 'ServiceName', 'ChargeType'].map(group) }),
    400,
    /grouping/,
  ],
  ['an unknown dimension', withDataset({ grouping: [group('Team')] }), 400, /grouping\.0\.name/],
  ['a filter of two expressions', withDataset({ filter: { and: [], or: [] } }), 400, /filter/],
  ['a filter of one term behind and', withDataset({ filter: { and: [{}] } }), 400, /filter/],
  [
    'a filter by an operator that is none',
    withDataset({ filter: { dimensions: { name: 'ChargeType', operator: 'Equals', values: ['Usage'] } } }),
    400,
    /operator/,
  ],
  ['a page of more than 5000 rows', { path: `${QUERY}&$top=5001` }, 400, /top/],
  ['a skip token of its own making', { path: `${QUERY}&$skiptoken=AQAAAA%3D%3D` }, 400, /skip token/],
  ['a forecast of the past', { path: FORECAST, body: forecast }, 400, /CantForecastOnThePast/],
  ['an unknown field in a forecast', { path: FORECAST, body: { ...forecast, days: 1 } }, 400, /days/],
  ['dimensions by POST', { path: QUERY.replace('/query?', '/dimensions?') }, 405, /MethodNotAllowed/],
  [
    'exports with an unknown expansion',
    get(`${QUERY.replace('/query?', '/exports?')}&$expand=all`),
    400,
    /expand/,
  ],
  [
    'advice for a subscription of others',
    get('/subscriptions/x/providers/Microsoft.Advisor/recommendations?api-version=2020-01-01'),
    404,
    /SubscriptionNotFound/,
  ],
  [
    'advice by a filter that is none',
    get(
      `/subscriptions/${SEARCH}/providers/Microsoft.Advisor/recommendations?api-version=2020-01-01&$filter=Cost`,
    ),
    400,
    /filter/,
  ],
  [
    'metrics of a resource that is none',
    get(`/subscriptions/${SEARCH}/x/y/z/v/providers/Microsoft.Insights/metrics?api-version=2018-01-01`),
    404,
    /ResourceNotFound/,
  ],
  [
    'management groups by GET',
    get('/providers/Microsoft.Management/getEntities?api-version=2021-04-01'),
    405,
    /MethodNotAllowed/,
  ],
  [
    'resources of a type that is not served',
    get(`/subscriptions/${SEARCH}/providers/Microsoft.Foo/bars?api-version=2021-04-01`),
    404,
    /not served/,
  ],
])('refuses %s', async (_case, input, status, message) => {
  const answer = await ask(input)

  expect(answer.status).toBe(status)
  expect(answer.text).toMatch(message)
  expect(JSON.parse(answer.text)).toEqual({
    error: { code: expect.any(String), message: expect.any(String) },
  })
})
