import { groupBy } from '@outlay/shared/group-by'
import { addDays, monthStart } from '@outlay/shared/period'
import { type TestFolder, testFolder } from '../ingest/apply/harness.ts'
import type { Line } from '../ingest/apply/staged-builder.ts'
import { type Ask, withAsk } from '../queries/ask.ts'

const NOW = new Date('2026-08-10T12:00:00Z')
const FIRST = '2026-06-01'
const DAYS = 68 // through 7 August, the last complete day

/** A bill of two months with a plan that an inventory lists, a reservation paid once, an old one, and advice on them. */
export async function commitmentsBill(): Promise<TestFolder> {
  const folder = await testFolder()
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
  return folder
}

/** Asks on 10 August. */
export async function asked<T>(folder: TestFolder, work: (ask: Ask) => Promise<T>): Promise<T> {
  const connection = await folder.db.connect()
  try {
    return await withAsk(connection, NOW, work)
  } finally {
    connection.closeSync()
  }
}

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
