import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestFolder, testFolder } from '../../ingest/apply/harness.ts'
import { rules } from '../registry.ts'
import { readEvents } from './read-events.ts'
import { readRecommendations } from './read-recommendations.ts'
import { readRules } from './read-rules.ts'
import { createRuleRunner } from './refresh.ts'
import { changeRule } from './rule-settings.ts'

let folder: TestFolder
let now = new Date('2026-11-05T12:00:00Z')

beforeEach(async () => {
  folder = await testFolder()
  now = new Date('2026-11-05T12:00:00Z')
})
afterEach(() => folder.remove())

const HEADER =
  'BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeFrequency,PricingCategory,ProviderName,ServiceName,ServiceCategory,SubAccountId,RegionId,ResourceId,x_UsageType,ConsumedQuantity,ConsumedUnit,BilledCost,EffectiveCost,ContractedCost,ListCost'

/** A month's bill of idle addresses, each 0.5 a day. */
function bill(month: string, days: number, addresses: readonly string[]): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const day = (index: number) => new Date(Date.UTC(year, number - 1, index)).toISOString()
  const lines = addresses.flatMap((id) =>
    Array.from({ length: days }, (_, index) =>
      [
        'payer',
        'USD',
        day(1),
        new Date(Date.UTC(year, number, 1)).toISOString(),
        day(index + 1),
        day(index + 2),
        'Usage',
        'Usage-Based',
        'Standard',
        'AWS',
        'Amazon Virtual Private Cloud',
        'Networking',
        'account-1',
        'us-east-1',
        id,
        'PublicIPv4:IdleAddress',
        '24',
        'Hours',
        '0.5',
        '0.5',
        '0.5',
        '0.5',
      ].join(','),
    ),
  )
  return [HEADER, ...lines].join('\n')
}

async function refresh() {
  await createRuleRunner(folder.db, () => now).refresh()
  const connection = await folder.db.connect()
  try {
    const query = 'status=open,accepted,in_progress,applied,verified,snoozed,dismissed,expired'
    return {
      ...(await readRecommendations(connection, new URLSearchParams(query))),
      rules: await readRules(connection),
    }
  } finally {
    connection.closeSync()
  }
}

async function eventsOf(id: string) {
  const connection = await folder.db.connect()
  try {
    return await readEvents(connection, id)
  } finally {
    connection.closeSync()
  }
}

const deliver = (name: string, text: string) =>
  folder.importFiles({ [name]: text }, { clock: () => now, replace: true })

test('a run finds, counts and explains; the same bill again runs nothing', async () => {
  await deliver('october.csv', bill('2026-10', 31, ['eipalloc-1']))
  const first = await refresh()

  expect(first.data).toMatchObject([
    {
      rule: 'IDLE-01',
      status: 'open',
      grade: 'P',
      monthlyCost: '15',
      monthlySavings: { low: 14.78, expected: 15, high: 15.22 },
      countedSavings: 15,
      resourceIds: ['eipalloc-1'],
      evidence: { window: { start: '2026-10-02', end: '2026-11-01' } },
    },
  ])
  expect(first.totals).toMatchObject({ proven: 14.78, ceiling: 15.22, currency: 'USD', avoidance: 0 })
  const [ranAt] = await folder.select('select ran_at::varchar from rule_run')
  now = new Date('2026-11-05T13:00:00Z')
  await refresh()
  expect(await folder.select('select ran_at::varchar from rule_run')).toEqual([ranAt])
})

test('addresses too small for a card each are one card, and keep its identity', async () => {
  const ids = Array.from({ length: 3 }, (_, index) => `eipalloc-${index}`)
  const small = bill('2026-10', 31, ids).replaceAll(',0.5,0.5,0.5,0.5', ',0.1,0.1,0.1,0.1')
  await deliver('october.csv', small)
  const { data } = await refresh()
  expect(data).toMatchObject([{ resourceIds: ids, countedSavings: 9 }])

  now = new Date('2026-11-06T12:00:00Z')
  expect((await refresh()).data.map(({ id }) => id)).toEqual(data.map(({ id }) => id))
})

