import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { childrenOf, expectEnded } from './kill/processes.ts'
import { JULY, oneLineBill, totalOfJuly } from './one-line-bill.ts'
import { runOutlay } from './run-outlay.ts'
import { isReleased, startServer } from './start-server.ts'
import { tempFolder } from './temp-folder.ts'

test('a server starts again on its folder, after an orderly end and after a kill', async () => {
  const data = tempFolder()
  await runOutlay(['import', oneLineBill('12.5'), '--data-dir', data])
  const killed = await startServer(['--data-dir', data])
  const file = join(data, 'server.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: killed.child.pid, url: killed.url })
  await killed.stop('SIGKILL')
  expect(isReleased(data)).toBe(false)

  const second = await startServer(['--data-dir', data])

  expect(await totalOfJuly(data)).toBe('12.5')
  expect(await second.stop()).toBe(0)
  expect(isReleased(data)).toBe(true)
  expect(await totalOfJuly(data)).toBe('12.5')
})

test('what a killed server left does not stand in the way of a command', async () => {
  const data = tempFolder()
  await (await startServer(['--data-dir', data])).stop('SIGKILL')

  expect(await runOutlay(['import', oneLineBill('3'), '--data-dir', data])).toMatchObject({ code: 0 })
  expect(await totalOfJuly(data)).toBe('3')
})

test('a second signal ends a server that still waits for somebody, at once', async () => {
  const server = await startServer(['--data-dir', tempFolder()])
  const { port } = new URL(server.url)
  const half = connect(Number(port), '127.0.0.1')
  half.on('error', () => undefined)
  half.write('POST /api/v1/imports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n1')
  await once(half, 'connect')
  server.child.kill('SIGTERM')
  await expect.poll(server.said, { timeout: 30_000 }).toContain('Stopping')

  expect(await server.stop()).toBe(1)
  half.destroy()
})

test('another host than loopback needs a token, and the token is asked for', async () => {
  const data = tempFolder()
  const refused = await runOutlay(['serve', '--port', '0', '--host', '0.0.0.0', '--data-dir', data])
  expect([refused.code, isReleased(data)]).toEqual([78, true])
  expect(refused.err).toContain('OUTLAY_TOKEN')

  const server = await startServer(['--data-dir', data], { OUTLAY_TOKEN: 'sesame', OUTLAY_HOST: '0.0.0.0' })
  const status = async (path: string, authorization = '') =>
    (await fetch(new URL(path, server.url), { headers: { authorization } })).status

  expect([await status('/healthz'), await status('/api/v1/meta')]).toEqual([200, 401])
  expect(await status('/api/v1/meta', 'Bearer guess')).toBe(401)
  expect(await status('/api/v1/meta', 'Bearer sesame')).toBe(200)
  expect(await runOutlay(['import', oneLineBill('4'), '--data-dir', data])).toMatchObject({ code: 0 })
  expect(await server.stop()).toBe(0)
})

test('a server that is alive but does not answer is exit code 75', async () => {
  const data = tempFolder()
  const server = await startServer(['--data-dir', data])
  const file = join(data, 'server.json')
  const known = JSON.parse(readFileSync(file, 'utf8')) as object
  writeFileSync(file, JSON.stringify({ ...known, url: 'http://127.0.0.1:1' }))

  const ran = await runOutlay([...JULY, '--data-dir', data])

  expect(ran.code).toBe(75)
  expect(ran.err).toContain('does not answer')
  await server.stop()
})

test.each(['directly', 'through a server'])(
  'teams and promoted tags of a changed configuration hold from the next start, asked %s',
  async (way) => {
    const data = tempFolder()
    const config = join(tempFolder(), 'outlay.config.yaml')
    writeFileSync(config, 'tags: { promote: [env] }\n')
    const common = ['--data-dir', data, '--config', config]
    const byTeam = async () => {
      const ran = await runOutlay([...JULY, '--group-by', 'team', ...common])
      return (ran.json() as { data: { group: unknown[] }[] }).data.map(({ group }) => group)
    }
    await runOutlay(['import', oneLineBill('3'), ...common])
    expect(await byTeam()).toEqual([[null]])
    writeFileSync(
      config,
      'tags: { promote: [squad] }\nteams: [{ id: find, name: Find, match: ["tag:squad:is:search"] }]\n',
    )
    const server = way === 'directly' ? undefined : await startServer(common)

    expect(await byTeam()).toEqual([['find']])
    if (server !== undefined) expect(await server.stop()).toBe(0)
  },
)

test('--demo does not touch a folder that holds bills of the user', async () => {
  const data = tempFolder()
  await runOutlay(['import', oneLineBill('3'), '--data-dir', data])
  const server = await startServer(['--data-dir', data, '--demo'])

  expect(await (await fetch(`${server.url}/api/v1/meta`)).json()).toMatchObject({ demo: false })
  expect(await totalOfJuly(data)).toBe('3')
  expect(await server.stop()).toBe(0)
})

test('a demo whose loading was stopped goes when the first bill of the user comes', async () => {
  const data = tempFolder()
  const server = await startServer(['--data-dir', data, '--demo'], {}, 'making the demo company')
  await expect.poll(() => childrenOf(server.child.pid ?? 0), { timeout: 30_000 }).not.toEqual([])
  const generator = childrenOf(server.child.pid ?? 0)

  expect(await server.stop()).toBe(0)
  await expectEnded(generator)
  await runOutlay(['import', oneLineBill('3'), '--data-dir', data])
  const again = await startServer(['--data-dir', data])
  expect(await (await fetch(`${again.url}/api/v1/meta`)).json()).toMatchObject({ demo: false })
  expect(await totalOfJuly(data)).toBe('3')
  expect(await again.stop()).toBe(0)
})
