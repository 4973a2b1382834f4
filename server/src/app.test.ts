import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { quietAlerting } from './alerts/test-kit.ts'
import { createApp } from './app.ts'
import { type Db, openDb } from './db/open.ts'
import { createReadPool } from './db/read-pool.ts'
import { AppError } from './errors.ts'
import { silentLogger } from './log.ts'
import { insertFacts, insertImport } from './queries/fact-builder.ts'
import type { AppDeps, Upload } from './routes/deps.ts'
import { routes } from './routes/registry.ts'

let root: string
let db: Db
let deps: AppDeps
const uploads: { name: string; text: string }[] = []

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'outlay-app-'))
  db = await openDb(join(root, 'data'))
  const web = join(root, 'web')
  mkdirSync(join(web, 'assets'), { recursive: true })
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>Outlay</title>')
  writeFileSync(join(web, 'explore.html'), '<!doctype html><title>Explorer</title>')
  writeFileSync(join(web, 'assets', 'app-1.js'), 'let a')
  writeFileSync(join(web, 'assets', 'app-1.js.br'), 'brotli')
  writeFileSync(join(root, 'secret.txt'), 'secret')
  await db.writer.withTransaction(async (connection) => {
    await insertImport(connection, { id: 'import-1', seq: 1, days: ['2026-11-02', '2026-11-20'] })
    await insertFacts(connection, [
      { day: '2026-11-02', service: 'S3', billed: '0.1' },
      {
        day: '2026-11-20',
        service: 'EC2',
        billed: '0.2',
        resource: 'arn:aws:ec2:eu:1:i/100%',
        team: '__proto__',
      },
    ])
  })
  deps = {
    db,
    readPool: createReadPool(db),
    clock: () => new Date('2026-11-23T10:00:00Z'),
    log: silentLogger,
    version: '1.2.3',
    access: { host: '127.0.0.1', commandToken: 'command' },
    webRoot: web,
    detectors: { refresh: async () => undefined },
    rules: { refresh: async () => undefined },
    alerting: quietAlerting(db, root, () => new Date('2026-11-23T10:00:00Z')),
    ingest: {
      upload: async (file: Upload) => {
        uploads.push({ name: file.name, text: await new Response(file.stream).text() })
        return { imports: [] }
      },
      applyStaged: async (id, options) => ({ id, options }),
      accept: async (id) => {
        if (id === 'boom') throw new Error(`secret ${root}`)
        throw new AppError('NOT_FOUND', `There is no held import ${id}.`)
      },
    },
    limits: { uploadBytesMax: 5000 },
  }
})

afterAll(async () => {
  await deps.readPool.close()
  await db.close()
  rmSync(root, { recursive: true, force: true })
})

const get = (path: string, init: RequestInit = {}, given: Partial<AppDeps> = {}) =>
  createApp({ ...deps, ...given }).request(path, init)

test('answers costs with the headers of a private, revalidated answer', async () => {
  const response = await get('/api/v1/costs?granularity=total')

  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ data: [{ cost: '0.3' }], meta: { total: '0.3' } })
  expect(response.headers.get('cache-control')).toBe('private, no-cache')
  expect(response.headers.get('content-security-policy')).toContain(`default-src 'self'`)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

test('an unchanged answer is a 304 until the next commit', async () => {
  const app = createApp(deps)
  const first = await app.request('/api/v1/costs?granularity=total&charges=all')
  const etag = first.headers.get('etag') ?? ''
  const headers = { 'if-none-match': etag }

  const same = await app.request('/api/v1/costs?charges=all&granularity=total', { headers })
  const other = await app.request('/api/v1/costs?granularity=daily', { headers })
  await db.writer.withTransaction((connection) => connection.run(`insert into setting values ('touch', '1')`))
  const later = await app.request('/api/v1/costs?granularity=total&charges=all', { headers })

  expect([same.status, other.status, later.status]).toEqual([304, 200, 200])
  expect(later.headers.get('etag')).not.toBe(etag)
})

