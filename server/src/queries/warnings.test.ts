import { expect, test } from 'vitest'
import { withAsk } from './ask.ts'
import { answerCosts } from './costs.ts'
import { type Fact, factsInMemory, insertImport } from './fact-builder.ts'

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
