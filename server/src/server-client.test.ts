import { spawnSync } from 'node:child_process'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { askServer } from './server-client.ts'

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A server of a data folder that does this for every question but the sign of life. */
async function serving(listener: RequestListener) {
  const made = createServer(listener)
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  const { port } = made.address() as AddressInfo
  return { pid: 1, url: `http://127.0.0.1:${port}`, token: 'secret' }
}

const answering = (status: number, body: string): RequestListener => {
  return (request, response) => {
    if (request.url === '/healthz') response.end('{}')
    else response.writeHead(status).end(body)
  }
}
const error = (code: string) => JSON.stringify({ error: { code, message: 'why', requestId: '1' } })

test('sends its token and its body and gives the answer', async () => {
  const file = await serving((request, response) => {
    const { method, headers } = request
    response.end(JSON.stringify({ method, authorization: headers.authorization }))
  })

  expect(await askServer(file, 'POST', '/work', { a: 1 })).toEqual({
    method: 'POST',
    authorization: 'Bearer secret',
  })
})

test.each([
  { status: 422, body: error('BAD_DATA'), code: 'BAD_DATA', exitCode: 65 },
  { status: 507, body: error('CANNOT_WRITE'), code: 'CANNOT_WRITE', exitCode: 73 },
  { status: 503, body: error('BUSY'), code: 'BUSY', exitCode: 75 },
  { status: 500, body: error('INTERNAL'), code: 'INTERNAL', exitCode: 70 },
  { status: 500, body: error('SOMETHING_ELSE'), code: 'INTERNAL', exitCode: 70 },
  { status: 502, body: '<html>', code: 'BUSY', exitCode: 75 },
])('an answer of $status $code is that error here', async ({ status, body, code, exitCode }) => {
  const file = await serving(answering(status, body))

  await expect(askServer(file, 'GET', '/costs')).rejects.toMatchObject({ code, exitCode })
})

test('a server whose process is gone is not waited for, whatever became of its connections', async () => {
  const file = await serving((request, response) => void (request.url === '/healthz' && response.end('{}')))
  const { pid } = spawnSync(process.execPath, ['--version'])

  await expect(askServer({ ...file, pid }, 'POST', '/work')).rejects.toMatchObject({ exitCode: 75 })
})

test('a server that gives no sign of life is not waited for', async () => {
  const file = await serving(() => undefined)

  await expect(askServer(file, 'GET', '/costs', undefined, { pingMs: 50 })).rejects.toMatchObject({
    exitCode: 75,
    message: expect.stringContaining('does not answer'),
  })
})

test('a server that lives but never answers the question is given up', async () => {
  const file = await serving((request, response) => {
    if (request.url === '/healthz') response.end('{}')
  })

  await expect(askServer(file, 'GET', '/costs', undefined, { workMs: 50 })).rejects.toMatchObject({
    code: 'BUSY',
  })
})
