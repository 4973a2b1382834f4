import type { CommitmentRecord, PlanAnswer } from '@outlay/shared/commitments'
import { groupBy } from '@outlay/shared/group-by'
import { addDays, monthStart } from '@outlay/shared/period'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestFolder, testFolder } from '../ingest/apply/harness.ts'
import type { Line } from '../ingest/apply/staged-builder.ts'
import { withAsk } from '../queries/ask.ts'
import { answerCommitments } from './answer.ts'
import { answerPlan } from './plan/answer-plan.ts'

const NOW = new Date('2026-08-10T12:00:00Z')
const FIRST = '2026-06-01'
const DAYS = 68 // through 7 August, the last complete day

const MACHINE = {
  ResourceId: 'i-1',
  x_UsageType: 'BoxUsage:m5.large',
  RegionId: 'us-east-1',
  ConsumedUnit: 'Hours',
  ConsumedQuantity: '1',
}
const PLAN = {
  CommitmentDiscountId: 'sp-a',
  CommitmentDiscountType: 'Savings Plan',
  CommitmentDiscountCategory: 'Spend',
  CommitmentDiscountName: 'everything',
}
const RESERVED = {
  CommitmentDiscountId: 'ri-b',
  CommitmentDiscountType: 'Reserved Instance',
  CommitmentDiscountCategory: 'Usage',
}
const OLD = {
  CommitmentDiscountId: 'ri-c',
  CommitmentDiscountType: 'Reserved Instance',
  CommitmentDiscountCategory: 'Usage',
}
const USED = { CommitmentDiscountStatus: 'Used', PricingCategory: 'Committed', BilledCost: '0' }
const PURCHASE = {
  ChargeCategory: 'Purchase',
  PricingCategory: 'Standard',
  EffectiveCost: '0',
  SubAccountId: 'payer',
}

let folder: TestFolder

beforeAll(async () => {
  folder = await testFolder()
  const days = Array.from({ length: DAYS }, (_, index) => addDays(FIRST, index))
  const lines = [...days.flatMap(dayLines), ...purchases()]
  const months = groupBy(lines, (line) =>
    monthStart(String(line['ChargePeriodStart']).slice(0, 10)).slice(0, 7),
  )
  await folder.deliver({
    units: [
      ...[...months].map(([period, own]) => ({ lines: own, period })),
      ...[...months.keys()].map((period) => ({
        account: 'acc-2',
        period,
        lines: dailyLines(days.filter((day) => day.startsWith(period))),
      })),
    ],
    sides: [{ kind: 'inventory', rows: [listed()] }],
  })
  await folder.db.writer.withTransaction(async (connection) => {
    await connection.run(recommended('CM-03', 'SP-A', 30, 9))
    await connection.run(recommended('RS-01', 'i-1', 100, 50))
    await connection.run(recommended('SCHED-01', 'i-1', 100, 20))
    await connection.run(`insert into commitment_measure values ('aws', 'acc-1', '2026-07-01', '2026-08-01', 'coverage', 'savings_plan',
      null, null, null, null, 'USD', 60, 40, 100, 61.5, null, null, 'm')`)
  })
})

afterAll(() => folder.remove())

function recommended(rule: string, resource: string, monthlyCost: number, expected: number): string {
  const body = JSON.stringify({
    title: 'ends soon',
    monthlyCost: String(monthlyCost),
    monthlySavings: { expected },
  })
  return `insert into recommendation values ('${rule.toLowerCase()}-1', '${rule}', '${body}', 'aws', 'acc-1', null, 'P', 'USD', 1,
    ['${resource}'], 'open', null, null, null, null, '2026-08-01', '2026-08-01', null, null, '2026-08-01')`
}

/** By the hour: 10 on demand from 8 to 20 h and 4 else; the plan covers 2.5 for 2, in August less, the rest unused. */
function dayLines(day: string): Line[] {
  const isAugust = day >= '2026-08-01'
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  return [
    ...hours.flatMap((hour): Line[] => {
      const time = { ChargePeriodStart: at(day, hour), ChargePeriodEnd: at(day, hour + 1) }
      const cost = hour >= 8 && hour < 20 ? '10' : '4'
      return [
        {
          ...MACHINE,
          ...time,
          PricingCategory: 'Standard',
          BilledCost: cost,
          ContractedCost: cost,
          ListCost: cost,
        },
        {
          ...MACHINE,
          ...PLAN,
          ...USED,
          ...time,
          EffectiveCost: isAugust ? '1.5' : '2',
          ContractedCost: isAugust ? '1.875' : '2.5',
          ListCost: '3',
          SubAccountId: 'web',
        },
        ...(isAugust
          ? [
              {
                ...PLAN,
                ...USED,
                ...time,
                CommitmentDiscountStatus: 'Unused',
                EffectiveCost: '0.5',
                ListCost: '9',
                SubAccountId: 'payer',
              },
            ]
          : []),
      ]
    }),
    {
      ...MACHINE,
      ...OLD,
      ...USED,
      ChargePeriodStart: day,
      ChargePeriodEnd: addDays(day, 1),
      EffectiveCost: '24',
      ContractedCost: '0',
      ListCost: '0',
      ConsumedQuantity: null,
    },
    ...(day >= '2026-06-10'
      ? [
          {
            ...MACHINE,
            ...RESERVED,
            ...USED,
            ChargePeriodStart: day,
            ChargePeriodEnd: addDays(day, 1),
            EffectiveCost: '12',
            ContractedCost: '24',
            ListCost: '30',
          },
        ]
      : []),
  ]
}

