import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Fault } from '../../../test/clouds/aws/faults.ts'
import { startFakeAws } from '../../../test/clouds/aws/server.ts'
import { makeTls } from '../../../test/clouds/azure/tls.ts'
import { awsOrganizations } from './aws-organizations/index.ts'
import { collectPart, type TestOptions, testRun } from './test-context.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-aws-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const organization = {
  id: 'o',
  masterAccountId: '1',
  units: [{ id: 'r-abcd', name: 'Root', parent: null }],
  accounts: [],
}
const KEYS = { AWS_ACCESS_KEY_ID: 'FROMENV', AWS_SECRET_ACCESS_KEY: 'b' }

async function ask(env: TestOptions['env'] = KEYS, settings: object = {}, faults: (Fault | null)[] = []) {
  const fake = await startFakeAws({ organization })
  onTestFinished(() => fake.close())
  fake.script(faults)
  const run = testRun({ key: 'now', since: '2026-11-23', until: '2026-11-24' }, { env: env ?? {} })
  onTestFinished(run.remove)
  const [part] = awsOrganizations.parts
  if (part === undefined) throw new Error('no part')
  const config = awsOrganizations.config.parse({ endpoint: fake.url, ...settings })
  return { ...(await collectPart(part, config, run)), run, accessKey: fake.calls[0]?.accessKey }
}

test('keys come from the environment', async () => {
  expect((await ask()).accessKey).toBe('FROMENV')
})

test('keys come from files that the environment names', async () => {
  const { accessKey } = await ask({
    AWS_ACCESS_KEY_ID_FILE: file('id', 'FROMFILE\n'),
    AWS_SECRET_ACCESS_KEY_FILE: file('secret', 'b\n'),
  })

  expect(accessKey).toBe('FROMFILE')
})

test('keys for a fake come from its token file, whatever the environment says', async () => {
  const tokenFile = file('token.json', '{"AccessKeyId":"FROMTOKEN","SecretAccessKey":"b"}')

  expect((await ask(KEYS, { tokenFile })).accessKey).toBe('FROMTOKEN')
})

test.each([
  ['no JSON', 'AccessKeyId: a'],
  ['half of the keys', '{"AccessKeyId":"a"}'],
])('a token file with %s is told', async (_case, content) => {
  const { error } = await ask(KEYS, { tokenFile: file('broken.json', content) })

  expect(error).toMatchObject({
    kind: 'auth',
    message: expect.stringMatching(/AccessKeyId and SecretAccessKey/),
  })
})

test('authorities that cannot be read are told', async () => {
  const { error } = await ask(KEYS, { caFile: join(folder, 'nowhere.pem') })

  expect(error).toMatchObject({
    kind: 'bad_request',
    message: expect.stringMatching(/^caFile: .*nowhere\.pem/),
  })
})

test.each<[string, Fault, number]>([
  ['seconds', { tooManyRequests: { retryAfterSeconds: 7 } }, 7000],
  ['a date', { tooManyRequests: { headers: { 'retry-after': 'Mon, 23 Nov 2026 00:00:30 GMT' } } }, 30_000],
])('a throttle that asks to wait with %s is waited for', async (_case, fault, wait) => {
  const { run, error } = await ask(KEYS, {}, [fault])

  expect(error).toBeNull()
  expect(run.waits).toEqual([wait])
})

test('no error carries a secret', async () => {
  const env = { ...KEYS, AWS_SECRET_ACCESS_KEY: 'SECRETKEY', AWS_SESSION_TOKEN: 'SESSIONTOKEN' }
  const { error } = await ask(env, {}, ['access-denied'])

  const text = inspect(error, { depth: 20, showHidden: true })

  expect(text).toMatch(/AccessDeniedException/)
  expect(text).not.toMatch(/SECRETKEY|SESSIONTOKEN|AWS4-HMAC/)
})

/** TLS in front of a fake, signed by an authority that nobody else knows. */
async function startTls(target: string) {
  const tls = makeTls()
  const server = createServer(tls, (asked, answer) => {
    const passed = request(target, { method: 'POST', headers: asked.headers }, (response) => {
      answer.writeHead(response.statusCode ?? 500, response.headers)
      response.pipe(answer)
    })
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { endpoint, caFile: file('ca.pem', tls.ca) }
}

test("an authority of one's own is trusted where it is named, and nowhere else", async () => {
  const fake = await startFakeAws({ organization })
  onTestFinished(() => fake.close())
  const { endpoint, caFile } = await startTls(fake.url)

  const trusted = await ask(KEYS, { endpoint, caFile })
  const strange = await ask(KEYS, { endpoint })

  expect(trusted.error).toBeNull()
  expect(strange.error).toMatchObject({ kind: 'upstream', message: expect.stringMatching(/certificate/) })
})

test('nobody listens', async () => {
  const { error } = await ask(KEYS, { endpoint: 'http://127.0.0.1:1' })

  expect(error).toMatchObject({ kind: 'upstream', message: expect.stringMatching(/cannot be reached/) })
})
