import type { DuckDBConnection } from '@duckdb/node-api'
import type { AllocationSummary } from '@outlay/shared/allocation'
import { addAmounts } from '@outlay/shared/money'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAsk } from '../queries/ask.ts'
import { answerCosts } from '../queries/costs.ts'
import type { Fact } from '../queries/fact-builder.ts'
import { factsInMemory } from '../queries/fact-builder.ts'
import { answerSummary } from './summary.ts'
import { fileRules } from './test-rules.ts'

let connection: DuckDBConnection
const NOW = new Date('2026-11-23T10:00:00Z')

const FACTS: readonly Fact[] = [
  { day: '2026-10-01', team: 'search', resource: 'vm-1', billed: '100', tags: new Map([['env', 'prod']]) },
  { day: '2026-10-15', team: 'maps', resource: 'vm-2', billed: '300.00000000000001' },
  { day: '2026-10-20', team: 'ops', service: 'AWS Support', charge_category: 'Purchase', billed: '40' },
  { day: '2026-11-02', team: 'search', resource: 'vm-1', billed: '33.33', tags: new Map([['env', 'prod']]) },
  { day: '2026-11-03', team: 'search', resource: 'vm-3', billed: '66.67', tags: new Map([['env', 'x']]) },
  { day: '2026-11-03', team: 'maps', resource: 'vm-2', billed: '200' },
  { day: '2026-11-04', team: null, resource: 'vm-9', billed: '7.77' },
  {
    day: '2026-11-05',
    team: null,
    service: 'AWS Support',
    charge_category: 'Purchase',
    billed: '10.00000000000001',
  },
  { day: '2026-11-06', team: 'ops', service: 'AWS Support', charge_category: 'Purchase', billed: '20' },
  { day: '2026-11-06', team: null, charge_category: 'Tax', billed: '19' },
  { day: '2026-11-07', team: 'maps', charge_category: 'Credit', billed: '-500' },
  {
    day: '2026-11-08',
    team: 'search',
    resource: 'vm-1',
    commitment_id: 'sp-1',
    commitment_status: 'Used',
    billed: '0',
    effective: '5',
  },
  {
    day: '2026-11-08',
    sub_account: 'payer',
    sub_account_name: 'Payer',
    commitment_id: 'sp-1',
    commitment_status: 'Unused',
    billed: '0',
    effective: '2',
    team: 'ops',
  },
]

beforeAll(async () => {
  connection = await factsInMemory(FACTS, ['team', 'env'])
  await connection.run(`
    insert into business_unit values
      ('2026-11-01', 'orders', 'search', 30, 'u'), ('2026-11-02', 'orders', 'maps', 10, 'u'),
      ('2026-11-02', 'orders', null, 500, 'u')`)
})

afterAll(() => connection.closeSync())

const summary = (query: string, yaml = ''): Promise<AllocationSummary> =>
  withAsk(connection, NOW, (ask) => answerSummary(ask, new URLSearchParams(query), fileRules(yaml || '{}')))

const NOVEMBER = 'start=2026-11-01&end=2026-12-01'

const support = (split: string) => `
allocation:
  shared: [{ id: support, name: Support, match: ["service:contains:support"], split: ${split} }]`

const sharesOf = (answer: AllocationSummary) =>
  Object.fromEntries(
    answer.teams.map(({ team, direct, sharedIn, sharedOut }) => [team, [direct, sharedIn, sharedOut]]),
  )

test('without rules every cost is direct or has no team', async () => {
  const answer = await summary(NOVEMBER)

  expect(sharesOf(answer)).toEqual({
    maps: ['200', '0', '0'],
    search: ['105', '0', '0'],
    ops: ['22', '0', '0'],
  })
  expect(answer).toMatchObject({ unallocated: '17.77000000000001', shared: '0', direct: '327' })
  expect(answer.reconciles).toEqual({ ok: true, difference: '0' })
  expect(answer.sentence).toBe('94.8% of $344.77 belongs to 3 teams; $17.77 has no team.')
})

test.each([
  {
    split: '{ method: even }',
    shares: { maps: '10.00000000000001', ops: '10', search: '10' },
  },
  {
    split: '{ method: proportional, teams: [maps, search] }',
    shares: { maps: '19.6721311475409902', search: '10.3278688524590198' },
  },
  {
    split: '{ method: fixed, percents: [{ team: maps, percent: 25 }, { team: new, percent: "75" }] }',
    shares: { maps: '7.5', new: '22.50000000000001' },
  },
  { split: '{ method: metric, unit: orders }', shares: { maps: '7.5', search: '22.50000000000001' } },
])('support is shared by $split', async ({ split, shares }) => {
  const answer = await summary(NOVEMBER, support(split))
  const [pool] = answer.pools

  expect(pool?.cost).toBe('30.00000000000001')
  const rounded = Object.fromEntries(
    Object.entries(shares).map(([team, cost]) => [team, Number(cost).toFixed(12)]),
  )
  expect(
    Object.fromEntries((pool?.shares ?? []).map(({ team, cost }) => [team, Number(cost).toFixed(12)])),
  ).toEqual(rounded)
  expect(addAmounts((pool?.shares ?? []).map(({ cost }) => cost))).toBe('30.00000000000001')
  expect(answer.teams.find(({ team }) => team === 'ops')).toMatchObject({ direct: '2', sharedOut: '20' })
  expect(answer.reconciles.ok).toBe(true)
})