function purchases(): Line[] {
  return [
    {
      ...PURCHASE,
      ...PLAN,
      ChargePeriodStart: FIRST,
      ChargePeriodEnd: '2026-07-01',
      ChargeFrequency: 'Recurring',
      x_UsageType: 'ComputeSP:1yrNoUpfront',
      BilledCost: '1440',
    },
    {
      ...PURCHASE,
      ...OLD,
      ChargePeriodStart: FIRST,
      ChargePeriodEnd: '2026-07-01',
      ChargeFrequency: 'Recurring',
      x_UsageType: 'HeavyUsage:m5.large',
      ChargeDescription: 'fee, 3 years',
      BilledCost: '720',
    },
    {
      ...PURCHASE,
      ...RESERVED,
      ChargePeriodStart: '2026-06-10',
      ChargePeriodEnd: '2027-06-10',
      ChargeFrequency: 'One-Time',
      BilledCost: '4380',
    },
  ]
}

function dailyLines(days: readonly string[]): Line[] {
  return days.map((day) => ({
    ...MACHINE,
    ChargePeriodStart: day,
    ChargePeriodEnd: addDays(day, 1),
    PricingCategory: 'Standard',
    BilledCost: '240',
    ContractedCost: '240',
    ListCost: '240',
  }))
}

function listed() {
  const attributes = JSON.stringify({
    starts_at: '2025-09-20T00:00:00Z',
    ends_at: '2026-09-20T00:00:00Z',
    payment: 'No Upfront',
  })
  return {
    resource_id: 'SP-A',
    resource_type: 'commitment',
    state: 'active',
    observed_at: '2026-08-09 00:00:00',
    attributes,
  }
}

function at(day: string, hour: number): string {
  return hour === 24 ? `${addDays(day, 1)} 00:00:00` : `${day} ${String(hour).padStart(2, '0')}:00:00`
}

async function asked<T>(work: (ask: Parameters<Parameters<typeof withAsk>[2]>[0]) => Promise<T>): Promise<T> {
  const connection = await folder.db.connect()
  try {
    return await withAsk(connection, NOW, work)
  } finally {
    connection.closeSync()
  }
}

const commitments = (text = '') =>
  asked((ask) => answerCommitments(ask, new URLSearchParams(text), folder.db.paths.lake))
const planned = (text: string): Promise<PlanAnswer> =>
  asked((ask) => answerPlan(ask, new URLSearchParams(text), folder.db.paths.lake))

describe('the inventory', () => {
  let records: ReadonlyMap<string, CommitmentRecord>
  beforeAll(async () => {
    records = new Map((await commitments()).commitments.map((each) => [each.id, each]))
  })

  test('tells the last 30 complete days of a commitment, and what not renewing it costs', () => {
    expect(records.get('sp-a')).toMatchObject({
      name: 'everything',
      type: 'Savings Plan',
      window: { start: '2026-07-09', end: '2026-08-08' },
      used: '1356', // 23 days × 48 + 7 days × 36
      unused: '84', // 7 days × 12
      utilisation: 0.941667,
      hourly: 2,
      discount: 0.2,
      // On demand 60 or 45 a day less the 48 that are paid; quietest and busiest week × 30 days.
      notRenewing: { low: -90, expected: 255, high: 360 },
      buyer: { account: 'payer' },
      beneficiaries: [{ account: 'web', share: 1 }],
      recommendations: [{ id: 'cm-03-1', rule: 'CM-03', title: 'ends soon' }],
    })
  })

  test('says where an end comes from, and that it is unknown where nothing tells it', () => {
    expect(records.get('sp-a')).toMatchObject({
      end: { day: '2026-09-20', source: 'inventory' },
      daysLeft: 41,
      termMonths: 12,
    })
    expect(records.get('ri-b')).toMatchObject({
      end: { day: '2027-06-10', source: 'purchase' },
      payment: 'All Upfront',
    })
    expect(records.get('ri-c')).toMatchObject({ start: null, end: null, daysLeft: null, termMonths: 36 })
  })

  test('without a known price on demand there is no effect of an end', () => {
    expect(records.get('ri-c')).toMatchObject({ notRenewing: null, discount: null, utilisation: 1 })
  })

  test('those that end first come first, unknown ends last', async () => {
    const { commitments: listedRecords, expiring, sentence } = await commitments()

    expect(listedRecords.map(({ id }) => id)).toEqual(['sp-a', 'ri-b', 'ri-c'])
    expect(expiring.map(({ days, count }) => [days, count])).toEqual([
      [30, 0],
      [60, 1],
      [90, 1],
    ])
    expect(sentence).toContain('One ends within 60 days: without renewal the bill rises by about $255')
  })

  test('a filter keeps the commitments that it hits, with their whole figures', async () => {
    const answer = await commitments('filter=subAccount:is:web')

    expect(answer.commitments.map(({ id, unused }) => [id, unused])).toEqual([['sp-a', '84']])
  })

  test('the safe base is the lowest complete day', async () => {
    const { safeBase } = await commitments('start=2026-08-01&end=2026-08-12')

    expect(safeBase).toEqual({ day: '2026-08-01', cost: '408' }) // 168 by the hour and 240
  })
})

