import { expect, test } from 'vitest'
import type { TestBill, TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { unusualCost } from './an-01-unusual-cost.ts'
import { untaggedCost } from './gov-01-untagged-cost.ts'

const line: TestLine = { cost: '10' }
const owned: TestLine = { resource: 'i-2', cost: '10', tags: { team: 'voice' } }

test.each<readonly [string, TestBill, string]>([
  ['half of it', { lines: [line, owned] }, 'P 0.00'],
  ['all of it, on Azure', { lines: [{ ...line, provider: 'azure' }] }, 'P 0.00'],
  ['all of it, on Google Cloud', { lines: [{ ...line, provider: 'gcp' }] }, 'P 0.00'],
  ['a twentieth', { lines: [{ ...line, cost: '0.5' }, owned] }, 'below_materiality'],
  ['next to nothing', { lines: [{ ...line, cost: '0.1' }] }, 'below_materiality'],
  ['none of it', { lines: [owned] }, 'nothing'],
])('cost without a team: %s', async (_, bill, verdict) => {
  expect(await verdictOf(untaggedCost, bill)).toBe(verdict)
})

const before: TestLine = { cost: '100', from: 59, to: 3 }
const last = (cost: string): TestLine => ({ cost, from: 2 })

test.each<readonly [string, TestBill, string]>([
  ['three times as much for three days', { lines: [before, last('300')] }, 'P 0.00'],
  [
    'a service that was not there before',
    { lines: [before, { ...last('200'), service: 'AWS Glue' }] },
    'P 0.00',
  ],
  [
    'on Google Cloud',
    {
      lines: [
        { ...before, provider: 'gcp' },
        { ...last('300'), provider: 'gcp' },
      ],
    },
    'P 0.00',
  ],
  [
    'three times as much where the detectors watch',
    {
      lines: [before, last('300')],
      prepare: async (connection) => {
        await connection.run(`insert into detector_run values (now()::timestamp, 'x', null, 1, 1)`)
      },
    },
    'already_covered',
  ],
  ['a tenth more', { lines: [before, last('110')] }, 'not_worth_it'],
  ['much, but little money', { lines: [{ ...before, cost: '1' }, last('9')] }, 'not_worth_it'],
  ['less', { lines: [before, last('10')] }, 'nothing'],
  ['ten days of history', { lines: [{ ...before, from: 12 }, last('300')] }, 'too_young'],
])('unusual cost: %s', async (_, bill, verdict) => {
  expect(await verdictOf(unusualCost, bill)).toBe(verdict)
})
