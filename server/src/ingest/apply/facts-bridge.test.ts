import { afterEach, beforeEach, expect, test } from 'vitest'
import { withAsk } from '../../queries/ask.ts'
import { answerBridge } from '../../queries/bridge.ts'
import { type TestFolder, testFolder } from './harness.ts'
import type { Line } from './staged-builder.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const line = (BilledCost: string, EffectiveCost: string, more: Line = {}): Line => ({
  BilledCost,
  EffectiveCost,
  ...more,
})
const commitment = (CommitmentDiscountStatus: string): Line => ({
  CommitmentDiscountId: 'ri-1',
  CommitmentDiscountStatus,
})
const capacity = (CapacityReservationStatus: string): Line => ({
  CapacityReservationId: 'cr-1',
  CapacityReservationStatus,
})
const PURCHASE = { ChargeCategory: 'Purchase' }

async function bridge(lines: readonly Line[]): Promise<Record<string, string>> {
  await folder.deliver({ units: [{ lines }] })
  const connection = await folder.db.connect()
  const { meta } = await withAsk(connection, folder.options.clock(), (ask) =>
    answerBridge(ask, new URLSearchParams('start=2026-07-01&end=2026-08-01')),
  )
  return Object.fromEntries(meta.total.map(({ id, amount }) => [id, amount]))
}

test.each([
  {
    case: 'use of a capacity block is that of a commitment',
    line: line('0', '5', capacity('Used')),
    facts: ['cr-1', 'Used', false],
  },
  {
    case: 'so is its unused part',
    line: line('0', '5', capacity('Unused')),
    facts: ['cr-1', 'Unused', false],
  },
  {
    case: 'an on-demand capacity reservation is billed as it runs and stays uncommitted',
    line: line('5', '5', capacity('Used')),
    facts: [null, null, false],
  },
  {
    case: 'what a capacity reservation costs nobody stays uncommitted',
    line: line('0', '0', capacity('Used')),
    facts: [null, null, false],
  },
  {
    case: 'a commitment that covers use in a capacity reservation goes before it',
    line: line('0', '5', { ...capacity('Used'), ...commitment('Used') }),
    facts: ['ri-1', 'Used', false],
  },
  {
    case: 'a capacity block is prepaid',
    line: line('5', '0', { ...PURCHASE, CapacityReservationId: 'cr-1' }),
    facts: [null, null, true],
  },
  {
    case: 'a commitment without an id is prepaid by its type',
    line: line('5', '0', { ...PURCHASE, CommitmentDiscountType: 'SavingsPlans' }),
    facts: [null, null, true],
  },
])('$case', async ({ line: only, facts }) => {
  await folder.deliver({ units: [{ lines: [only] }] })

  expect(await folder.select('select commitment_id, commitment_status, prepaid from cost_fact')).toEqual([
    facts,
  ])
})

test('a capacity block, a commitment, tax and a credit leave nothing unexplained', async () => {
  const lines = [
    line('720', '0', { ...PURCHASE, CapacityReservationId: 'cr-1' }),
    line('0', '500.00000000000001', capacity('Used')),
    line('0', '219.99999999999999', capacity('Unused')),
    line('1000', '0', { ...PURCHASE, CommitmentDiscountId: 'ri-1' }),
    line('0', '60.5', commitment('Used')),
    line('2', '10', commitment('Used')),
    line('0', '23.25', commitment('Unused')),
    line('7', '7', capacity('Used')),
    line('100.1', '100.1'),
    line('19', '0', { ChargeCategory: 'Tax' }),
    line('-30', '0', { ChargeCategory: 'Credit' }),
  ]

  expect(await bridge(lines)).toEqual({
    billed_all: '1818.1',
    tax: '-19',
    credits: '30',
    prepaid_purchases: '-1720',
    amortised_used: '568.50000000000001',
    amortised_unused: '243.24999999999999',
    unexplained: '0',
    effective_cost: '920.85',
  })
})

test('charges split to what used them stand in the place of their origin, every total with them', async () => {
  const share = (EffectiveCost: string, AllocatedResourceId: string): Line => ({
    ...line(EffectiveCost, EffectiveCost, { ResourceId: 'cluster' }),
    AllocatedMethodId: 'by-cpu',
    AllocatedResourceId,
  })
  await folder.deliver({
    units: [
      { lines: [line('0', '0', { ResourceId: 'cluster' }), share('40', 'orders'), share('60', 'scoring')] },
    ],
  })

  expect(
    await folder.select('select resource, effective::double, billed::double from cost_fact order by 1'),
  ).toEqual([
    ['cluster', 0, 0],
    ['orders', 40, 40],
    ['scoring', 60, 60],
  ])
})
