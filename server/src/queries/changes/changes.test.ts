import type { DuckDBConnection } from '@duckdb/node-api'
import { addAmounts } from '@outlay/shared/money'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAsk } from '../ask.ts'
import { factsInMemory } from '../fact-builder.ts'
import { answerOverview } from '../overview.ts'
import { answerChanges } from './changes.ts'
import { answerDrivers } from './drivers.ts'

let connection: DuckDBConnection

beforeAll(async () => {
  const meter = { resource: 'vm', consumed_unit: 'Hours' } as const
  connection = await factsInMemory([
    { day: '2026-10-02', ...meter, billed: '10', consumed_quantity: '10', service: 'EC2' },
    {
      day: '2026-10-01',
      billed: '900',
      charge_category: 'Purchase',
      charge_frequency: 'Recurring',
      service: 'Support',
    },
    { day: '2026-11-02', ...meter, billed: '14', consumed_quantity: '14', service: 'EC2' },
    {
      day: '2026-11-01',
      billed: '1000',
      charge_category: 'Purchase',
      charge_frequency: 'Recurring',
      service: 'Support',
    },
    { day: '2026-11-01', billed: '77', charge_category: 'Tax', service: 'VAT' },
    { day: '2026-11-04', billed: '1', service: 'S3' },
  ])
})

afterAll(() => connection.closeSync())

const changes = (text: string, now = '2026-11-07T10:00:00Z') =>
  withAsk(connection, new Date(now), (ask) => answerChanges(ask, new URLSearchParams(text)))

test('the first days of a month compare usage, and list the rest apart', async () => {
  const { data, meta } = await changes('')

  expect(meta).toMatchObject({
    start: '2026-11-01',
    end: '2026-11-05',
    basis: { metric: 'effective', charges: 'usage' },
    total: '15',
    previousTotal: '10',
    apart: {
      cost: '1000',
      previousCost: '900',
      lines: [
        { chargeCategory: 'Purchase', chargeFrequency: 'Recurring', cost: '1000', previousCost: '900' },
      ],
    },
  })
  expect(data.map(({ group, change }) => [group[0], change])).toEqual([
    ['EC2', '4'],
    ['S3', '1'],
  ])
  expect(addAmounts([meta.total, meta.apart?.cost ?? ''])).toBe('1015')
})

test('with all charges asked for, tax and credits stand apart too', async () => {
  expect((await changes('charges=all')).meta.apart?.cost).toBe('1077')
})

test.each(['start=2026-11-01&end=2026-11-07', 'charges=usage', 'cmpStart=2026-09-01&cmpEnd=2026-10-04'])(
  'nothing stands apart with %s',
  async (text) => {
    expect((await changes(text)).meta.apart).toBeNull()
  },
)

test('the movers of the overview are those of usage on the first days of a month', async () => {
  const overview = await withAsk(connection, new Date('2026-11-07T10:00:00Z'), (ask) =>
    answerOverview(ask, new URLSearchParams()),
  )

  expect(overview.movers.map(({ group, change }) => [group[0], change])).toEqual([
    ['EC2', '4'],
    ['S3', '1'],
  ])
})

test('any two ranges can be compared', async () => {
  const { data, meta } = await changes(
    'start=2026-11-01&end=2026-11-10&cmpStart=2026-10-01&cmpEnd=2026-10-02&groupBy=service&limit=2',
  )

  expect(meta.previous).toEqual({ start: '2026-10-01', end: '2026-10-02', align: 'date' })
  expect(data.map(({ group, change, parts }) => [group[0], change, parts])).toEqual([
    ['Support', '100', [{ id: 'fees', amount: '100' }]],
    ['EC2', '14', [{ id: 'usage', amount: '14' }]],
  ])
})

test('where history holds nothing to compare with there are no parts', async () => {
  const asked = new URLSearchParams('start=2026-09-01&end=2026-10-05')
  const { data, meta } = await withAsk(connection, new Date('2026-11-07'), (ask) => answerDrivers(ask, asked))

  expect([data, meta.parts]).toEqual([[], []])
  expect(meta).not.toHaveProperty('previousTotal')
})

test('the SQL is told where it is asked for', async () => {
  expect((await changes('explain=1')).meta.sql).toContain('cost_fact')
  expect((await changes('')).meta).not.toHaveProperty('sql')
})

test.each([
  ['cmpStart=2026-10-01', 'cmpEnd: cmpStart and cmpEnd need each other'],
  ['cmpEnd=2026-10-01', 'cmpStart: cmpStart and cmpEnd need each other'],
  ['cmpStart=2026-10-02&cmpEnd=2026-10-01', 'must lie before cmpEnd'],
  ['cmpStart=2026-10-01&cmpEnd=2026-10-02&compare=year', 'cannot stand beside'],
  ['top=3', 'there is no such parameter'],
])('%s is refused', async (text, message) => {
  await expect(changes(text)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining(message),
  })
})
