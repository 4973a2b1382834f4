import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type AzureFault, THROTTLES } from './faults.ts'
import { PAYMENTS, SEARCH } from './sample-company.ts'
import { group, QUERY, question, useFake, withDataset } from './test-kit.ts'

const { ask, fake } = useFake()

test('pages are POSTed with the same body until there is no link', async () => {
  const first = JSON.parse((await ask()).text)
  const second = JSON.parse((await ask({ path: first.properties.nextLink })).text)

  expect(first.properties.nextLink).toMatch(/\$skiptoken=[\w]+%3D%3D$/)
  expect(first.properties.columns.map(({ name }: { name: string }) => name)).toEqual([
    'Cost',
    'UsageDate',
    'ServiceName',
    'Currency',
  ])
  expect([...first.properties.rows, ...second.properties.rows]).toEqual([
    [252.3456789012345, 20261001, 'Virtual Machines', 'EUR'],
    [-1e-7, 20261002, 'Virtual Machines', 'EUR'],
    [3.1, 20261001, 'Storage', 'EUR'],
  ])
  expect(second.properties.nextLink).toBeNull()
})

test('a link that comes with another body is refused', async () => {
  const first = JSON.parse((await ask()).text)

  const answer = await ask({ path: first.properties.nextLink, body: { ...question, type: 'AmortizedCost' } })

  expect(answer.text).toMatch(/does not belong to this query/)
})

test('a link by GET is refused', async () => {
  const first = JSON.parse((await ask()).text)

  expect((await ask({ method: 'GET', path: first.properties.nextLink })).status).toBe(405)
})

test('amortized costs spread a reservation and leave its purchase out', async () => {
  const sums = async (type: string) => {
    const path = `/providers/Microsoft.Billing/billingAccounts/8611537/providers/Microsoft.CostManagement/query?api-version=2022-10-01`
    const { text } = await ask({
      path,
      body: {
        ...question,
        type,
        dataset: { ...question.dataset, granularity: 'None', grouping: [group('ChargeType')] },
      },
    })
    return JSON.parse(text).properties.rows
  }

  expect(await sums('ActualCost')).toEqual([
    [20.4456788012345, 'Usage', 'EUR'],
    [240, 'Purchase', 'EUR'],
  ])
  expect(await sums('AmortizedCost')).toEqual([
    [27.6956788012345, 'Usage', 'EUR'],
    [0.75, 'UnusedReservation', 'EUR'],
  ])
})

test('a filter takes its values only', async () => {
  const { text } = await ask(
    withDataset({ filter: { dimensions: { name: 'ChargeType', operator: 'In', values: ['Purchase'] } } }),
  )

  expect(JSON.parse(text).properties.rows).toEqual([[240, 20261001, 'Virtual Machines', 'EUR']])
})

test('no costs are 204 without a body', async () => {
  const path = QUERY.replace(SEARCH, '33333333-3333-4333-8333-333333333333')

  expect(await ask({ path })).toMatchObject({ status: 204, text: '' })
})

test('answers name the quota that is left', async () => {
  expect((await ask()).headers).toMatchObject({
    'x-ms-ratelimit-microsoft.costmanagement-qpu-consumed': '1',
    'x-ms-ratelimit-microsoft.costmanagement-qpu-remaining': expect.stringContaining('QueriesPer10Sec:'),
  })
})

test.each(Object.entries(THROTTLES))('throttles on command by %s', async (_form, headers) => {
  fake().script('query', [{ throttled: headers }])

  const answer = await ask()

  expect(answer.status).toBe(429)
  expect(answer.headers).toMatchObject(headers)
  expect((await ask()).status).toBe(200)
})

