import type { DuckDBConnection } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { loadPrices } from '../pricing/load-prices.ts'
import { judge, type TestBill, type TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { savingsPlan } from './cm-01-savings-plan.ts'
import { committedUse } from './cm-04-committed-use.ts'
import { reservedDatabases } from './cm-06-reserved-databases.ts'
import { sagemakerSavingsPlan } from './ml-13-sagemaker-savings-plan.ts'

const prepare = (connection: DuckDBConnection) => loadPrices(connection, { day: '2026-11-01' })
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const machine: TestLine = { usageType: 'BoxUsage:m5.large', cost: '10', hours: HOURS, from: 59 }
const covered: TestLine = {
  resource: 'i-2',
  usageType: 'BoxUsage:m5.large',
  pricing: 'Committed',
  commitmentId: 'sp',
  commitmentCategory: 'Spend',
  commitmentType: 'Savings Plan',
  commitmentStatus: 'Used',
  cost: '7.2',
  list: '10',
  hours: HOURS,
}

test.each<readonly [string, TestBill, string]>([
  // 10 an hour × 720 h × what is usual above the catalogue's 20 %
  ['a machine that runs all the time', { lines: [machine] }, 'S 1944.00'],
  // the customer's own plan gives 28 %
  ['beside a plan of 28 %', { lines: [machine, covered] }, 'P 2016.00'],
  [
    'a machine of Azure',
    { lines: [{ ...machine, provider: 'azure', service: 'Virtual Machines', usageType: 'D4s v5' }] },
    'S 1944.00',
  ],
  [
    'only by day: never worth a plan of 27 %',
    { lines: [{ ...machine, hours: HOURS.slice(0, 12) }] },
    'not_worth_it',
  ],
  ['ten days of history', { lines: [{ ...machine, from: 9 }] }, 'too_young'],
  ['spot', { lines: [{ ...machine, pricing: 'Dynamic' }] }, 'nothing'],
  ['disks and traffic', { lines: [{ ...machine, usageType: 'EBS:VolumeUsage.gp3' }] }, 'nothing'],
])('%s', async (_, bill, verdict) => {
  expect(await verdictOf(savingsPlan, { ...bill, prepare })).toBe(verdict)
})

test('days hide the nights: of daily lines four fifths are covered, unless the latest two weeks are billed by the hour', async () => {
  const daily = { ...machine, cost: '240' } as const
  const { hours: _hours, ...lines } = daily
  const covers = async (...bill: TestLine[]) =>
    (await judge(savingsPlan, { lines: bill, prepare })).findings[0]?.verdict.facts[
      'covers_on_demand_per_hour'
    ]

  expect(await covers(lines)).toBe(8)
  expect(await covers({ ...lines, to: 20 }, { ...machine, from: 19 })).toBe(10)
})

test('what falls by the measures before is not committed to', async () => {
  const { findings } = await judge(savingsPlan, {
    lines: [machine, { ...machine, resource: 'idle' }],
    prepare,
    measures: { idle: 1 },
  })
  expect(findings[0]?.verdict.facts['covers_on_demand_per_hour']).toBe(10)
})

test('it says what is lost if usage falls', async () => {
  const { findings } = await judge(savingsPlan, { lines: [machine, covered], prepare })
  const facts = findings[0]?.verdict.facts
  // covered 10 at 7.2: 8 used saves 0.8, 6 used loses 1.2 an hour
  expect(facts?.['saving_if_usage_falls_20_percent']).toBeCloseTo(576)
  expect(facts?.['saving_if_usage_falls_40_percent']).toBeCloseTo(-864)
  // the discount is known: 4 % for what other measures leave
  expect(findings[0]?.verdict.savings.low).toBeCloseTo(2016 * 0.96)
})

const core: TestLine = {
  ...machine,
  provider: 'gcp',
  service: 'Compute Engine',
  usageType: 'N2 Instance Core running in Americas',
  meter: 'N2 Instance Core running in Americas',
  region: 'us-central1',
}

test.each<readonly [string, TestBill, string]>([
  ['steady cores at their list price: 37 %', { lines: [core] }, 'P 2664.00'],
  // 8 paid of 10: 1 − 0.63 ÷ 0.8 = 21.25 % of 8
  [
    'steady cores that earn sustained use already',
    { lines: [{ ...core, cost: '8', list: '10' }] },
    'P 1224.00',
  ],
  ['cores of spot', { lines: [{ ...core, pricing: 'Dynamic' }] }, 'nothing'],
  ['machines of AWS', { lines: [machine] }, 'nothing'],
])('committed use: %s', async (_, bill, verdict) => {
  expect(await verdictOf(committedUse, { ...bill, prepare })).toBe(verdict)
})

const database: TestLine = {
  ...machine,
  service: 'Amazon Relational Database Service',
  usageType: 'InstanceUsage:db.r5.large',
}
const notebook: TestLine = { ...machine, service: 'Amazon SageMaker', usageType: 'Host:ml.g5.xlarge' }

test.each([
  ['a database', reservedDatabases, database, 'S 1944.00'],
  [
    'a database that stops at night',
    reservedDatabases,
    { ...database, hours: HOURS.slice(0, 10) },
    'not_worth_it',
  ],
  ['a machine is no database', reservedDatabases, machine, 'nothing'],
  ['a database of last week', reservedDatabases, { ...database, from: 6 }, 'too_young'],
  ['an endpoint of SageMaker', sagemakerSavingsPlan, notebook, 'S 1944.00'],
  [
    'a training job of an hour a day',
    sagemakerSavingsPlan,
    { ...notebook, usageType: 'Train:ml.p4d.24xlarge', hours: [3] },
    'not_worth_it',
  ],
  ['a machine is no SageMaker', sagemakerSavingsPlan, machine, 'nothing'],
] as const)('%s', async (_, rule, line, verdict) => {
  expect(await verdictOf(rule, { lines: [line], prepare })).toBe(verdict)
})

test('what it says to buy is what covers it: no savings plan for a database', async () => {
  const steps = async (rule: typeof savingsPlan, line: TestLine) =>
    (await judge(rule, { lines: [line], prepare })).findings[0]?.verdict.remediation.cli
  expect(await steps(savingsPlan, machine)).toContain('--plan-types Compute')
  expect(await steps(sagemakerSavingsPlan, notebook)).toContain('--plan-types SageMaker')
  expect(await steps(reservedDatabases, database)).toMatch(/^aws rds describe-reserved/)
})