test.each([
  '/api/v1/meta',
  '/api/v1/overview',
  '/api/v1/changes?start=2026-11-01&end=2026-11-21',
  '/api/v1/sources',
  '/api/v1/costs/bridge?start=2026-11-01&end=2026-12-01',
  '/api/v1/resources/arn%3Aaws%3Aec2%3Aeu%3A1%3Ai%2F100%25',
  '/api/v1/imports',
  '/api/v1/imports/import-1',
  '/api/v1/restatements',
  '/api/v1/dimensions/service/values?q=s',
  '/api/v1/dimensions/tag%3Aa%252Fb/values',
  '/api/v1/openapi.json',
  '/healthz',
  '/readyz',
  '/metrics',
  '/explore',
  '/',
])('%s answers', async (path) => {
  expect((await get(path)).status).toBe(200)
})

test.each([
  ['/api/v1/nothing', 404],
  ['/api/v1/imports/zz', 404],
  ['/api/v1/costs?metric=x', 400],
  ['/api/v1/costs?groupBy=a&groupBy=b', 400],
  ['/api/v1/meta?x=1', 400],
  ['/api/v1/dimensions/nothing/values', 400],
  ['/assets/missing.js', 404],
  ['//api/v1/costs', 404],
  ['/api//v1/costs', 404],
  ['/API/v1/costs', 404],
  ['/%5capi/v1/costs', 404],
  ['/x/%2e%2e/%2e%2e/secret.txt%2f..', 404],
])('%s is a JSON error %i', async (path, status) => {
  const response = await get(`http://localhost${path}`)

  expect(response.status).toBe(status)
  const body = await response.json()
  expect(body).toMatchObject({
    error: { code: expect.any(String), requestId: response.headers.get('x-request-id') },
  })
  expect(JSON.stringify(body)).not.toContain(root)
})

test('when too many questions wait, the answer says when to come again', async () => {
  const readPool = createReadPool(db, { connections: 1, queueMax: 0 })
  const app = createApp({ ...deps, readPool })
  let release = () => {}
  const blocked = readPool.run(() => new Promise<void>((resolve) => (release = resolve)))

  const response = await app.request('/api/v1/costs')
  release()
  await blocked
  await readPool.close()

  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('2')
  expect(await response.json()).toMatchObject({ error: { code: 'BUSY' } })
})

test('a failure inside tells the log and nobody else', async () => {
  const response = await get('/api/v1/imports/boom/accept', { method: 'POST' })

  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('secret')
})

test.each([
  ['malformed JSON', 'nonsense', 400],
  ['an unknown key', '{"add":true,"__proto__":{"x":1}}', 400],
  ['deep JSON', '['.repeat(10_000), 400],
  ['a large body', `{"add":"${'x'.repeat(1_100_000)}"}`, 413],
])('%s is refused', async (_, body, status) => {
  const headers = { authorization: 'Bearer command', 'content-type': 'application/json' }

  expect((await get('/api/v1/imports/staged/d1', { method: 'POST', body, headers })).status).toBe(status)
})

test('a staged delivery is applied for who holds the token of server.json only', async () => {
  const headers = { authorization: 'Bearer command' }

  const allowed = await get('/api/v1/imports/staged/d1', { method: 'POST', headers, body: '{"add":true}' })
  const refused = await get('/api/v1/imports/staged/d1', { method: 'POST' })

  expect(await allowed.json()).toEqual({
    id: 'd1',
    options: { add: true, replace: false, strict: false, dryRun: false },
  })
  expect(refused.status).toBe(403)
})

test('an upload is streamed, as multipart or as it is, and cut off at the bound', async () => {
  uploads.length = 0
  const form = new FormData()
  form.append('note', 'small')
  form.append('file', new File(['BilledCost\r\n--not the boundary\r\n1'], 'bíll.csv'))
  const large = 'x'.repeat(6000)

  const multipart = await get('/api/v1/imports', { method: 'POST', body: form })
  const raw = await get('/api/v1/imports?name=raw.csv', { method: 'POST', body: 'a,b' })
  const nameless = await get('/api/v1/imports', { method: 'POST', body: 'a,b' })
  const over = await get('/api/v1/imports?name=large.csv', { method: 'POST', body: large })

  expect([multipart.status, raw.status, nameless.status, over.status]).toEqual([200, 200, 400, 413])
  expect(uploads).toEqual([
    { name: 'bíll.csv', text: 'BilledCost\r\n--not the boundary\r\n1' },
    { name: 'raw.csv', text: 'a,b' },
  ])
})

