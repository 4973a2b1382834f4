import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from './config.ts'
import { silentLogger } from './log.ts'
import { type ServerOptions, startServer } from './start-server.ts'

let options: ServerOptions

beforeEach(() => {
  const dataDir = mkdtempSync(join(tmpdir(), 'outlay-start-'))
  options = {
    dataDir,
    host: '127.0.0.1',
    port: 0,
    config: loadConfig({ env: {}, cwd: dataDir }),
    env: {},
    clock: () => new Date('2026-08-10T12:00:00Z'),
    log: silentLogger,
  }
})

afterEach(() => rmSync(options.dataDir, { recursive: true, force: true }))

const files = () => ['outlay.lock', 'server.json'].filter((name) => existsSync(join(options.dataDir, name)))

test('answers until it is closed, and gives the folder back', async () => {
  const server = await startServer(options)

  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  expect(files()).toEqual(['outlay.lock', 'server.json'])
  await expect(startServer(options)).rejects.toMatchObject({ code: 'IN_USE' })
  await server.close()
  expect(files()).toEqual([])
  await expect(fetch(`${server.url}/readyz`)).rejects.toThrow()
})

test('a port that is taken is a setting to change, and the folder is given back', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  await expect(startServer({ ...options, port })).rejects.toMatchObject({
    code: 'BAD_CONFIG',
    message: expect.stringContaining('--port'),
  })
  expect(files()).toEqual([])
  other.close()
})

test.each([
  { case: 'without a token', env: {} },
  { case: 'with a token file that is not there', env: { OUTLAY_TOKEN_FILE: '/nowhere/token' } },
])('another host than loopback is refused $case, and the folder is given back', async ({ env }) => {
  await expect(startServer({ ...options, host: '0.0.0.0', env })).rejects.toMatchObject({
    exitCode: 78,
    message: expect.stringContaining('OUTLAY_TOKEN'),
  })
  expect(files()).toEqual([])
})
