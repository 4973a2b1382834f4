import { addAmounts } from '@outlay/shared/money'
import { expect, test } from 'vitest'
import type { AzureFault } from '../../../../test/clouds/azure/faults.ts'
import { THROTTLES } from '../../../../test/clouds/azure/faults.ts'
import { costs, PAYMENTS, SEARCH } from '../../../../test/clouds/azure/sample-company.ts'
import type { PageRow } from '../collector.ts'
import { collectOnce } from './collect-once.ts'

const picked = (rows: readonly PageRow[]) =>
  rows
    .map((row) => [
      row['day'],
      row['sub_account'],
      row['service'],
      row['charge_type'],
      row['pricing_model'],
      row['actual_cost'],
      row['amortized_cost'],
    ])
    .toSorted()

test('actual and amortized costs of a billing account are one list that sums to both', async () => {
  const { rows, collected } = await collectOnce()

  expect(picked(rows)).toEqual(
    [
      ['2026-10-01', SEARCH, 'Virtual Machines', 'Usage', 'OnDemand', '12.3456789012345', '12.3456789012345'],
      ['2026-10-02', SEARCH, 'Virtual Machines', 'Usage', 'OnDemand', '-0.0000001', '-0.0000001'],
      ['2026-10-01', SEARCH, 'Storage', 'Usage', 'OnDemand', '3.1', '3.1'],
      ['2026-10-01', SEARCH, 'Virtual Machines', 'Usage', 'Reservation', '0', '7.25'],
      ['2026-10-01', SEARCH, 'Virtual Machines', 'UnusedReservation', 'Reservation', '0', '0.75'],
      ['2026-10-01', SEARCH, 'Virtual Machines', 'Purchase', 'Reservation', '240', '0'],
      ['2026-10-01', PAYMENTS, 'SQL Database', 'Usage', 'OnDemand', '5', '5'],
    ].toSorted(),
  )
  expect(rows[0]).toMatchObject({ billing_account: '8611537', currency: 'EUR', estimated: 'false' })
  expect(rows[0]).not.toHaveProperty('meter')
  expect(collected).toEqual({ estimated: false })
})

test('totals are those that were served, to the last digit', async () => {
  const { rows } = await collectOnce({ fake: { pageSize: 1 } })
  const sum = (column: string) => addAmounts(rows.map((row) => String(row[column])))

  expect(sum('actual_cost')).toBe(addAmounts(costs.map(({ actual }) => actual ?? '0')))
  expect(sum('amortized_cost')).toBe(addAmounts(costs.map(({ amortized }) => amortized ?? '0')))
})

test('a subscription is asked for by meter', async () => {
  const { rows } = await collectOnce({ settings: { scope: `/subscriptions/${PAYMENTS}/` } })

  expect(rows).toEqual([
    expect.objectContaining({
      billing_account: PAYMENTS,
      sub_account: PAYMENTS,
      service: 'SQL Database',
      meter: 'vCore',
    }),
  ])
})

test('asks for totals by charge type and pricing model, then for each of these', async () => {
  const { requests } = await collectOnce()
  const bodies = requests.filter(({ operation }) => operation === 'query').map(({ body }) => JSON.parse(body))

  expect(requests.map(({ operation }) => operation)).toEqual(['dimensions', ...bodies.map(() => 'query')])
  expect(
    bodies.map(({ type, dataset }) => [type, dataset.grouping.length, dataset.filter?.and.length]),
  ).toEqual([
    ['ActualCost', 2, undefined],
    ...Array(3).fill(['ActualCost', 2, 2]),
    ['AmortizedCost', 2, undefined],
    ...Array(3).fill(['AmortizedCost', 2, 2]),
  ])
  expect(bodies[0].timePeriod).toEqual({ from: '2026-10-01T00:00:00.000Z', to: '2026-10-31T23:59:59.000Z' })
})

test('goes by one name in every request, and asks for large pages', async () => {
  const { requests } = await collectOnce({ fake: { pageSize: 1 } })
  const queries = requests.filter(({ operation }) => operation === 'query')

  expect(new Set(requests.map(({ headers }) => headers['clienttype']))).toEqual(new Set(['outlay']))
  expect(queries.every(({ method }) => method === 'POST')).toBe(true)
  const first = queries.filter(({ query }) => !query.has('$skiptoken'))
  expect(first.every(({ query }) => query.get('$top') === '5000')).toBe(true)
  expect(queries.length).toBeGreaterThan(first.length)
})

test('an agreement that knows no pricing models is asked by charge type alone', async () => {
  const { rows } = await collectOnce({ fake: { lacks: ['PricingModel'] } })

  expect(picked(rows)).toContainEqual([
    '2026-10-01',
    SEARCH,
    'Virtual Machines',
    'Purchase',
    null,
    '240',
    '0',
  ])
  expect(addAmounts(rows.map((row) => String(row['amortized_cost'])))).toBe(
    addAmounts(costs.map(({ amortized }) => amortized ?? '0')),
  )
})

test('columns and rows in another order are the same costs', async () => {
  const plain = await collectOnce()
  const { rows } = await collectOnce({ faults: { query: Array<AzureFault>(8).fill('reordered') } })

  expect(picked(rows)).toEqual(picked(plain.rows))
})

test('a month counts as estimated until the fifth day of the next', async () => {
  const at = async (now: string) => (await collectOnce({ test: { now } })).collected

  expect(await at('2026-11-05T23:00:00Z')).toEqual({ estimated: true })
  expect(await at('2026-11-06T00:00:00Z')).toEqual({ estimated: false })
})