test('what is gone expires where nobody had taken it up, counts as applied where somebody had, and is verified on the bill', async () => {
  await deliver('october.csv', bill('2026-10', 31, ['eipalloc-1', 'eipalloc-2']))
  const found = (await refresh()).data
  const accepted = found.find(({ resourceIds }) => resourceIds[0] === 'eipalloc-1')?.id ?? ''
  await folder.db.writer.withTransaction(async (connection) => {
    await connection.run(`update recommendation set status = 'accepted' where id = $id`, { id: accepted })
  })

  now = new Date('2026-11-30T12:00:00Z')
  await deliver('november.csv', bill('2026-11', 27, ['eipalloc-9']))
  const { data, totals } = await refresh()

  const statusOf = (resource: string) => data.find(({ resourceIds }) => resourceIds[0] === resource)
  expect(statusOf('eipalloc-2')).toMatchObject({ status: 'expired', countedSavings: 0 })
  expect(statusOf('eipalloc-1')).toMatchObject({
    status: 'verified',
    realised: { state: 'verified', appliedOn: '2026-11-05' },
  })
  expect(totals.proven).toBe(13.3)
  expect(await eventsOf(accepted)).toMatchObject([
    { actor: 'system', from: 'accepted', to: 'applied' },
    { actor: 'system', from: 'applied', to: 'verified' },
  ])
})

test('every rule tells what it found or why it is silent', async () => {
  await deliver('october.csv', bill('2026-10', 31, ['eipalloc-1']))
  const { rules } = await refresh()

  expect(rules.find(({ id }) => id === 'IDLE-01')?.lastOutcome?.explanation).toBe('1 found.')
  for (const rule of rules) expect(rule.lastOutcome, rule.id).toMatchObject({ error: null })
  expect(rules.find(({ id }) => id === 'IDLE-02')?.lastOutcome?.explanation).toMatch(
    /bill shows nothing of the kind/,
  )
})

test('a threshold of one team, and what a tag leaves out, hold for those alone', async () => {
  const text = bill('2026-10', 31, ['eipalloc-1', 'eipalloc-2']).replace('ListCost', 'ListCost,Tags')
  const tagged = text
    .split('\n')
    .map((line, index) => {
      if (index === 0) return line
      return `${line},${line.includes('eipalloc-1') ? '"{""Keep"":""yes""}"' : '"{}"'}`
    })
    .join('\n')
  await deliver('october.csv', tagged)
  const rule = rules.find(({ id }) => id === 'IDLE-01')
  const change = async (more: object) =>
    folder.db.writer.withTransaction(async (connection) => {
      if (rule !== undefined)
        await changeRule(connection, rule, {
          settings: {},
          exclusions: [],
          scopes: [],
          actor: 'Ada',
          changedAt: now.toISOString(),
          ...more,
        })
    })
  await change({ exclusions: [{ tag: 'user:keep=yes', reason: 'failover' }] })
  expect((await refresh()).data.map(({ resourceIds }) => resourceIds[0])).toEqual(['eipalloc-2'])

  now = new Date('2026-11-05T13:00:00Z')
  await change({ settings: { days: 7 }, scopes: [{ tag: 'keep=yes', settings: { days: 30 } }] })
  const { data } = await refresh()
  expect(data.filter(({ status }) => status === 'open')).toHaveLength(2)

  now = new Date('2026-11-05T14:00:00Z')
  await change({ settings: { days: 30 }, scopes: [{ subAccount: 'another', settings: { days: 1 } }] })
  expect((await refresh()).rules.find(({ id }) => id === 'IDLE-01')?.scopes).toMatchObject([
    { subAccount: 'another', settings: { days: 1 } },
  ])
})
