import { addAmounts } from '@outlay/shared/money'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidates, judge } from './reasons.ts'

const NONE: Candidates = { tax: '0', credits: '0', adjustments: '0', late_rows: '0', other_invoices: '0' }

test.each([
  ['to the cent', '100', '100', {}, 'matched', []],
  ['1 unit apart', '101', '100', {}, 'matched', [['rounding', '1']]],
  ['more than 1 unit apart', '101.01', '100', {}, 'unexplained', []],
  ['0.01 % apart', '100010', '100000', {}, 'matched', [['rounding', '10']]],
  ['more than 0.01 % apart', '100010.1', '100000', {}, 'unexplained', []],
  ['without tax', '100', '119', { tax: '19' }, 'explained', [['tax', '-19']]],
  ['before credits', '100', '90', { credits: '-10', tax: '4' }, 'explained', [['credits', '10']]],
  [
    'without tax and before credits, rounded',
    '100.5',
    '109',
    { credits: '-10', tax: '19' },
    'explained',
    [
      ['tax', '-19'],
      ['credits', '10'],
      ['rounding', '0.5'],
    ],
  ],
  [
    'before what came later',
    '100',
    '112',
    { late_rows: '12', tax: '3' },
    'explained',
    [['late_rows', '-12']],
  ],
  ['a part of the tax explains nothing', '110', '119', { tax: '19' }, 'unexplained', []],
  ['a credit note', '-40', '-40.2', {}, 'matched', [['rounding', '0.2']]],
] as const)('an invoice %s', (_, invoiced, billed, known, result, reasons) => {
  const verdict = judge(invoiced, billed, { ...NONE, ...known })

  expect(verdict.result).toBe(result)
  expect(verdict.reasons.map(({ id, amount }) => [id, amount])).toEqual(reasons)
})

const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => addAmounts([(n / 100).toFixed(2)]))

test('the reasons of what is matched or explained add up to the difference, to the last decimal', () => {
  const candidates = fc.record({
    tax: cents,
    credits: cents,
    adjustments: cents,
    late_rows: cents,
    other_invoices: cents,
  })
  fc.assert(
    fc.property(
      cents,
      candidates,
      fc.subarray([...Object.keys(NONE)] as (keyof Candidates)[]),
      (billed, known, left) => {
        const invoiced = addAmounts([billed, ...left.map((id) => negated(known[id]))])
        const { result, difference, reasons } = judge(invoiced, billed, known)

        expect(result).not.toBe('unexplained')
        expect(addAmounts(reasons.map(({ amount }) => amount))).toBe(difference)
        expect(reasons.length).toBeLessThanOrEqual(left.length + 1)
      },
    ),
  )
})

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : amount === '0' ? '0' : `-${amount}`
}