test('no costs are no rows', async () => {
  const { rows, error } = await collectOnce({
    fake: { company: { subscriptions: [], billingAccount: '1', costs: [] } },
  })

  expect(error).toBeNull()
  expect(rows).toEqual([])
})

test.each(Object.entries(THROTTLES))(
  'a throttle by %s is waited for as long as it asks',
  async (_form, headers) => {
    const { rows, waits, error } = await collectOnce({ faults: { query: [{ throttled: headers }] } })

    expect(error).toBeNull()
    expect(rows).toHaveLength(7)
    expect(waits).toContain(7000)
  },
)

test.each<[string, AzureFault]>([
  ['a 500', 'server-error'],
  ['a 503 that is no JSON', 'unavailable'],
  ['a page of somebody else', 'html'],
  ['a body that breaks off', 'truncated'],
  ['a connection that breaks off', 'hang-up'],
  ['a throttle without a wish', { throttled: {} }],
])('%s is asked again', async (_case, fault) => {
  const { rows, waits, error } = await collectOnce({ faults: { query: [null, fault] } })

  expect(error).toBeNull()
  expect(rows).toHaveLength(7)
  expect(waits).toContain(500)
})

test('a token that has expired is read anew, once', async () => {
  const once = await collectOnce({ faults: { query: ['expired-token'] } })
  const twice = await collectOnce({ faults: { query: ['expired-token', 'expired-token'] } })

  expect(once.error).toBeNull()
  expect(once.rows).toHaveLength(7)
  expect(twice.error).toMatchObject({ kind: 'auth' })
})

test('waits before the quota of ten seconds is passed', async () => {
  const used = {
    'x-ms-ratelimit-microsoft.costmanagement-qpu-remaining':
      'QueriesPerHour:40,QueriesPerMin:9,QueriesPer10Sec:0',
  }
  const { waits } = await collectOnce({ faults: { query: [{ headers: used }] } })

  expect(waits.filter((ms) => ms === 10_000)).toHaveLength(1)
})

test.each<[string, AzureFault[], string, RegExp]>([
  ['401 that means a missing role', ['rbac-401'], 'permission', /Azure says so with 401/],
  ['403', ['forbidden'], 'permission', /lacks a role/],
  ['charges that may not be viewed', ['account-cost-disabled'], 'not_enabled', /view charges/],
  ['costs that a partner hides', ['indirect-cost-disabled'], 'not_enabled', /partner/],
  ['an offer without Cost Management', ['unsupported-offer'], 'not_enabled', /this kind of subscription/],
  ['a subscription that is none', ['subscription-not-found'], 'bad_request', /check its id/],
  ['a token of somebody else', ['invalid-token'], 'auth', /AZURE_CLIENT_ID/],
  ['a question that is refused', ['bad-question'], 'bad_request', /Invalid dataset grouping/],
  ['three throttles', Array<AzureFault>(3).fill({ throttled: {} }), 'throttled', /limits the number/],
  ['a quota of an hour', [{ throttled: { 'retry-after': '3600' } }], 'quota', /60 minutes/],
  ['three times 500', Array<AzureFault>(3).fill('server-error'), 'upstream', /cannot answer now/],
  ['a cost that is text', Array<AzureFault>(3).fill('text-cost'), 'bad_answer', /a cost must be a number/],
  ['rows that come twice', ['repeated-rows'], 'stale_pages', /twice/],
  ['a link that repeats', ['looping-link', 'looping-link'], 'stale_pages', /twice/],
  [
    'a link to somebody else',
    Array<AzureFault>(3).fill('foreign-link'),
    'bad_answer',
    /management\.example\.com/,
  ],
])('tells %s', async (_case, faults, kind, message) => {
  const { error, rows } = await collectOnce({ faults: { query: faults } })

  expect(error).toMatchObject({ kind, message: expect.stringMatching(message) })
  expect(rows).toEqual([])
})

test('names what to grant, and the code without the number of the request', async () => {
  const { error } = await collectOnce({ faults: { query: ['rbac-401'] } })

  expect(error).toMatchObject({
    grant: 'Cost Management Reader on providers/Microsoft.Billing/billingAccounts/8611537',
    vendorCode: 'RBACAccessDenied, request 00000000-0000-4000-8000-000000000000',
  })
  expect(error?.message).not.toMatch(/Request ID/)
})

test('no token goes to the host of a foreign link', async () => {
  const { requests } = await collectOnce({ faults: { query: Array<AzureFault>(3).fill('foreign-link') } })

  expect(requests.map(({ operation }) => operation)).toEqual(['dimensions', 'query'])
})

test('amortized costs that are missing beside actual ones are no month', async () => {
  const faults: (AzureFault | null)[] = [null, null, null, null, 'no-content']

  expect((await collectOnce({ faults: { query: faults } })).error).toMatchObject({ kind: 'stale_pages' })
  expect((await collectOnce({ faults: { query: faults }, test: { reading: 2 } })).error).toMatchObject({
    kind: 'bad_answer',
  })
})

test('costs that are refreshed while they are read are read anew once', async () => {
  const refresh = (reading: number) =>
    collectOnce({ faults: { query: [null, 'no-content'] }, test: { reading } })

  expect((await refresh(1)).error).toMatchObject({
    kind: 'stale_pages',
    message: expect.stringMatching(/refreshed/),
  })
  expect((await refresh(2)).error).toBeNull()
})

test('days that were not asked for are left out', async () => {
  const { rows } = await collectOnce({ faults: { query: Array<AzureFault>(8).fill('foreign-rows') } })

  expect(new Set(rows.map((row) => row['day']))).toEqual(new Set(['2026-10-01', '2026-10-02']))
})
