import { expect, test } from 'vitest'
import { type Claim, scoreClaims } from './claims.ts'
import { figuresOf } from './figures.ts'
import type { Planted } from './truth-file.ts'

const piece = (id: string, more: Partial<Planted> = {}): Planted => ({
  id,
  kind: 'waste',
  rules: ['IDLE-05'],
  provider: 'AWS',
  subAccountId: 'a',
  currency: 'USD',
  resourceIds: [id],
  lines: [],
  monthlyCost: 100,
  monthlySaving: 100,
  savings: [{ rule: 'IDLE-05', monthlySaving: 100 }],
  needs: [],
  ...more,
})
const claim = (id: string, expected: number, more: Partial<Claim> = {}): Claim => ({
  rule: 'IDLE-05',
  grade: 'U',
  currency: 'USD',
  subAccountId: 'a',
  service: 'EC2',
  region: null,
  resourceIds: [id],
  savings: { low: expected * 0.9, expected, high: expected * 1.1 },
  counted: expected,
  ...more,
})
const figures = (claims: readonly Claim[], planted: readonly Planted[]) =>
  figuresOf(scoreClaims(claims, planted), planted)

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

test('a piece without resources is found by its lines', () => {
  const lines = [{ subAccountId: 'a', service: 'CloudTrail', region: null, usageType: 'PaidEventsRecorded' }]
  const trail = piece('trail', { resourceIds: [], lines })
  expect(figures([claim('', 100, { resourceIds: [], service: 'CloudTrail' })], [trail]).recall).toBe(1)
  expect(figures([claim('', 100, { resourceIds: [], service: 'S3' })], [trail]).recall).toBe(0)
})
