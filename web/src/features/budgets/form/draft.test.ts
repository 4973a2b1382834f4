import { expect, test } from 'vitest'
import { newDraft, readAmount, toInput } from './draft.ts'

const DRAFT = newDraft({ currency: 'USD', recipient: 'slack:#finops' })

test('a draft of a team is named after it and tells the default channel', () => {
  expect(toInput({ ...DRAFT, team: 'search', amount: '35,000.50' })).toMatchObject({
    name: 'search',
    team: 'search',
    amount: '35000.50',
    notify: ['slack:#finops'],
    dailySpike: null,
  })
})

test('channels and addresses may be typed as they are', () => {
  expect(toInput({ ...DRAFT, notify: '#ml, ada@example.com webhook' }).notify).toEqual([
    'slack:#ml',
    'email:ada@example.com',
    'webhook',
  ])
})

test.each([
  ['35000', '35000'],
  ["35'000.5", '35000.5'],
  ['0', null],
  ['-5', null],
  ['1e5', null],
  ['', null],
])('reads the amount %j as %j', (text, amount) => {
  expect(readAmount(text)).toBe(amount)
})
