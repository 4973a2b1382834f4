import { expect, test } from 'vitest'
import { parsePlan } from './plan.ts'

test('reads months, days of them and keys, quoted or not, other columns left out', () => {
  expect(
    parsePlan(
      '\uFEFFteam,Period,Amount\r\na,2026-11,35000.50\r\nb,"2026-12-01","1"\r\n\r\nc,FY2027-P02,3\r\n',
    ),
  ).toEqual([
    { period: '2026-11', amount: '35000.5' },
    { period: '2026-12', amount: '1' },
    { period: 'FY2027-P02', amount: '3' },
  ])
})

test('reads semicolons where there is no comma', () => {
  expect(parsePlan('period;amount\n2026-11;10')).toEqual([{ period: '2026-11', amount: '10' }])
})

test.each([
  [
    'no column amount',
    'period,sum\n2026-11,1',
    'plan, line 1: the columns "period" and "amount" are needed.',
  ],
  ['nothing behind the header', 'period,amount\n', 'plan: there is no line behind the header.'],
  ['a month that is not', 'period,amount\n2026-13,1', 'plan, line 2: "2026-13" is no period.'],
  ['an amount with letters', 'period,amount\n2026-11,1e5', 'plan, line 2: "1e5" is no amount.'],
  ['a negative amount', 'period,amount\n2026-11,-1', 'plan, line 2: "-1" is no amount.'],
  ['a month twice', 'period,amount\n2026-11,1\n2026-11-01,2', 'plan, line 3: 2026-11 is there twice.'],
])('refuses %s', (_, csv, message) => {
  expect(() => parsePlan(csv)).toThrow(message)
})
