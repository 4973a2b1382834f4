import type { CommitmentRecord } from '@outlay/shared/commitments'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestFolder } from '../ingest/apply/harness.ts'
import { answerCommitments } from './answer.ts'
import { asked, commitmentsBill } from './test-bill.ts'

let folder: TestFolder
beforeAll(async () => {
  folder = await commitmentsBill()
})
afterAll(() => folder.remove())

const commitments = (text = '') =>
  asked(folder, (ask) => answerCommitments(ask, new URLSearchParams(text), folder.db.paths.lake))

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
    expect(records.get('ri-c')).toMatchObject({
      ...{ start: null, end: null, daysLeft: null, termMonths: 36 },
      endUnknown: 'Bought before the history of the bill begins on 1 Jun 2026: it ends by 31 May 2029.',
    })
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
