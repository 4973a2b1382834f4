import { expect, onTestFinished, test } from 'vitest'
import { ask, call, HEADERS, world } from './raw-call.ts'
import { startFakeGcp } from './server.ts'

const ALT = '$alt=json%3Benum-encoding=int'

test.each<[string, string, RequestInit, number, string, RegExp]>([
  [
    'no token',
    `/v1/billingAccounts?${ALT}`,
    { headers: { ...HEADERS, authorization: '' } },
    401,
    'CREDENTIALS_MISSING',
    /OAuth 2/,
  ],
  [
    'another token',
    `/v1/billingAccounts?${ALT}`,
    { headers: { ...HEADERS, authorization: 'Bearer bad' } },
    401,
    'ACCESS_TOKEN_EXPIRED',
    /OAuth 2/,
  ],
  [
    'a client without a name',
    `/v1/billingAccounts?${ALT}`,
    { headers: { authorization: 'Bearer good' } },
    400,
    'INVALID_ARGUMENT',
    /x-goog-api-client/,
  ],
  ['enums as names', '/v1/billingAccounts', {}, 400, 'INVALID_ARGUMENT', /\$alt/],
  ['an unknown parameter', `/v1/billingAccounts?${ALT}&size=3`, {}, 400, 'INVALID_ARGUMENT', /size/],
  [
    'a parameter that comes twice',
    `/v1/billingAccounts?${ALT}&pageSize=3&pageSize=4`,
    {},
    400,
    'INVALID_ARGUMENT',
    /twice/,
  ],
  [
    'too large a page of accounts',
    `/v1/billingAccounts?${ALT}&pageSize=101`,
    {},
    400,
    'INVALID_ARGUMENT',
    /1 to 100/,
  ],
  [
    'too large a page of SKUs',
    `/v1/services/6F81-5844-456A/skus?${ALT}&pageSize=5001`,
    {},
    400,
    'INVALID_ARGUMENT',
    /1 to 5000/,
  ],
  [
    'a currency that is none',
    `/v1/services/6F81-5844-456A/skus?${ALT}&currencyCode=euro`,
    {},
    400,
    'INVALID_ARGUMENT',
    /currencyCode/,
  ],
  [
    'a time that is none',
    `/v1/services/6F81-5844-456A/skus?${ALT}&startTime=today`,
    {},
    400,
    'INVALID_ARGUMENT',
    /startTime/,
  ],
  [
    'a service that is not there',
    `/v1/services/0000-0000-0000/skus?${ALT}`,
    {},
    404,
    'NOT_FOUND',
    /not found/,
  ],
  [
    'a page token of nobody',
    `/v1/billingAccounts?${ALT}&pageToken=page-1`,
    {},
    400,
    'INVALID_ARGUMENT',
    /page token/,
  ],
  [
    'an account that is not seen',
    `/v1/billingAccounts/FFFFFF-FFFFFF-FFFFFF/projects?${ALT}`,
    {},
    403,
    'PERMISSION_DENIED',
    /permission/,
  ],
  [
    'a project that is not seen',
    `/v3/projects/other-project?${ALT}`,
    {},
    403,
    'PERMISSION_DENIED',
    /permission/,
  ],
  [
    'billing of a project that is not seen',
    `/v1/projects/other-project/billingInfo?${ALT}`,
    {},
    403,
    'PERMISSION_DENIED',
    /permission/,
  ],
  ['a folder that is not seen', `/v3/folders/1?${ALT}`, {}, 403, 'PERMISSION_DENIED', /permission/],
  [
    'an organisation that is not seen',
    `/v3/organizations/1?${ALT}`,
    {},
    403,
    'PERMISSION_DENIED',
    /permission/,
  ],
  ['a method that there is not', `/v2/projects?${ALT}`, {}, 404, 'NOT_FOUND', /no method/],
  [
    'a verb that there is not',
    `/v1/billingAccounts?${ALT}`,
    { method: 'DELETE' },
    404,
    'NOT_FOUND',
    /no method/,
  ],
])('refuses %s', async (_case, path, init, status, reason, message) => {
  const answer = await ask(path, init)

  expect(answer).toMatchObject({ status, reason })
  expect(answer.message).toMatch(message)
})

test('refuses a page token of another question, and one of a page before the last', async () => {
  const fake = await startFakeGcp(world)
  onTestFinished(() => fake.close())
  const page = (size: number, token: string) =>
    call(fake.url, `/v1/billingAccounts?${ALT}&pageSize=${size}${token === '' ? '' : `&pageToken=${token}`}`)

  expect((await page(1, '')).body['nextPageToken']).toBe('page-1')
  expect((await page(2, 'page-1')).status).toBe(400)
  expect((await page(1, 'page-1')).body['nextPageToken']).toBe('page-2')
  expect((await page(1, 'page-2')).status).toBe(200)
  expect((await page(1, 'page-1')).status).toBe(400)
})
