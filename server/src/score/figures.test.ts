import { expect, test } from 'vitest'
import { type Claim, scoreClaims } from './claims.ts'
import { figuresOf } from './figures.ts'
import type { Planted } from './truth-file.ts'

const piece = (id: string, more: Partial<Planted> = {}): Planted => ({
  id,
  kind: 'waste',
  rules: ['IDLE-05'],
  provider: 'AWS',
  billingAccountId: 'payer',
  subAccountId: 'a',
  currency: 'USD',
  resourceIds: [id],
  lines: [],
  monthlyCost: 100,
  monthlySaving: 100,
  savings: [{ rule: 'IDLE-05', monthlySaving: 100 }],
  needs: [],
  tempts: ['IDLE-05'],
  ...more,
})
const claim = (id: string, expected: number, more: Partial<Claim> = {}): Claim => ({
  rule: 'IDLE-05',
  grade: 'U',
  currency: 'USD',
  billingAccountId: 'payer',
  subAccountId: 'a',
  service: 'EC2',
  region: null,
  resourceIds: [id],
  savings: { low: expected * 0.9, expected, high: expected * 1.1 },
  counted: expected,
  ...more,
})
const figures = (claims: readonly Claim[], planted: readonly Planted[], costs = new Map<string, number>()) =>
  figuresOf(scoreClaims(claims, planted, costs), planted)

test('a claim that is right to the dollar is precise, complete and contained', () => {
  expect(figures([claim('vm', 100)], [piece('vm')])).toMatchObject({
    precision: 1,
    provenPrecision: 1,
    recall: 1,
    onDecoys: 0,
    claimedToTrue: 1,
    contained: 1,
    error: 0,
  })
})

test('what is claimed above the truth is imprecise, and outside its interval', () => {
  expect(figures([claim('vm', 200)], [piece('vm')])).toMatchObject({
    precision: 0.5,
    recall: 1,
    claimedToTrue: 2,
    contained: 0,
    error: 1,
  })
})

test('a claim where nothing is planted, or by a rule that is not right, is wholly false', () => {
  expect(figures([claim('other', 100)], [piece('vm')])).toMatchObject({ precision: 0, recall: 0 })
  expect(figures([claim('vm', 100, { rule: 'SPOT-01' })], [piece('vm')])).toMatchObject({
    precision: 0,
    recall: 0,
  })
})

test('dollars claimed on decoys are counted, by their share of a card', () => {
  const decoy = piece('vm', { kind: 'decoy', rules: [], savings: [], monthlySaving: 0 })
  expect(figures([claim('vm', 100)], [decoy]).onDecoys).toBe(1)
  expect(figures([claim('vm', 100, { resourceIds: ['vm', 'x'] })], [decoy]).onDecoys).toBe(0.5)
})

test('two claims on one piece reach it once', () => {
  expect(figures([claim('vm', 80), claim('vm', 80)], [piece('vm')]).recall).toBe(1)
})

test('claims on two of four resources stand beside half of their saving', () => {
  const four = piece('p', { resourceIds: ['1', '2', '3', '4'] })
  expect(figures([claim('1', 25), claim('2', 25)], [four])).toMatchObject({
    precision: 1,
    recall: 0.5,
    error: 0,
  })
})

test('parts of a piece weigh by what they cost', () => {
  const two = piece('p', { resourceIds: ['large', 'small'] })
  const costs = new Map([
    ['large', 90],
    ['small', 10],
  ])
  expect(figures([claim('large', 90)], [two], costs)).toMatchObject({ precision: 1, recall: 0.9, error: 0 })
})

test('a decoy of lines tempts only its own rules', () => {
  const lines = [{ subAccountId: 'a', service: 'EC2', region: null, usageType: null }]
  const decoy = piece('d', {
    kind: 'decoy',
    rules: [],
    savings: [],
    resourceIds: [],
    lines,
    tempts: ['NET-04'],
  })
  const vague = { resourceIds: [], service: 'EC2' }
  expect(figures([claim('', 10, { ...vague, rule: 'NET-04' })], [decoy]).onDecoys).toBe(1)
  expect(figures([claim('', 10, { ...vague, rule: 'CM-01' })], [decoy]).onDecoys).toBe(0)
})

test('a piece without resources is found by its lines', () => {
  const lines = [{ subAccountId: 'a', service: 'CloudTrail', region: null, usageType: 'PaidEventsRecorded' }]
  const trail = piece('trail', { resourceIds: [], lines })
  expect(figures([claim('', 100, { resourceIds: [], service: 'CloudTrail' })], [trail]).recall).toBe(1)
  expect(figures([claim('', 100, { resourceIds: [], service: 'S3' })], [trail]).recall).toBe(0)
})