test('what cannot be split stays unallocated and says why', async () => {
  const answer = await summary(NOVEMBER, support('{ method: metric, unit: clicks }'))

  expect(answer.pools[0]?.unsplit).toEqual([
    { month: '2026-11-01', cost: '30.00000000000001', reason: 'no quantities of "clicks" by team' },
  ])
  expect(answer).toMatchObject({ unsplit: '30.00000000000001', unallocated: '37.77000000000001' })
  expect(answer.reconciles.ok).toBe(true)
})

test('two months are the sum of each', async () => {
  const yaml = support('{ method: proportional }')
  const both = await summary('start=2026-10-01&end=2026-12-01', yaml)
  const october = await summary('start=2026-10-01&end=2026-11-01', yaml)
  const november = await summary(NOVEMBER, yaml)
  const maps = (answer: AllocationSummary) => answer.teams.find(({ team }) => team === 'maps')?.total ?? '0'

  expect(maps(both)).toBe(addAmounts([maps(october), maps(november)]))
  expect(november.teams.find(({ team }) => team === 'maps')?.previousTotal).toBe(maps(october))
})

test('tag coverage counts the cost of resources with every required tag', async () => {
  const policy = 'allocation: { tagPolicy: [{ key: Env, allowed: [prod] }] }'
  const answer = await summary(NOVEMBER, policy)
  const coverage = Object.fromEntries(answer.teams.map(({ team, tagCoverage }) => [team, tagCoverage]))

  expect(coverage).toEqual({ maps: 0, search: 0.3174, ops: null })
  expect(answer.requiredTags).toEqual(['env'])
})

test('unit cost divides by the only unit there is, and is unknown for a team without quantities', async () => {
  const answer = await summary(NOVEMBER)

  expect(answer.unit).toBe('orders')
  expect(answer.teams.map(({ team, unitCost }) => [team, unitCost])).toEqual([
    ['maps', 20],
    ['search', 3.5],
    ['ops', null],
  ])
  expect(answer.teams[0]?.openSavings).toBeNull()
})

test('a commitment shows who bought it and whose usage it covered', async () => {
  const { commitments } = await summary(NOVEMBER)

  expect(commitments).toEqual([
    { buyer: 'payer', buyerName: 'Payer', team: 'search', status: 'Used', cost: '5' },
    { buyer: 'payer', buyerName: 'Payer', team: 'ops', status: 'Unused', cost: '2' },
  ])
})

const CONDITIONS = [
  'team:is:maps',
  'service:contains:support',
  'chargeCategory:is:Tax',
  'commitmentStatus:is:Unused',
  'team:absent',
  'resource:contains:vm',
  'provider:is:aws',
]
const split = fc.oneof(
  fc.record({ method: fc.constantFrom('even', 'proportional') }),
  fc.record({ method: fc.constantFrom('even', 'proportional'), teams: fc.constant(['maps', 'new']) }),
  fc.constant({
    method: 'fixed',
    percents: [
      { team: 'maps', percent: '33.3' },
      { team: 'b', percent: '66.7' },
    ],
  }),
  fc.record({ method: fc.constant('metric'), unit: fc.constantFrom('orders', 'none') }),
)
const shared = fc.array(
  fc.record({ match: fc.uniqueArray(fc.constantFrom(...CONDITIONS), { minLength: 1, maxLength: 2 }), split }),
  { maxLength: 4 },
)

test('direct, shared and unallocated add up to GET /costs, whatever the rules and the basis', async () => {
  await fc.assert(
    fc.asyncProperty(
      shared,
      fc.constantFrom('effective', 'billed', 'list'),
      fc.constantFrom('cost', 'usage', 'all'),
      fc.constantFrom(NOVEMBER, 'start=2026-10-10&end=2026-11-06', 'start=2026-01-01&end=2026-02-01'),
      async (rules, metric, charges, range) => {
        const query = `${range}&metric=${metric}&charges=${charges}`
        const yaml = JSON.stringify({
          allocation: { shared: rules.map((rule, index) => ({ id: `s${index}`, ...rule })) },
        })
        const answer = await summary(query, yaml)
        const costs = await withAsk(connection, NOW, (ask) =>
          answerCosts(ask, new URLSearchParams(`${query}&granularity=total`)),
        )
        const teams = answer.teams.map(({ total }) => total)
        expect(addAmounts([...teams, answer.unallocated])).toBe(costs.meta.total)
        expect(addAmounts([answer.direct, answer.shared, answer.unallocated])).toBe(costs.meta.total)
        expect(answer.reconciles).toEqual({ ok: true, difference: '0' })
      },
    ),
    { numRuns: 30 },
  )
})
