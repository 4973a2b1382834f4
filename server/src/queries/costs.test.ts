import type { DuckDBConnection } from '@duckdb/node-api'
import { beforeAll, expect, test } from 'vitest'
import { withAsk } from './ask.ts'
import { answerCosts } from './costs.ts'
import { factsInMemory } from './fact-builder.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
let connection: DuckDBConnection

beforeAll(async () => {
  connection = await factsInMemory(
    [
      { day: '2026-10-03', service: 'S3', billed: '4', team: 'search' },
      { day: '2026-11-02', service: 'EC2', billed: '10.00000000000001', team: 'search' },
      { day: '2026-11-03', service: 'EC2', billed: '0.1', team: null },
      {
        day: '2026-11-03',
        service: 'S3',
        billed: '0.2',
        team: 'Other',
        tags: new Map([['user:Env', 'prod']]),
      },
      { day: '2026-11-04', service: null, billed: '-3', team: 'search' },
      { day: '2026-11-04', service: 'VAT', billed: '2', charge_category: 'Tax' },
      { day: '2026-11-04', service: 'EC2', billed: '7', currency: 'EUR', billing_account: 'eu' },
      { day: '2026-12-01', service: 'Support', billed: '5' },
    ],
    [],
  )
})

const ask = (text: string) =>
  withAsk(connection, NOW, (asking) => answerCosts(asking, new URLSearchParams(text)))

test('groups by service and month, null where there is none, largest first', async () => {
  const { data, meta } = await ask('groupBy=service&granularity=monthly&start=2026-11-01&end=2026-12-01')

  expect(data).toEqual([
    { period: '2026-11-01', group: ['EC2'], cost: '10.10000000000001' },
    { period: '2026-11-01', group: ['S3'], cost: '0.2' },
    { period: '2026-11-01', group: [null], cost: '-3' },
  ])
  expect(meta).toMatchObject({ total: '7.30000000000001', groups: 3, currency: 'USD', other: null })
  expect(meta.currencies).toEqual([{ currency: 'EUR', total: '7' }])
})

test('asks for all there is when no range is given, days billed ahead too', async () => {
  const { meta } = await ask('granularity=total')

  expect(meta).toMatchObject({
    start: '2026-10-03',
    end: '2026-12-02',
    total: '16.30000000000001',
    basis: { metric: 'effective', charges: 'cost' },
  })
})

test('gathers what top cuts off in a row that is no group of that name', async () => {
  const { data, meta } = await ask('groupBy=team&granularity=total&top=1&start=2026-11-01&end=2026-12-01')

  expect(data).toEqual([
    { period: '2026-11-01', group: ['search'], cost: '7.00000000000001' },
    { period: '2026-11-01', group: [null], cost: '0.3', other: true },
  ])
  expect(meta.other).toEqual({ members: 2, cost: '0.3' })
})

test('compares with the same dates of the month before', async () => {
  const { data, meta } = await ask(
    'groupBy=service&granularity=daily&start=2026-11-01&end=2026-11-05&compare=previous&align=date&filter=service:is:S3',
  )

  expect(data).toEqual([{ period: '2026-11-03', group: ['S3'], cost: '0.2', previousCost: '4' }])
  expect(meta).toMatchObject({
    previousTotal: '4',
    previous: { start: '2026-10-01', end: '2026-10-05', align: 'date' },
  })
})

test('normalises by days when asked to', async () => {
  const { data } = await ask(
    'granularity=monthly&start=2026-11-01&end=2026-12-01&compare=previous&align=norm',
  )

  expect(data).toEqual([
    { period: '2026-11-01', group: [], cost: '7.30000000000001', previousCost: '3.87096774193548' },
  ])
})

test('what lies before all history is unknown, not 0, and not asked for', async () => {
  const { data, meta } = await ask(
    'start=2026-11-01&end=2026-12-01&compare=year&explain=true&granularity=total',
  )

  expect(data).toEqual([{ period: '2026-11-01', group: [], cost: '7.30000000000001' }])
  expect(meta).not.toHaveProperty('previousTotal')
  expect(meta.previous).toEqual({ start: '2025-11-01', end: '2025-12-01', align: 'date' })
  expect(meta.sql).not.toContain('previous')
  expect(meta.warnings).toEqual([
    { code: 'partial_history', message: 'History begins on 3 Oct 2026: there is nothing to compare with.' },
  ])
})

test('a comparison that history holds in part keeps its figure, and leaves earlier periods open', async () => {
  const { data, meta } = await ask('start=2026-11-01&end=2026-11-05&compare=previous&groupBy=provider')

  expect(data.map((row) => [row.period, row.previousCost])).toEqual([
    ['2026-11-02', undefined],
    ['2026-11-03', '4'],
    ['2026-11-04', '0'],
  ])
  expect(meta.previousTotal).toBe('4')
  expect(meta.warnings).toMatchObject([
    { code: 'partial_history', message: expect.stringContaining('begins on 3 Oct 2026') },
  ])
})

test.each([
  ['start=2026-11-01&end=2026-11-20', 'date'],
  ['start=2026-11-02&end=2026-11-20', 'dow'],
  ['start=2026-10-02&end=2026-11-20', 'date'],
])('%s is compared by %s unless told otherwise', async (text, align) => {
  expect((await ask(`${text}&compare=previous`)).meta.previous?.align).toBe(align)
})

test('a currency is found whatever its case, and refused where the data has no such', async () => {
  expect((await ask('currency=eur&start=2026-11-01')).meta).toMatchObject({ currency: 'EUR', total: '7' })
  await expect(ask('currency=CHF')).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: 'currency: there are no costs in "CHF", only in USD, EUR.',
  })
})

test.each([
  ['filter=team:absent', '0.1'],
  ['filter=team:not:search', '0.3'],
  ['filter=team:is:search&filter=team:is:Other', '7.20000000000001'],
  ['filter=service:contains:ec', '10.10000000000001'],
  ['filter=tag:env:is:prod', '0.2'],
  ['filter=tag:ENV:absent', '7.10000000000001'],
  ['charges=all', '9.30000000000001'],
  ['currency=EUR', '7'],
  ['filter=billingAccount:is:eu', '7'],
  ['filter=region:is:nowhere', '0'],
])('%s totals %s', async (text, total) => {
  expect((await ask(`granularity=total&start=2026-11-01&end=2026-12-01&${text}`)).meta.total).toBe(total)
})

test.each([
  ['groupby=service', /groupby: there is no such parameter \(did you mean "groupBy"\?\)/],
  ['metric=efective', /metric: "efective" is none of .* \(did you mean "effective"\?\)/],
  ['metric=billed&metric=list', /metric: it may be given once only/],
  ['groupBy=servise', /did you mean "service"/],
  ['groupBy=service,service', /once only/],
  ['groupBy=service,region,sku,team', /at most 3/],
  ['top=0', /^top: "0" is not accepted: must be a whole number from 1 to 1000\.$/],
  ['top=1e9', /^top: "1e9" is not accepted: must be a whole number from 1 to 1000\.$/],
  ['explain=x', /^explain: "x" is not accepted: must be true or false\.$/],
  ['currency=%00', /must be a currency code/],
  ['start=1900-01-01&end=2999-01-01', /start/],
  ['start=2026-02-30', /exists/],
  ['start=2026-02-03&end=2026-02-03', /must lie before/],
  ['filter=service', /filter/],
  ['filter=service:like:x', /no operator/],
  ['filter=tag:%25ZZ:is:x', /percent-encoded/],
  ['align=dow', /compare/],
])('refuses %s', async (text, message) => {
  await expect(ask(text)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(message),
  })
})
