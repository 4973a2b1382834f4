import { expect, test } from 'vitest'
import { filterLabel, periodLabel, rangeLabel, restLabel, valueLabel } from './labels.ts'

test.each([
  { dim: 'provider', value: 'gcp', label: 'Google Cloud' },
  { dim: 'provider', value: 'hetzner', label: 'hetzner' },
  { dim: 'tag:env', value: null, label: 'Untagged' },
  { dim: 'team', value: null, label: 'No team' },
  { dim: 'resource', value: 'i-0abc', label: 'i-0abc' },
  { dim: 'resource', value: `/subscriptions/${'9'.repeat(40)}/virtualmachines/vm-1`, label: '…/vm-1' },
  { dim: 'service', value: 'Other', label: 'Other' },
] as const)('$value of $dim reads $label', ({ dim, value, label }) => {
  expect(valueLabel(dim, value)).toBe(label)
})

test.each([
  { filter: { dim: 'service', op: 'not', value: 'Tax' }, label: 'Service is not Tax' },
  { filter: { dim: 'tag:cost%20center', op: 'absent', value: '' }, label: 'Tag cost center is untagged' },
] as const)('a filter reads $label', ({ filter, label }) => {
  expect(filterLabel(filter)).toBe(label)
})

test('a value that turns the writing round turns only itself', () => {
  const filter = { dim: 'tag:\u202eyek', op: 'not', value: '\u202egnp' } as const

  expect(filterLabel(filter)).toBe('Tag \u2068\u202eyek\u2069 is not \u2068\u202egnp\u2069')
})

test.each([
  { members: 405, label: 'All others (405 groups)' },
  { members: 1, label: 'All others (1 group)' },
  { members: null, label: 'All others' },
])('what is cut off reads $label, never like a value', ({ members, label }) => {
  expect(restLabel(members)).toBe(label)
})

test('periods are said with their last day included', () => {
  const range = { start: '2026-11-01', end: '2026-11-08' }

  expect(rangeLabel(range)).toBe('1 Nov – 7 Nov 2026')
  expect(periodLabel('2026-11-01..2026-11-08', range)).toBe('1 Nov – 7 Nov 2026')
  expect(periodLabel('mtd', range)).toBe('Nov 2026 to date')
  expect(periodLabel('28d', range)).toBe('Last 28 days')
})
