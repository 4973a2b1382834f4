import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toToken } from '../alerts/unsubscribe/unsubscribe-token.ts'
import { keepMailSecret, readMailSecret, readUnsubscribed } from '../alerts/unsubscribe/unsubscribed.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let bed: TestApp
let secret: string

beforeAll(async () => {
  const access = { host: '127.0.0.1', publicUrl: 'https://outlay.example', token: 'access-token' }
  bed = await openTestApp([], { access })
  await bed.deps.db.writer.withTransaction(keepMailSecret)
  secret = (await bed.deps.readPool.run(readMailSecret)) ?? ''
})

afterAll(async () => {
  await bed.deps.alerting.stop()
  await bed.close()
})

const link = (address: string, subject = 'budget:all') =>
  `https://outlay.example/api/v1/unsubscribe/${toToken({ address, subject }, secret)}`
const gone = () => bed.deps.readPool.run(readUnsubscribed)
const form = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
})

describe('a link of a mail', () => {
  test('works without the access token: GET asks with a button, POST unsubscribes at once, again is the same', async () => {
    const asked = await bed.app.request(link('Ada@Example.com'))
    expect(asked.status).toBe(200)
    expect(await asked.text()).toContain('<button>Unsubscribe</button>')
    expect(await gone()).toEqual([])

    for (const _ of [1, 2]) {
      const done = await bed.app.request(link('Ada@Example.com'), form('List-Unsubscribe=One-Click'))
      expect(done.status).toBe(200)
    }

    expect(await gone()).toMatchObject([{ address: 'ada@example.com', subject: 'budget:all' }])
  })

  test('takes the form of its own page, which a browser sends with a null origin, and lets people come back', async () => {
    const origin = { origin: 'null', 'sec-fetch-site': 'same-origin' }
    const done = await bed.app.request(
      link('bo@example.com', 'anomalies'),
      form('List-Unsubscribe=One-Click', origin),
    )
    expect(await done.text()).toContain('no more mails about cost anomalies')

    await bed.app.request(link('bo@example.com', 'anomalies'), form('subscribe=again', origin))

    expect((await gone()).filter(({ address }) => address === 'bo@example.com')).toEqual([])
  })

  test.each([
    ['of another secret', () => toToken({ address: 'eve@example.com', subject: 'alerts' }, 'other')],
    ['with another payload', () => link('a@example.com').split('/').at(-1)?.replace(/^./, 'x') ?? ''],
    ['that is cut', () => (link('a@example.com').split('/').at(-1) ?? '').slice(0, -2)],
    ['that is empty of a signature', () => 'W10.'],
  ])('that bears a token %s does nothing', async (_, token) => {
    const before = await gone()
    const url = `https://outlay.example/api/v1/unsubscribe/${token()}`

    expect((await bed.app.request(url)).status).toBe(404)
    expect((await bed.app.request(url, form('List-Unsubscribe=One-Click'))).status).toBe(404)
    expect(await gone()).toEqual(before)
  })

  test('escapes what a name holds, and opens nothing else', async () => {
    const asked = await bed.app.request(link('a@example.com', 'budget:<img src=x>'))
    expect(await asked.text()).toContain('&lt;img src=x&gt;')

    expect((await bed.app.request('https://outlay.example/api/v1/alerts')).status).toBe(401)
    expect((await bed.app.request('https://outlay.example/api/v1/unsubscribe')).status).toBe(401)
    expect((await bed.app.request('https://outlay.example/api/v1/unsubscribe/x/../../alerts')).status).toBe(
      401,
    )
  })
})
