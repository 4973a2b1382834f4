import { expect, test } from 'vitest'
import { withAsk } from './ask.ts'
import { answerChanges } from './changes/changes.ts'
import { type Fact, factsInMemory } from './fact-builder.ts'
import { answerOverview } from './overview.ts'

const NOW = new Date('2026-11-23T10:00:00Z')

const facts: Fact[] = [
  { day: '2026-09-10', service: 'EC2', billed: '50' },
  { day: '2026-10-05', service: 'EC2', team: 'ml', billed: '100' },
  { day: '2026-10-25', service: 'EC2', team: 'ml', billed: '1000' },
  { day: '2026-11-05', service: 'EC2', team: 'ml', billed: '106.1' },
  { day: '2026-11-06', service: 'S3', team: null, billed: '-0.5', charge_category: 'Adjustment' },
  { day: '2026-11-13', service: 'S3', billed: '8' },
  { day: '2026-11-20', service: 'S3', billed: '2' },
  { day: '2026-11-22', service: 'S3', billed: '9', provider: 'gcp' },
  { day: '2026-11-20', service: 'VAT', billed: '3', charge_category: 'Tax' },
]

test('the overview counts complete days against the same days of the month before', async () => {
  const connection = await factsInMemory(facts)

  const overview = await withAsk(connection, NOW, (ask) => answerOverview(ask, new URLSearchParams()))

  expect(overview.period).toEqual({
    start: '2026-11-01',
    end: '2026-11-20',
    dataThrough: '2026-11-19',
    partialFrom: '2026-11-20',
  })
  expect(overview.sentence).toBe(
    'Spend is $113.60 this month through 19 Nov 2026, 13.6% above the same days last month.',
  )
  expect(Object.fromEntries(overview.tiles.map((tile) => [tile.id, [tile.amount, tile.previous]]))).toEqual({
    month_to_date: ['113.6', '100'],
    yesterday: ['0', '26.525'],
    last_closed_month: ['1100', null],
    usage_to_date: ['114.1', '100'],
  })
  expect(overview.daily.at(-1)).toEqual({ day: '2026-11-22', group: 'gcp', cost: '9' })
  expect(overview.movers.map(({ group, change }) => [...group, change])).toEqual([
    ['S3', null, '7.5'],
    ['EC2', 'ml', '6.1'],
  ])
  expect(overview.movers[0]?.sparkline).toHaveLength(14)
})

test('what history does not hold is neither shown nor compared with', async () => {
  const connection = await factsInMemory([
    { day: '2026-11-03', billed: '4' },
    { day: '2026-11-20', billed: '1' },
  ])

  const { tiles, sentence } = await withAsk(connection, NOW, (ask) =>
    answerOverview(ask, new URLSearchParams()),
  )

  expect(tiles.map(({ id, amount, previous }) => [id, amount, previous])).toEqual([
    ['month_to_date', '5', null],
    ['yesterday', '1', null],
    ['usage_to_date', '5', null],
  ])
  expect(sentence).toBe('Spend is $5.00 this month through 20 Nov 2026.')
})

test('without costs the overview says so', async () => {
  const connection = await factsInMemory([])

  const overview = await withAsk(connection, NOW, (ask) => answerOverview(ask, new URLSearchParams()))

  expect(overview).toMatchObject({ sentence: 'No costs are loaded yet.', tiles: [], currency: 'USD' })
})

test('changes rank by size, up or down', async () => {
  const connection = await factsInMemory([
    { day: '2026-11-01', service: 'gone', billed: '30' },
    { day: '2026-11-08', service: 'new', billed: '20' },
    { day: '2026-11-08', service: 'same', billed: '5' },
    { day: '2026-11-01', service: 'same', billed: '5' },
  ])
  const params = new URLSearchParams('start=2026-11-08&end=2026-11-15&groupBy=service&limit=2')

  const { data, meta } = await withAsk(connection, NOW, (ask) => answerChanges(ask, params))

  expect(data.map(({ group, change }) => [...group, change])).toEqual([
    ['gone', '-30'],
    ['new', '20'],
  ])
  expect(meta).toMatchObject({ previous: { start: '2026-11-01', end: '2026-11-08', align: 'dow' } })
  expect(data[0]?.sparkline).toEqual([30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
})

test('changes without a range compare the complete days of the month with the same days before', async () => {
  const connection = await factsInMemory([
    ...facts,
    { day: '2026-11-05', service: 'EC2', billed: '7', currency: 'EUR' },
  ])
  const changes = (text: string) =>
    withAsk(connection, NOW, (ask) => answerChanges(ask, new URLSearchParams(text)))

  const { data, meta } = await changes('')

  expect(meta).toMatchObject({
    start: '2026-11-01',
    end: '2026-11-20',
    previous: { start: '2026-10-01', end: '2026-10-20', align: 'date' },
    total: '113.6',
    previousTotal: '100',
    currencies: [{ currency: 'EUR', total: '7' }],
    warnings: [],
  })
  expect(data.map(({ group, change }) => [...group, change])).toEqual([
    ['S3', null, '7.5'],
    ['EC2', 'ml', '6.1'],
  ])
  expect((await changes('end=2026-11-10')).meta).toMatchObject({ start: '2026-11-01', end: '2026-11-10' })
})

test('changes against what history does not hold are none, and say why', async () => {
  const connection = await factsInMemory([{ day: '2026-11-03', billed: '4' }])

  const { data, meta } = await withAsk(connection, NOW, (ask) => answerChanges(ask, new URLSearchParams()))

  expect(data).toEqual([])
  expect(meta).not.toHaveProperty('previousTotal')
  expect(meta.warnings).toMatchObject([{ code: 'partial_history' }])
})

test('the overview names what other currencies cost on the same days, apart', async () => {
  const connection = await factsInMemory([
    ...facts,
    { day: '2026-11-05', billed: '11400', currency: 'EUR' },
    { day: '2026-10-05', billed: '3', currency: 'GBP' },
  ])

  const overview = await withAsk(connection, NOW, (ask) =>
    answerOverview(ask, new URLSearchParams('currency=usd')),
  )

  expect(overview.currencies).toEqual([{ currency: 'EUR', total: '11400' }])
  expect(overview.sentence).toBe(
    'Spend is $113.60 this month through 19 Nov 2026, 13.6% above the same days last month, and €11.4K not included.',
  )
})

test('the overview of an account whose history begins later compares with nothing', async () => {
  const connection = await factsInMemory([
    ...facts,
    { day: '2026-11-04', billing_account: 'new', billed: '2' },
  ])

  const { tiles, warnings } = await withAsk(connection, NOW, (ask) =>
    answerOverview(ask, new URLSearchParams('filter=billingAccount:is:new')),
  )

  expect(tiles[0]).toMatchObject({ id: 'month_to_date', amount: '2', previous: null })
  expect(warnings).toMatchObject([
    { code: 'partial_history', message: 'History begins on 4 Nov 2026: there is nothing to compare with.' },
  ])
})
