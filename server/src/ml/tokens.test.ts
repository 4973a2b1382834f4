import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fact } from '../queries/fact-builder.ts'
import { askOf } from './test-ask.ts'
import { tokenChange } from './token-change.ts'
import { readTokenText } from './token-lines.ts'
import { answerMlTokens } from './tokens.ts'

type Read = readonly [
  usage: string,
  unit: string,
  service: string,
  vendor: string,
  model: string,
  kind: string,
  unit: string,
  size: number | null,
]

test.each<Read>([
  [
    'USE1-NovaLite-input-tokens',
    '1K tokens',
    'Amazon Bedrock',
    'Amazon',
    'NovaLite',
    'input',
    'tokens',
    1000,
  ],
  [
    'USE1-Claude3Haiku-output-tokens',
    '1K tokens',
    'Amazon Bedrock',
    'Anthropic',
    'Claude3Haiku',
    'output',
    'tokens',
    1000,
  ],
  [
    'USE1-MP:USE1_MillionInputTokens-Units',
    'Units',
    'Claude Sonnet 4 (Amazon Bedrock Edition)',
    'Anthropic',
    'Claude Sonnet 4',
    'input',
    'tokens',
    1e6,
  ],
  [
    'USE1-MP:USE1_CacheReadInputTokenCount-Units',
    'Units',
    'Claude Opus 4 (Amazon Bedrock Edition)',
    'Anthropic',
    'Claude Opus 4',
    'cache read',
    'tokens',
    null,
  ],
  [
    'USE1-MP:USE1_CacheWriteInputTokenCount-Units',
    'Units',
    'Claude Opus 4 (Amazon Bedrock Edition)',
    'Anthropic',
    'Claude Opus 4',
    'cache write',
    'tokens',
    null,
  ],
  ['gpt-4o input tokens, 1K', '1K tokens', 'Azure OpenAI', 'OpenAI', 'gpt-4o', 'input', 'tokens', 1000],
  ['gpt-4o-0806-Outp-glbl Tokens', '1K', 'Azure OpenAI', 'OpenAI', 'gpt-4o-0806', 'output', 'tokens', 1000],
  ['gpt-4.1-cached Inp-glbl Tokens', '1K', 'Azure OpenAI', 'OpenAI', 'gpt-4.1', 'cache read', 'tokens', 1000],
  [
    'Gemini Flash input characters, 1K',
    '1K characters',
    'Vertex AI',
    'Google',
    'Gemini Flash',
    'input',
    'characters',
    1000,
  ],
  [
    'Gemini 2.0 Flash Text Output - Predictions',
    'count',
    'Vertex AI',
    'Google',
    'Gemini 2.0 Flash',
    'output',
    'count',
    null,
  ],
  ['USE1-ModelUnits', 'Hours', 'Amazon Bedrock', 'Amazon Bedrock', 'ModelUnits', 'other', 'Hours', null],
])('%s in %s', (usage_type, unit, service, vendor, model, kind, what, size) => {
  expect(readTokenText({ usage_type, unit, service, publisher: null })).toEqual({
    vendor,
    model,
    kind,
    unit: what,
    size,
  })
})

describe('why the mean price moved', () => {
  const row = (quantity: number, price: number, previousQuantity: number, previousPrice: number) => ({
    quantity,
    previousQuantity,
    cost: (quantity * price).toFixed(9),
    previousCost: (previousQuantity * previousPrice).toFixed(9),
  })

  test.each([
    ['a dearer model', [row(1e6, 4e-6, 1e6, 3e-6)], { price: 1, mix: 0 }],
    [
      'a larger share of the dearer direction',
      [row(1e6, 1e-6, 3e6, 1e-6), row(1e6, 5e-6, 1e6, 5e-6)],
      { price: 0, mix: 1 },
    ],
    ['a new model is mix', [row(1e6, 1e-6, 1e6, 1e-6), row(1e6, 3e-6, 0, 0)], { price: 0, mix: 1 }],
  ])('%s', (_, rows, expected) => {
    const change = tokenChange(rows)
    expect(change?.price).toBeCloseTo(expected.price)
    expect(change?.mix).toBeCloseTo(expected.mix)
  })

  test('price and mix always make up the difference', () => {
    const quantity = fc.integer({ min: 0, max: 1e9 })
    const price = fc.double({ min: 1e-8, max: 1e-4, noNaN: true })
    const rows = fc.array(fc.tuple(quantity, price, quantity, price), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(rows, (drawn) => {
        const change = tokenChange(drawn.map((each) => row(...each)))
        if (change === null) return
        expect(change.price + change.mix).toBeCloseTo(change.now - change.before, 6)
      }),
    )
  })

  test('a period without tokens has no price to compare', () => {
    expect(tokenChange([row(1e6, 1e-6, 0, 0)])).toBeNull()
  })
})

const line = (
  day: string,
  quantity: string,
  billed: string,
  usage_type = 'gpt-4o input tokens, 1K',
): Fact => ({
  day,
  provider: 'azure',
  service: 'Azure OpenAI',
  service_category: 'AI and Machine Learning',
  usage_type,
  consumed_unit: '1K tokens',
  consumed_quantity: quantity,
  billed,
})

test('tokens by model and direction with the price before, over the same number of days', async () => {
  const { ask, close } = await askOf({
    facts: [
      line('2026-11-08', '1000', '2.5'),
      line('2026-11-10', '2000', '6'),
      line('2026-11-10', '10', '0.1', 'gpt-4o output tokens, 1K'),
    ],
  })
  const answer = await answerMlTokens(ask, new URLSearchParams('start=2026-11-10&end=2026-11-12'))
  close()
  expect(answer.previous).toEqual({ start: '2026-11-08', end: '2026-11-10' })
  expect([answer.total, answer.previousTotal]).toEqual(['6.1', '2.5'])
  expect(
    answer.rows.map(({ kind, quantity, pricePerMillion, previousPricePerMillion }) => [
      kind,
      quantity,
      pricePerMillion,
      previousPricePerMillion,
    ]),
  ).toEqual([
    ['input', 2_000_000, 3, 2.5],
    ['output', 10_000, 10, null],
  ])
})

test('where history does not reach back nothing is compared', async () => {
  const { ask, close } = await askOf({ facts: [line('2026-11-10', '1', '1')] })
  const { previous, previousTotal, change, rows } = await answerMlTokens(ask, new URLSearchParams())
  close()
  expect([previous, previousTotal, change, rows[0]?.previousCost]).toEqual([null, null, null, null])
})