test.each([
  ['another origin', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a host name that points here', { host: 'evil.example:4400' }],
])('a change from %s is refused', async (_, headers) => {
  const response = await get('/api/v1/imports/x/accept', { method: 'POST', headers })

  expect(response.status).toBe(403)
})

test('a change from the page itself and from a command is not', async () => {
  const page = { host: 'localhost:4400', origin: 'http://localhost:4400', 'sec-fetch-site': 'same-origin' }

  expect((await get('/api/v1/imports/x/accept', { method: 'POST', headers: page })).status).toBe(404)
  expect((await get('/api/v1/imports/x/accept', { method: 'POST' })).status).toBe(404)
})

test('reading under a foreign host name is refused on loopback, and allowed under publicUrl', async () => {
  const headers = { host: 'costs.example' }
  const access = { ...deps.access, publicUrl: 'https://costs.example' }

  expect((await get('/api/v1/meta', { headers })).status).toBe(403)
  expect((await get('/api/v1/meta', { headers }, { access })).status).toBe(200)
})

test('beyond loopback it does not start without a token', () => {
  expect(() => createApp({ ...deps, access: { host: '0.0.0.0' } })).toThrow(/OUTLAY_TOKEN/)
})

test('with a token every route but the health checks and the signed links of mails needs it', async () => {
  const access = { host: '0.0.0.0', token: 'secret-token' }
  const paths = [
    ...routes
      .filter(({ path }) => path !== '/unsubscribe/{token}')
      .map((route) => `/api/v1${route.path.replace(/\{\w+\}/g, 'x')}`),
    ...['/', '/assets/app-1.js', '/metrics', '/api/v1/openapi.json', '//api/v1/meta', '/%61pi/v1/meta'],
  ]

  for (const path of paths) {
    expect([path, (await get(`http://localhost${path}`, {}, { access })).status]).toEqual([path, 401])
  }
  expect((await get('/healthz', {}, { access })).status).toBe(200)
  expect((await get('/api/v1/unsubscribe/x', {}, { access })).status).toBe(404)
  const bearer = { authorization: 'Bearer secret-token' }
  expect((await get('/api/v1/meta', { headers: bearer }, { access })).status).toBe(200)
  expect((await get('/api/v1/meta', { headers: { authorization: 'Bearer wrong' } }, { access })).status).toBe(
    401,
  )
})

test('a browser signs in once by ?token=, which leaves the address', async () => {
  const access = { host: '0.0.0.0', token: 'secret-token' }

  const login = await get('/explore?token=secret-token&g=d', {}, { access })
  const cookie = login.headers.get('set-cookie') ?? ''
  const page = await get('/explore', { headers: { cookie: cookie.split(';')[0] ?? '' } }, { access })

  expect([login.status, login.headers.get('location')]).toEqual([303, '/explore?g=d'])
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).not.toContain('secret-token')
  expect(page.status).toBe(200)
})

test('serves the web app, assets for ever and compressed where a compressed file is there', async () => {
  const page = await get('/resources/i-1?g=d')
  const asset = await get('/assets/app-1.js', { headers: { 'accept-encoding': 'gzip, br' } })

  expect(await page.text()).toContain('<title>Outlay')
  expect(page.headers.get('cache-control')).toBe('no-cache')
  expect(asset.headers.get('content-encoding')).toBe('br')
  expect(asset.headers.get('content-type')).toContain('javascript')
  expect(asset.headers.get('cache-control')).toContain('immutable')
  expect((await get('/teams', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })).status).toBe(
    304,
  )
})

test('a page that has a file of its own gets that one, whatever is asked of it', async () => {
  expect(await (await get('/explore?g=d')).text()).toContain('<title>Explorer')
  expect(await (await get('/explore/else')).text()).toContain('<title>Outlay')
})

test('the OpenAPI document names every mounted route and no other', async () => {
  const app = createApp(deps)
  const mounted = app.routes
    .filter(({ path, method }) => path.startsWith('/api/v1/') && method !== 'ALL')
    .map(({ path, method }) => `${method} ${path.replace('/api/v1', '').replace(/:(\w+)/g, '{$1}')}`)
  const document = (await (await app.request('/api/v1/openapi.json')).json()) as {
    paths: Record<string, object>
  }
  const declared = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )

  expect(declared.toSorted()).toEqual(mounted.filter((each) => each !== 'GET /openapi.json').toSorted())
})
