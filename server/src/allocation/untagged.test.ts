import type { DuckDBConnection } from '@duckdb/node-api'
import type { TagPolicyAnswer, UntaggedAnswer } from '@outlay/shared/tagging'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAsk } from '../queries/ask.ts'
import { type Fact, factsInMemory } from '../queries/fact-builder.ts'
import { answerPolicy } from './tag-policy.ts'
import { fileRules } from './test-rules.ts'
import { answerUntagged } from './untagged.ts'

let connection: DuckDBConnection

const tag = (entries: Record<string, string>) => new Map(Object.entries(entries))
const of = (resource: string, team: string | null, more: Partial<Fact> = {}): Fact => ({
  day: '2026-11-03',
  resource,
  team,
  tags: tag(team === null ? {} : { team }),
  ...more,
})

const FACTS: readonly Fact[] = [
  of('shop-web-01', 'shop'),
  of('shop-web-02', 'shop'),
  of('shop-web-03', 'shop'),
  of('shop-web-04', null, { billed: '50' }),
  of('x-1', 'data', { tags: tag({ team: 'data', 'aws:createdBy': 'ada' }), sub_account: 'b' }),
  of('x-2', 'data', { tags: tag({ team: 'data', 'aws:createdBy': 'ada' }), sub_account: 'b' }),
  of('y-1', 'ops', { sub_account: 'b' }),
  of('y-2', 'ops', { sub_account: 'b' }),
  of('y-3', 'ops', { sub_account: 'b' }),
  of('lonely', null, { tags: tag({ 'aws:createdBy': 'ada' }), sub_account: 'b', billed: '40' }),
  {
    day: '2026-11-03',
    team: null,
    sub_account: 'b',
    service: 'Support',
    charge_category: 'Purchase',
    billed: '30',
  },
  of('stranger', null, { sub_account: 'z', billed: '20' }),
  of('/subscriptions/s/resourcegroups/web/vm/a', 'shop', {
    provider: 'azure',
    billing_account: 'az',
    tags: tag({}),
  }),
  of('/subscriptions/s/resourcegroups/web/vm/b', null, {
    provider: 'azure',
    billing_account: 'az',
    tags: null,
    billed: '10',
  }),
  { ...of('old', null, { billed: '60' }), day: '2026-10-20' },
]

beforeAll(async () => {
  connection = await factsInMemory(FACTS, ['team'])
})

afterAll(() => connection.closeSync())

const NOW = new Date('2026-11-23T10:00:00Z')
const ask = <T>(work: Parameters<typeof withAsk<T>>[2]) => withAsk(connection, NOW, work)
const NOVEMBER = 'start=2026-11-01&end=2026-12-01'
const untagged = (yaml = '{}'): Promise<UntaggedAnswer> =>
  ask((asked) => answerUntagged(asked, new URLSearchParams(NOVEMBER), fileRules(yaml)))

test('what has no team comes by cost, with the team of its nearest kin and what speaks for it', async () => {
  const answer = await untagged()

  expect(
    answer.data.map(({ resource, service, cost, suggestion }) => [resource ?? service, cost, suggestion]),
  ).toEqual([
    [
      'shop-web-04',
      '50',
      {
        team: 'shop',
        confidence: 0.75,
        evidence: '3 of 3 resources whose name begins with shop-web belong to shop',
      },
    ],
    [
      'lonely',
      '40',
      { team: 'data', confidence: 0.67, evidence: '2 of 2 resources made by ada belong to data' },
    ],
    [
      'Support',
      '30',
      { team: 'ops', confidence: 0.5, evidence: '3 of 5 resources in its account belong to ops' },
    ],
    ['stranger', '20', null],
    [
      '/subscriptions/s/resourcegroups/web/vm/b',
      '10',
      { team: 'shop', confidence: 0.5, evidence: '1 of 1 resource in resource group web belongs to shop' },
    ],
  ])
  expect(answer).toMatchObject({ total: '150', items: 5 })
  expect(answer.sentence).toBe(
    '$150.00 in 5 places have no team. The largest is shop-web-04 with $50.00, probably of shop.',
  )
})

test('what a shared rule takes is not without an owner', async () => {
  const { data } = await untagged(
    'allocation: { shared: [{ id: s, match: ["service:is:Support"], split: { method: even } }] }',
  )

  expect(data.map(({ service }) => service)).not.toContain('Support')
})

const policy = (range: string, yaml: string): Promise<TagPolicyAnswer> =>
  ask((asked) => answerPolicy(asked, new URLSearchParams(range), fileRules(yaml)))

test('untagged is told from a tag that its source has not delivered', async () => {
  const answer = await policy('start=2026-10-01&end=2026-12-01', 'allocation: { tagPolicy: [{ key: team }] }')
  const [team] = answer.data

  // The old resource lies before the first tag of its source; Azure has never delivered the key.
  expect(team).toMatchObject({ compliant: '8', untagged: '110', wrongValue: '0', notActivated: '71' })
  expect(answer).toMatchObject({ taggable: '189', notTaggable: '30' })
  expect(team?.weeks.map(({ week, notActivated }) => [week, notActivated])).toEqual([
    ['2026-10-19', '60'],
    ['2026-11-02', '11'],
  ])
  expect(team?.sources).toEqual([
    expect.objectContaining({
      provider: 'aws',
      activatedOn: '2026-11-03',
      delivers: true,
      notActivated: '60',
    }),
    expect.objectContaining({ provider: 'azure', activatedOn: null, delivers: false, notActivated: '11' }),
  ])
})

test('a value that is not accepted is no compliance, and is named', async () => {
  const yaml = 'allocation: { tagPolicy: [{ key: Team, allowed: [shop, ops] }] }'
  const [team] = (await policy(NOVEMBER, yaml)).data

  expect(team).toMatchObject({ compliant: '6', wrongValue: '2', wrongValues: [{ value: 'data', cost: '2' }] })
})

test('without a policy the tag that decides teams is counted, and said to be no requirement', async () => {
  const { data } = await policy(NOVEMBER, '{}')

  expect(data.map(({ tag: key, required }) => [key, required])).toEqual([['team', false]])
})
