import { expect, test } from 'vitest'
import { type LaterFacts, labelClaim, type PastClaim } from './label.ts'

const claim = (more: Partial<PastClaim> = {}): PastClaim => ({
  rule: 'RS-01',
  stage: 'resize',
  currency: 'USD',
  card: 'card',
  resources: ['vm'],
  counted: 100,
  monthlyCost: 300,
  commitment: null,
  ...more,
})
const later = (more: Partial<LaterFacts> = {}): LaterFacts => ({
  cards: new Map(),
  verdict: () => 'found',
  cost: () => ({ before: 10, after: 10, last: 10 }),
  hours: () => null,
  ...more,
})
const short = (labelled: ReturnType<typeof labelClaim>) =>
  labelled.map(({ outcome, claimed, realised }) => [outcome, Math.round(claimed), Math.round(realised)])

test.each<readonly [string, Partial<PastClaim>, Partial<LaterFacts>, readonly unknown[]]>([
  ['found again at the same cost', {}, {}, ['held', 100, 100]],
  [
    'found again at half of the cost',
    {},
    { cost: () => ({ before: 10, after: 5, last: 5 }) },
    ['held', 100, 50],
  ],
  ['found again, too small for a card', {}, { verdict: () => 'below_materiality' }, ['held', 100, 100]],
  [
    'a machine that ended cannot be made smaller',
    {},
    { cost: () => ({ before: 10, after: 3, last: 0 }) },
    ['ended', 100, 30],
  ],
  [
    'what should be deleted was',
    { stage: 'delete' },
    { cost: () => ({ before: 10, after: 3, last: 0 }) },
    ['removed', 100, 100],
  ],
  ['it bills on without the evidence', {}, { verdict: () => 'not_worth_it' }, ['refuted', 100, 0]],
  ['it bills on and the rule no longer looks at it', {}, { verdict: () => null }, ['refuted', 100, 0]],
  ['there is no utilisation a month later', {}, { verdict: () => 'no_metrics' }, ['unknown', 100, 0]],
  ['lines that are found again', { resources: [] }, { cards: new Map([['card', 150]]) }, ['held', 100, 50]],
  ['lines that are not', { resources: [] }, {}, ['refuted', 100, 0]],
])('%s', (_, mine, facts, expected) => {
  expect(short(labelClaim(claim(mine), later(facts)))).toEqual([expected])
})

test('a claim on several resources is split by what they cost', () => {
  const cost = (id: string) =>
    id === 'small' ? { before: 2, after: 0, last: 0 } : { before: 8, after: 8, last: 8 }
  expect(
    short(labelClaim(claim({ stage: 'delete', resources: ['small', 'large'] }), later({ cost }))),
  ).toEqual([
    ['removed', 20, 20],
    ['held', 80, 80],
  ])
})

const commitment = { scope: 'compute', covered: 10, hourly: 7 }

test.each([
  // min(h, 10) is used: 10 − 7 an hour; the best covers all 12 for 8.4
  ['usage grew', [12, 12, 12, 12], ['held', 100, 2160], 3.6 * 720],
  // used 7.5 of 10 pays 7 an hour; the best covers 5, saves 1.5
  ['half of the hours are at half, still worth it', [10, 5, 10, 5], ['held', 100, 360], 1080],
  ['usage halved', [5, 5, 5, 5], ['refuted', 100, -1440], 1080],
] as const)('a commitment when %s', (_, hours, expected, oracle) => {
  const [labelled] = labelClaim(
    claim({ stage: 'commit', resources: [], commitment }),
    later({ hours: () => hours }),
  )
  expect(labelled === undefined ? null : short([labelled])[0]).toEqual(expected)
  expect(labelled?.oracle).toBeCloseTo(oracle)
})

test('a commitment whose usage is gone loses all that it costs', () => {
  const [labelled] = labelClaim(claim({ stage: 'commit', resources: [], commitment }), later())
  expect(labelled).toMatchObject({ outcome: 'refuted', realised: -7 * 720, oracle: 0 })
})