test.each<[AzureFault, number, RegExp]>([
  ['server-error', 500, /InternalServerError/],
  ['unavailable', 503, /<html>/],
  ['expired-token', 401, /ExpiredAuthenticationToken/],
  ['rbac-401', 401, /RBACAccessDenied/],
  ['forbidden', 403, /AuthorizationFailed/],
  ['account-cost-disabled', 400, /AccountCostDisabled/],
  ['unsupported-offer', 404, /not supported/],
  ['failed-dependency', 424, /train/],
  ['empty-object', 200, /^\{\}$/],
  ['foreign-link', 200, /management\.example\.com/],
  ['looping-link', 200, /skiptoken=loop/],
])('misbehaves on command: %s', async (fault, status, text) => {
  fake().script('query', [fault])

  const answer = await ask()

  expect(answer.status).toBe(status)
  expect(answer.text).toMatch(text)
})

test.each<AzureFault>(['truncated', 'hang-up'])('breaks off on command: %s', async (fault) => {
  fake().script('query', [fault])

  await expect(ask()).rejects.toThrow(/aborted|socket hang up|ECONNRESET/)
})

test('repeats and reorders rows on command', async () => {
  fake().script('query', ['repeated-rows', 'reordered'])

  expect(JSON.parse((await ask()).text).properties.rows).toHaveLength(4)
  expect(JSON.parse((await ask()).text).properties.rows[0]).toEqual([
    'EUR',
    'Virtual Machines',
    20261002,
    -1e-7,
  ])
})

test('management groups come with their chain, in pages that are POSTed', async () => {
  const path = '/providers/Microsoft.Management/getEntities?api-version=2021-04-01'
  const first = JSON.parse((await ask({ path, body: '' })).text)
  const second = JSON.parse((await ask({ path: first.nextLink, body: '' })).text)

  expect(first.value).toHaveLength(2)
  expect(
    second.value.map(({ name, properties }: { name: string; properties: object }) => [name, properties]),
  ).toEqual([
    [
      SEARCH,
      expect.objectContaining({
        displayName: 'Search',
        parentDisplayNameChain: ['Tenant Root Group', 'Product'],
      }),
    ],
    [PAYMENTS, expect.objectContaining({ displayName: 'Payments' })],
  ])
})

const wire = fileURLToPath(new URL('../../../../shared/data/wire/azure/', import.meta.url))
const missing = !existsSync(wire)

test.skipIf(missing)('answers in the shape of the reference pages (needs ../shared/data)', async () => {
  const reference = JSON.parse(readFileSync(`${wire}query-daily.pages.json`, 'utf8'))[0]
  const { body } = withDataset({ grouping: ['ServiceName', 'ResourceLocation'].map(group) })
  const answer = JSON.parse((await ask({ body })).text)

  expect(Object.keys(answer)).toEqual(Object.keys(reference))
  expect(Object.keys(answer.properties)).toEqual(Object.keys(reference.properties))
  expect(answer.properties.columns).toEqual(reference.properties.columns)
  expect(answer.properties.rows[0].map((cell: unknown) => typeof cell)).toEqual(
    reference.properties.rows[0].map((cell: unknown) => typeof cell),
  )
})

test.skipIf(missing)('names its quota as the reference does (needs ../shared/data)', async () => {
  const reference = JSON.parse(readFileSync(`${wire}ok-headers.json`, 'utf8'))

  expect(Object.keys((await ask()).headers)).toEqual(expect.arrayContaining(Object.keys(reference)))
})

test.skipIf(missing)('words errors as the reference does (needs ../shared/data)', async () => {
  const faults: readonly AzureFault[] = ['rbac-401', 'account-cost-disabled', 'forecast-past']
  const reference: { status: number; body?: { error: { code: string } } }[] = JSON.parse(
    readFileSync(`${wire}errors.json`, 'utf8'),
  )
  fake().script('query', faults)

  for (const _ of faults) {
    const { status, text } = await ask()
    const { code } = JSON.parse(text).error
    expect(reference.map((each) => [each.status, each.body?.error.code])).toContainEqual([status, code])
  }
})
