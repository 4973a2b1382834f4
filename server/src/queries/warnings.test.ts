import { expect, test } from 'vitest'
import { withAsk } from './ask.ts'
import { answerCosts } from './costs.ts'
import { type Fact, factsInMemory, insertFacts, insertImport } from './fact-builder.ts'

const NOW = new Date('2026-11-23T10:00:00Z')

async function warnings(facts: readonly Fact[], text: string) {
  const connection = await factsInMemory(facts)
  const params = new URLSearchParams(text)
  return (await withAsk(connection, NOW, (ask) => answerCosts(ask, params))).meta.warnings
}

const gap: Fact = {
  day: '2026-11-01',
  billed: '6.94',
  effective: '0',
  gap_lines: 604,
  gap_billed: '6.94',
  service: 'EC2',
}

test('effective cost of 0 on usage that bills is named with lines and amount, within the filter', async () => {
  expect(await warnings([gap, { day: '2026-11-03' }], '')).toMatchObject([
    { code: 'effective_cost_missing', lines: 604, amount: '6.94' },
  ])
  expect(await warnings([gap], 'metric=billed')).toEqual([])
  expect(await warnings([gap, { day: '2026-11-03', service: 'S3' }], 'filter=service:is:S3')).toEqual([])
})

test('a cost that is unknown is told, not taken for 0', async () => {
  const facts: Fact[] = [{ day: '2026-11-01', billed: '3', list: null, lines: 2 }, { day: '2026-11-02' }]

  expect(await warnings(facts, 'metric=list')).toMatchObject([
    { code: 'cost_unknown', lines: 2, amount: '3' },
  ])
  expect(await warnings(facts, 'metric=billed')).toEqual([])
})

test.each([
  ['a month that is known in part', '2026-10-14', 'start=2026-10-01&end=2026-12-01', ['partial_history']],
  ['a history from the first of a month', '2026-10-01', 'start=2026-09-01&end=2026-12-01', []],
  ['a range after the beginning', '2026-10-14', 'start=2026-11-01&end=2026-12-01', []],
  [
    'a comparison with what lies before',
    '2026-11-01',
    'start=2026-11-01&end=2026-12-01&compare=previous',
    ['partial_history'],
  ],
])('%s', async (_, from, text, codes) => {
  const found = await warnings([{ day: from }, { day: '2026-11-20' }], text)

  expect(found.map(({ code }) => code)).toEqual(codes)
})

test('the day on which history turns from one grain to another is marked', async () => {
  const connection = await factsInMemory([])
  await insertImport(connection, {
    id: 'coarse',
    seq: 1,
    grain: 'service',
    days: ['2026-11-01', '2026-11-02'],
  })
  await insertImport(connection, { id: 'fine', seq: 2, grain: 'resource', days: ['2026-11-03'] })
  const ask = (text: string) =>
    withAsk(connection, NOW, (asking) => answerCosts(asking, new URLSearchParams(text)))

  const { meta } = await ask('start=2026-11-01&end=2026-12-01')

  expect(meta.warnings).toEqual([
    {
      code: 'grain_changes',
      message: 'aws 111111111111 is known by service up to 2 Nov 2026 and by resource from then on.',
    },
  ])
  expect((await ask('start=2026-11-03&end=2026-12-01')).meta.warnings).toEqual([])
})

test('history is that of an account over all its currencies, and of accounts that the filters can hit', async () => {
  const facts: Fact[] = [
    { day: '2026-09-01' },
    { day: '2026-11-12', currency: 'EUR' },
    { day: '2026-11-14', billing_account: 'new', provider: 'gcp' },
  ]
  const codes = async (text: string) =>
    (await warnings(facts, `start=2026-11-01&end=2026-12-01&${text}`)).map(({ code }) => code)

  expect(await codes('currency=EUR')).toEqual([])
  expect(await codes('filter=provider:not:gcp')).toEqual([])
  expect(await codes('filter=billingAccount:contains:NE')).toEqual(['partial_history'])
  expect(await codes('filter=billingAccount:is:new&compare=previous')).toEqual(['partial_history'])
  expect(await codes('filter=billingAccount:is:111111111111&compare=previous')).toEqual([])
})

test('days on which a finer source gave way name what it bills less', async () => {
  const connection = await factsInMemory([])
  const days = ['2026-11-01', '2026-11-02']
  const coarse = { grain: 'service', source: 'explorer' }
  await insertImport(connection, { id: 'a', seq: 1, ...coarse, days, each: { billed: '100' } })
  await insertImport(connection, { id: 'b', seq: 2, days, each: { billed: '97.5', counts: false } })
  await insertImport(connection, {
    id: 'c',
    seq: 3,
    grain: 'account',
    days,
    each: { billed: '3', counts: false },
  })
  const ask = async (text: string) =>
    (await withAsk(connection, NOW, (asking) => answerCosts(asking, new URLSearchParams(text)))).meta.warnings

  expect(await ask('start=2026-11-01&end=2026-12-01')).toEqual([
    {
      code: 'precedence_gap',
      message:
        'On 2 days from 1 Nov 2026 to 2 Nov 2026 aws 111111111111 counts by service: its lines by resource bill $5.00 less there.',
      amount: '5',
    },
  ])
  expect(await ask('start=2026-11-02&end=2026-12-01')).toMatchObject([{ amount: '2.5' }])
  expect(await ask('start=2026-11-03&end=2026-12-01')).toEqual([])
  expect(await ask('start=2026-11-01&end=2026-12-01&filter=provider:is:gcp')).toEqual([])
})

test.each([
  ['amortized', null, 'metric=billed', /^On 2 Nov 2026 azure ea .* actual export too\.$/],
  ['amortized', null, 'metric=effective', undefined],
  ['actual', 'Used', 'metric=effective', /^On 2 Nov 2026 azure ea .* amortized export too\.$/],
  ['actual', 'Used', 'metric=billed', undefined],
  ['actual', null, 'metric=effective', undefined],
])(
  'an Azure %s export alone with commitments %s, asked for %s',
  async (dataset, commitment_status, text, message) => {
    const account = { provider: 'azure', billing_account: 'ea' }
    const connection = await factsInMemory([])
    await insertImport(connection, { id: 'alone', seq: 1, ...account, dataset, days: ['2026-11-02'] })
    await insertImport(connection, {
      ...{ id: 'paired', seq: 2, ...account, dataset, days: ['2026-11-03'] },
      each: { whole: false },
    })
    await insertFacts(connection, [{ day: '2026-11-02', ...account, commitment_status, import_id: 'alone' }])

    const answer = await withAsk(connection, NOW, (ask) =>
      answerCosts(ask, new URLSearchParams(`start=2026-11-01&end=2026-12-01&${text}`)),
    )

    const expected =
      message === undefined ? [] : [{ code: 'dataset_missing', message: expect.stringMatching(message) }]
    expect(answer.meta.warnings.filter(({ code }) => code !== 'partial_history')).toEqual(expected)
  },
)
