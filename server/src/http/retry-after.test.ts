import { expect, test } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const NOW = new Date('2026-11-23T12:00:00Z')

test.each([
  ['seconds', { 'Retry-After': '2' }, 2000],
  ['a number', { 'retry-after': 3 }, 3000],
  ['parts of a second', { 'retry-after': '0.25' }, 250],
  ['an HTTP date', { 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT' }, 30_000],
  ['a date that has passed', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
  ['milliseconds', { 'retry-after-ms': '1500' }, 1500],
  ['milliseconds of Azure', { 'x-ms-retry-after-ms': '40' }, 40],
  ['the QPU quota', { 'x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after': '7' }, 7000],
  ['the client quota', { 'x-ms-ratelimit-microsoft.costmanagement-clienttype-retry-after': '9' }, 9000],
  ['the consumption quota', { 'x-ms-ratelimit-microsoft.consumption-tenant-retry-after': '4' }, 4000],
  ['the plain ratelimit form', { 'x-ms-ratelimit-retry-after': '5' }, 5000],
  [
    'the longest of several',
    {
      'retry-after': '1',
      'x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after': '3',
      'x-ms-ratelimit-microsoft.costmanagement-entity-retry-after': '60',
    },
    60_000,
  ],
])('%s', (_form, headers, expected) => {
  expect(retryAfterMs(headers, NOW)).toBe(expected)
})

test.each([
  ['no header', {}],
  ['another header', { 'x-ms-ratelimit-microsoft.costmanagement-qpu-remaining': '5' }],
  ['nonsense', { 'retry-after': 'soon' }],
  ['a negative number', { 'retry-after': '-5' }],
  ['no text', { 'retry-after': null }],
])('%s asks for nothing', (_form, headers) => {
  expect(retryAfterMs(headers, NOW)).toBeNull()
})
