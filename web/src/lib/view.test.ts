import {
  ALIGNMENTS,
  CHARGES,
  DIMENSIONS,
  type Dimension,
  FILTER_OPS,
  METRICS,
} from '@outlay/shared/dimensions'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalFilters, type Filter } from './filters.ts'
import {
  CHART_KINDS,
  COMPARE_WITH,
  DEFAULT_VIEW,
  parseView,
  SORTS,
  STEPS,
  serialiseView,
  type View,
} from './view.ts'

const words = fc.string({ minLength: 1, maxLength: 12 })
const dimension: fc.Arbitrary<Dimension> = fc.oneof(
  fc.constantFrom(...DIMENSIONS),
  words.map((key): Dimension => `tag:${encodeURIComponent(key)}`),
)
const filter: fc.Arbitrary<Filter> = fc
  .record({ dim: dimension, op: fc.constantFrom(...FILTER_OPS), value: fc.string({ maxLength: 20 }) })
  .map((made) => (made.op === 'absent' ? { ...made, value: '' } : made))
const nullable = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null })
const period = fc.constantFrom('mtd', 'last', '7d', '91d', 'ytd', '12m', '2026-10', '2026-10-03..2026-11-01')

const view: fc.Arbitrary<View> = fc.record({
  team: nullable(words),
  period,
  compare: fc.constantFrom(...COMPARE_WITH),
  align: nullable(fc.constantFrom(...ALIGNMENTS)),
  step: nullable(fc.constantFrom(...STEPS)),
  by: dimension,
  by2: nullable(dimension),
  filters: fc.array(filter, { maxLength: 5 }).map(canonicalFilters),
  metric: fc.constantFrom(...METRICS),
  charges: fc.constantFrom(...CHARGES),
  currency: nullable(fc.constantFrom('USD', 'EUR', 'JPY')),
  report: nullable(fc.constantFrom('USD', 'EUR')),
  chart: nullable(fc.constantFrom(...CHART_KINDS)),
  sort: fc.constantFrom(...SORTS),
  top: fc.integer({ min: 1, max: 9999 }),
  selected: nullable(words),
  local: fc.record(
    {
      status: fc.constantFrom('all', 'open,snoozed'),
      min: fc.nat(999_999).map(String),
      find: words.filter((text) => /./.test(text)),
    },
    { requiredKeys: [] },
  ),
  extra: fc
    .array(fc.tuple(fc.constantFrom('utm_source', 'newer', '', 'a b'), fc.string({ maxLength: 8 })), {
      maxLength: 3,
    })
    .map((pairs) => parseView(`?${new URLSearchParams(pairs)}`).extra),
  ignored: fc.constant([]),
})

test('an address read back gives the view that wrote it', () => {
  fc.assert(
    fc.property(view, (state) => {
      expect(parseView(serialiseView(state))).toEqual(state)
    }),
    { numRuns: 1000 },
  )
})

test('defaults are left out', () => {
  expect(serialiseView(DEFAULT_VIEW)).toBe('')
})

test('equal filters in another order give the same address', () => {
  const a = parseView('?f=service:is:S3&f=provider:is:aws')
  const b = parseView('?f=provider:is:aws&f=service:is:S3&f=service:is:S3')

  expect(serialiseView(a)).toBe(serialiseView(b))
  expect(serialiseView(a)).toBe('?f=provider:is:aws&f=service:is:S3')
})

test.each([
  { search: '?p=2026-13', field: 'period', value: 'mtd' },
  { search: '?p=2026-10-05..2026-10-05', field: 'period', value: 'mtd' },
  { search: '?metric=net', field: 'metric', value: 'effective' },
  { search: '?by=__proto__', field: 'by', value: 'provider' },
  { search: '?top=-1', field: 'top', value: 50 },
  { search: '?f=nonsense&f=service:like:x', field: 'filters', value: [] },
] as const)('$search falls back to the default $field', ({ search, field, value }) => {
  expect(parseView(search)[field]).toEqual(value)
})

test.each([
  { search: '?p=banana&by=service', ignored: ['p=banana'], kept: '?by=service' },
  { search: '?f=nonsense&f=service:is:S3', ignored: ['f=nonsense'], kept: '?f=service:is:S3' },
  { search: '?p=7d&group=service&p=3w', ignored: ['p=3w'], kept: '?p=7d&group=service' },
  { search: '?utm_source=b&p=7d&utm_source=a', ignored: [], kept: '?p=7d&utm_source=a&utm_source=b' },
  { search: '?cur=dollars', ignored: ['cur=dollars'], kept: '' },
  { search: '?by=provider', ignored: [], kept: '' },
])('of $search it names $ignored and keeps $kept', ({ search, ignored, kept }) => {
  const parsed = parseView(search)

  expect(parsed.ignored).toEqual(ignored)
  expect(serialiseView(parsed)).toBe(kept)
})