test('what the cloud says itself stands beside, unless a filter asks for something else', async () => {
  expect((await commitments('start=2026-07-05&end=2026-07-06')).vendor).toMatchObject([
    { type: 'savings_plan', start: '2026-07-01', coverage: 0.615, utilisation: null },
  ])
  expect((await commitments('start=2026-07-05&filter=service:is:x')).vendor).toEqual([])
  expect((await commitments('start=2026-08-01&end=2026-08-03')).vendor).toEqual([])
})

describe('the planner', () => {
  test('reads hours from the lake and takes the discount of the own commitments of that term', async () => {
    const { plan } = await planned('program=aws-compute-savings-plan&scope=acc-1|USD&hourly=2')

    expect(plan?.demand).toMatchObject({
      start: '2026-06-09',
      end: '2026-08-08',
      hours: 1440,
      from: 'hours',
      mean: 7,
      least: 4,
      most: 10,
    })
    expect(plan?.discount).toMatchObject({ source: 'bill', rough: false })
    expect(plan?.discount?.discount).toBeCloseTo(0.2)
    // The fifth of the hours with the least costs 4 an hour: 4 × 0.8 promised, (4 − 3.2) × 720 saved.
    expect(plan?.best).toMatchObject({
      hourly: 3.2,
      covers: 4,
      utilisation: 1,
      regret: 0,
      saving: { expected: 576 },
    })
    expect(plan?.chosen).toMatchObject({ hourly: 2, saving: { expected: 360 }, regret: 216 })
    expect(plan).toMatchObject({ breakEven: 0.8, breakEvenMonths: 9.6 })
  })

  test('an offer that is entered wins, and a deeper discount carries busier hours', async () => {
    const { plan } = await planned('program=aws-compute-savings-plan&scope=acc-1|USD&discount=0.6')

    expect(plan?.offers.map(({ source }) => source)).toEqual(['entered', 'bill', 'catalogue'])
    expect(plan?.best).toMatchObject({ hourly: 4, covers: 10, utilisation: 0.7, saving: { expected: 2160 } })
    expect(plan?.best?.savingIfDown40).toBe(144) // hours of 6 and 2.4: 4.2 used for 4
  })

  test('usage of commitments that end comes back at on-demand prices where it is asked for', async () => {
    const without = await planned('program=aws-compute-savings-plan&scope=acc-1|USD')
    const { plan } = await planned('program=aws-compute-savings-plan&scope=acc-1|USD&ending=60')

    expect(plan?.demand.endingHourly).toBeCloseTo((53 * 2.5 + 7 * 1.875) / 60, 3)
    expect(plan?.demand.mean).toBeCloseTo(
      (without.plan?.demand.mean ?? 0) + (plan?.demand.endingHourly ?? 0),
      3,
    )
    expect(without.plan?.demand.coveredHourly).toBeGreaterThan(1)
  })

  test('standing recommendations are taken first where it is asked for', async () => {
    const { plan } = await planned('program=aws-compute-savings-plan&scope=acc-1|USD&measures=taken')

    // i-1 is all of the usage on demand, and two recommendations leave 0.5 × 0.8 of it.
    expect(plan?.demand).toMatchObject({ mean: 2.8, least: 1.6, most: 4, measures: 'taken' })
  })

  test('days that were spread over their hours are said to be days, and carry less', async () => {
    const { plan } = await planned('program=aws-compute-savings-plan&scope=acc-2|USD&term=36')

    expect(plan?.demand).toMatchObject({ from: 'days', mean: 10 })
    expect(plan?.discount).toMatchObject({ source: 'catalogue', rough: true, low: 0.2 })
    expect(plan?.best?.covers).toBeCloseTo(8)
    expect(plan?.notes[0]).toContain('days, not hours')
  })

  test('a plan for a family asks for its own scope', async () => {
    const { plan, programs } = await planned('program=aws-instance-savings-plan')

    expect(plan?.scope.name).toBe('m5 in us-east-1 · Amazon EC2 · acc-2')
    expect(programs.map(({ id }) => id)).toEqual(['aws-compute-savings-plan', 'aws-instance-savings-plan'])
    await expect(planned('program=azure-reservation')).rejects.toThrow('no usage for "azure-reservation"')
    await expect(planned('program=aws-compute-savings-plan&scope=x')).rejects.toThrow('no such scope')
  })
})
