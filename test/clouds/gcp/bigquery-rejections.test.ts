import { expect, onTestFinished, test } from 'vitest'
import { ask, call, world } from './raw-call.ts'
import { startFakeGcp } from './server.ts'

interface Change {
  readonly query?: object
  readonly configuration?: object
  readonly reference?: object
}

const PARAMETERS = [
  {
    name: 'partitions_from',
    parameterType: { type: 'TIMESTAMP' },
    parameterValue: { value: '2026-10-01T00:00:00Z' },
  },
  { name: 'exported_after', parameterType: { type: 'INT64' }, parameterValue: { value: '0' } },
]
const SQL = 'select 1 from `p-export.billing.bill` where a >= @partitions_from and b > @exported_after'

function job({ query = {}, configuration = {}, reference = {} }: Change = {}): RequestInit {
  const body = {
    configuration: {
      query: {
        query: SQL,
        useLegacySql: false,
        parameterMode: 'named',
        queryParameters: PARAMETERS,
        maximumBytesBilled: '10485760',
        ...query,
      },
      labels: { application: 'outlay', query: 'gcp-changed-months' },
      ...configuration,
    },
    jobReference: { projectId: 'p-jobs', jobId: 'job-1', location: 'EU', ...reference },
  }
  return { method: 'POST', body: JSON.stringify(body) }
}

test.each<[string, Change, string, RegExp]>([
  ['an unknown member', { query: { types: {} } }, 'invalid', /types/],
  ['legacy SQL', { query: { useLegacySql: true } }, 'invalid', /useLegacySql/],
  [
    'an empty parameter',
    { query: { queryParameters: [{ ...PARAMETERS[0], parameterValue: {} }, PARAMETERS[1]] } },
    'invalid',
    /value/,
  ],
  ['a label in capitals', { configuration: { labels: { query: 'X' } } }, 'invalid', /labels/],
  [
    'a query that it does not know',
    { configuration: { labels: { query: 'other' } } },
    'invalidQuery',
    /label query=other/,
  ],
  ['no cap', { query: { maximumBytesBilled: undefined } }, 'invalid', /maximumBytesBilled/],
  [
    'a parameter that is missing',
    { query: { queryParameters: PARAMETERS.slice(1) } },
    'invalidQuery',
    /'partitions_from' not found/,
  ],
  [
    'a parameter of another type',
    { query: { queryParameters: [{ ...PARAMETERS[0], parameterType: { type: 'STRING' } }, PARAMETERS[1]] } },
    'invalidQuery',
    /parameters must be/,
  ],
  [
    'a parameter too many',
    { query: { queryParameters: [...PARAMETERS, { ...PARAMETERS[0], name: 'more' }] } },
    'invalidQuery',
    /parameters must be/,
  ],
  ['a statement that writes', { query: { query: `${SQL}; drop table x` } }, 'invalidQuery', /one SELECT/],
  [
    'two tables',
    { query: { query: `${SQL} and c in (select d from \`p.q.r\`)` } },
    'invalidQuery',
    /one table/,
  ],
  ['another location', { reference: { location: 'US' } }, 'notFound', /location US/],
  [
    'more bytes than allowed',
    { query: { maximumBytesBilled: '1000' } },
    'bytesBilledLimitExceeded',
    /2000 or higher required/,
  ],
])('refuses a job with %s', async (_case, change, reason, message) => {
  const answer = await ask('/bigquery/v2/projects/p-jobs/jobs?prettyPrint=false', job(change))

  expect(answer.reason).toBe(reason)
  expect(answer.message).toMatch(message)
})

test('refuses the id of a job that is there, and runs nothing in a dry run', async () => {
  const fake = await startFakeGcp(world)
  onTestFinished(() => fake.close())
  const insert = (change: Change) => call(fake.url, '/bigquery/v2/projects/p-jobs/jobs', job(change))

  expect((await insert({ configuration: { dryRun: true } })).status).toBe(200)
  expect(fake.jobs()).toBe(0)
  expect((await insert({})).status).toBe(200)
  expect(await insert({})).toMatchObject({ status: 409, reason: 'duplicate' })
})
