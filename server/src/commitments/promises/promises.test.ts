import { addDays, monthStart } from '@outlay/shared/period'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract, credit } from '../../config/contracts.ts'
import { withAsk } from '../../queries/ask.ts'
import { type Fact, factsInMemory } from '../../queries/fact-builder.ts'
import { answerPromises } from './answer-promises.ts'
import { projectionOf } from './pace.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const FIRST = '2026-07-04'
const DAYS = 140 // 20 weeks, through 20 November, the last complete day

/** 100 a day of own services, 20 of the marketplace, a credit of 5, tax of 140 on the first of a month. */
function facts(): Fact[] {
  return Array.from({ length: DAYS }, (_, index) => addDays(FIRST, index)).flatMap((day): Fact[] => [
    { day, service: 'EC2', billed: '100', publisher: 'Amazon Web Services, Inc.' },
    { day, service: 'Datadog', billed: '20', publisher: 'Datadog, Inc.' },
    { day, service: 'EC2', billed: '-5', charge_category: 'Credit', publisher: 'Amazon Web Services, Inc.' },
    ...(day === monthStart(day) ? [{ day, billed: '140', charge_category: 'Tax' }] : []),
    { day, provider: 'azure', billing_account: 'ea', billed: '50', currency: 'EUR' },
  ])
}

const EDP = {
  id: 'edp',
  name: 'EDP',
  kind: 'edp',
  provider: 'aws',
  currency: 'USD',
  start: '2026-10-02',
  end: '2026-12-31',
  amount: 10_000,
}
const CREDIT = { id: 'one', provider: 'aws', currency: 'USD', start: '2026-10-02', amount: 500 }

let connection: Awaited<ReturnType<typeof factsInMemory>>

beforeAll(async () => {
  connection = await factsInMemory(facts())
})
afterAll(() => connection.closeSync())

const read = (contracts: readonly object[], credits: readonly object[] = []) =>
  withAsk(connection, NOW, (ask) =>
    answerPromises(ask, {
      contracts: contracts.map((each) => contract.parse(each)),
      credits: credits.map((each) => credit.parse(each)),
    }),
  )

async function readOne(more: object) {
  const { contracts } = await read([{ ...EDP, ...more }])
  return contracts[0]
}

describe('a contract', () => {
  test('is drawn down by all that is billed from its start to the last complete day', async () => {
    const state = await readOne({})

    // 50 days of 115 and one tax of 140; 40 days are left.
    expect(state).toMatchObject({
      state: 'running',
      drawn: '5890',
      marketplace: '1000',
      through: '2026-11-20',
      untold: null,
    })
    expect(state?.pace).toMatchObject({ days: 49, until: '2026-11-21' })
    expect(state?.needed).toBe(102.75) // (10000 − 5890) / 40
    expect(state?.months.map(({ drawn }) => drawn)).toEqual(['3450', '2440'])
  })

  test('leaves out what it excludes, and marketplace above its share', async () => {
    const state = await readOne({
      exclude: ['chargeCategory:is:Tax', 'chargeCategory:is:Credit'],
      marketplaceShare: 0.05,
    })

    expect(state).toMatchObject({ drawn: '5500', marketplace: '500', marketplaceLeftOut: '500' }) // 50 × 100 + 5 % of 10000
    expect(state?.pace?.daily).toBe(100)
    expect(state?.projected).toEqual({ low: 9500, expected: 9500, high: 9500 })
    expect(state?.difference?.expected).toBe(-500)
    expect(state?.reachedOn?.expected).toBe('2027-01-05') // 45 days of 100 behind 20 November
  })

  test('counts only what matches', async () => {
    expect(await readOne({ match: ['service:is:Datadog'] })).toMatchObject({ drawn: '1000' })
  })

  test('takes what the statement says of the time before, and says which days nobody tells', async () => {
    expect(await readOne({ start: '2026-01-01' })).toMatchObject({
      untold: { start: '2026-01-01', end: FIRST },
      stated: '0',
    })
    expect(
      await readOne({ start: '2026-01-01', drawn: { until: '2026-11-01', amount: '7000.5' } }),
    ).toMatchObject({ untold: null, stated: '7000.5', drawn: '9440.5' }) // 20 days of 115 and one tax
  })

  test.each([
    [
      'not begun',
      { start: '2027-01-01', end: '2028-01-01' },
      { state: 'upcoming', drawn: '0', projected: null },
    ],
    [
      'over',
      { start: '2026-10-02', end: '2026-11-01' },
      { state: 'ended', drawn: '3450', projected: null, needed: null },
    ],
    ['reached', { amount: 5000 }, { state: 'reached', needed: null }],
    [
      'a week old',
      { start: '2026-11-14' },
      { state: 'running', pace: null, projected: null, reachedOn: null },
    ],
    ['in another currency', { currency: 'GBP' }, { drawn: '0', through: null }],
  ])('%s', async (_, given, state) => {
    expect(await readOne(given)).toMatchObject(state)
  })
})

describe('credits', () => {
  test('tell balance, the day on which they are used up, and what expires', async () => {
    const { credits } = await read([], [{ ...CREDIT, expires: '2026-12-11' }])

    // 50 days of 5 are gone, 250 are left; 20 days until it expires take 100.
    expect(credits[0]).toMatchObject({
      used: '250',
      balance: '250',
      exhaustedOn: { expected: '2027-01-10' },
      atRisk: { low: 150, expected: 150, high: 150 },
    })
  })

  test('several of one cloud share its lines, the first to expire is drawn first', async () => {
    const { credits } = await read(
      [],
      [
        { ...CREDIT, id: 'later', amount: 1000, expires: '2028-01-01' },
        { ...CREDIT, id: 'sooner', amount: 100, expires: '2027-01-01' },
      ],
    )

    expect(credits.map(({ id, used, balance }) => [id, used, balance])).toEqual([
      ['later', '150', '850'],
      ['sooner', '100', '0'],
    ])
  })

  test('have no balance where part of their life is not told', async () => {
    const { credits } = await read([], [{ ...CREDIT, start: '2026-01-01' }])

    expect(credits[0]).toMatchObject({ balance: null, exhaustedOn: null, untold: { end: FIRST } })
  })

  test('the bill stands with and without them, unfinished months marked', async () => {
    const { creditMonths } = await read([])

    expect(creditMonths[1]).toEqual({
      month: '2026-10-01',
      provider: 'aws',
      currency: 'USD',
      burn: '155',
      billed: '3705', // 31 × 115 + 140
      withoutCredits: '3860',
      partial: false,
    })
    expect(creditMonths.map(({ partial }) => partial)).toEqual([true, false, false, false, true])
  })
})

test('the pace is that of whole weeks, and its range reaches to the last four', () => {
  const daily = new Map(
    Array.from({ length: 91 }, (_, day) => [addDays('2026-08-22', day), day < 63 ? 70 : 140]),
  )
  const projection = projectionOf(daily, { from: '2026-08-22', until: '2026-11-21' })
  const sum = projection?.sum(28)

  expect(projection?.pace.daily).toBeCloseTo((63 * 70 + 28 * 140) / 91, 2)
  expect(sum?.expected).toBeCloseTo(28 * ((63 * 70 + 28 * 140) / 91), 1)
  expect(sum?.high).toBe(28 * 140)
  expect(projectionOf(daily, { from: '2026-11-08', until: '2026-11-21' })).toBeNull()
})
