import { expect, test } from 'vitest'
import { CollectError } from './collect-error.ts'
import { gcpError } from './gcp-errors.ts'
import { GcpRefusal } from './gcp-transport.ts'

const PLACE = {
  grant: 'roles/billing.viewer on the billing account',
  service: 'cloudbilling.googleapis.com',
  now: new Date('2026-11-23T00:00:00Z'),
}

function refusal(status: number, error: object | string, headers: Record<string, string> = {}) {
  const body = typeof error === 'string' ? error : JSON.stringify({ error })
  return new GcpRefusal({ status, headers: new Headers(headers), body: Buffer.from(body) })
}

const info = (reason: string) => [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }]

test.each<[string, Error, object]>([
  [
    'a role that is missing',
    refusal(403, { message: 'no', status: 'PERMISSION_DENIED' }),
    { kind: 'permission', grant: PLACE.grant, vendorCode: 'HTTP 403 PERMISSION_DENIED' },
  ],
  [
    'an API that is off',
    refusal(403, { message: 'no', details: info('SERVICE_DISABLED') }),
    { kind: 'not_enabled', grant: 'gcloud services enable cloudbilling.googleapis.com' },
  ],
  [
    'billing that is off',
    refusal(403, { message: 'no', details: info('BILLING_DISABLED') }),
    { kind: 'not_enabled' },
  ],
  [
    'a rate limit under 403',
    refusal(403, { message: 'no', errors: [{ reason: 'rateLimitExceeded' }] }),
    { kind: 'throttled', grant: null },
  ],
  [
    'a quota of the day',
    refusal(403, { message: 'no', errors: [{ reason: 'quotaExceeded' }] }),
    { kind: 'quota' },
  ],
  [
    'a 429',
    refusal(429, { message: 'no', status: 'RESOURCE_EXHAUSTED' }),
    { kind: 'throttled', retryAfterMs: null },
  ],
  [
    'a 429 with seconds',
    refusal(429, { message: 'no' }, { 'retry-after': '4' }),
    { kind: 'throttled', retryAfterMs: 4000 },
  ],
  [
    'a 503 with a date',
    refusal(503, 'busy', { 'retry-after': 'Mon, 23 Nov 2026 00:01:00 GMT' }),
    { kind: 'upstream', retryAfterMs: 60_000 },
  ],
  [
    'a 429 with a wish in its body',
    refusal(429, {
      message: 'no',
      details: [
        ...info('RATE_LIMIT_EXCEEDED'),
        { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1.5s' },
      ],
    }),
    { kind: 'throttled', retryAfterMs: 1500 },
  ],
  [
    'a page that is no longer known',
    refusal(400, { message: 'Invalid page token.', status: 'INVALID_ARGUMENT' }),
    { kind: 'stale_pages' },
  ],
  ['a question that is refused', refusal(400, { message: 'Invalid value' }), { kind: 'bad_request' }],
  [
    'something that is not there',
    refusal(404, { message: 'Not found: Table x' }),
    { kind: 'bad_request', message: expect.stringContaining('another location') },
  ],
  ['credentials that are wrong', refusal(401, { message: 'no' }), { kind: 'auth' }],
  ['an inner fault', refusal(500, '<html>'), { kind: 'upstream' }],
  [
    'a job that failed',
    Object.assign(new Error('x'), { errors: [{ reason: 'bytesBilledLimitExceeded', message: 'too much' }] }),
    { kind: 'budget', endsSource: false },
  ],
  [
    'credentials that were not found',
    new Error('Could not load the default credentials. Browse to …'),
    { kind: 'auth' },
  ],
  ['a session that has ended', new Error('invalid_grant'), { kind: 'auth' }],
  [
    'a host that does not answer',
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    { kind: 'upstream' },
  ],
  ['a body that breaks off', new Error('Premature close'), { kind: 'upstream' }],
  ['an answer that is no JSON', new SyntaxError('Unexpected token <'), { kind: 'bad_answer' }],
])('tells %s', (_case, error, expected) => {
  const told = gcpError(error, PLACE)

  expect(told).toBeInstanceOf(CollectError)
  expect(told).toMatchObject({ cause: error, ...expected })
})

test('what is no trouble of the cloud passes unchanged', () => {
  const error = new TypeError('x is not a function')

  expect(gcpError(error, PLACE)).toBe(error)
  expect(gcpError('text', PLACE)).toBe('text')
})
