import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { JULY, oneLineBill } from './one-line-bill.ts'
import { type Ran, runOutlay } from './run-outlay.ts'
import { startServer } from './start-server.ts'
import { tempFolder } from './temp-folder.ts'

test('relative paths count from where the user stands', async () => {
  const home = tempFolder()
  oneLineBill('6', home)
  mkdirSync(join(home, 'settings'))
  writeFileSync(join(home, 'settings/mine.yaml'), 'curency: EUR\n')

  const flags = await runOutlay(['import', 'bill.csv', '--data-dir', 'data'], { INIT_CWD: home })
  const setting = await runOutlay(JULY, { INIT_CWD: home, OUTLAY_DATA_DIR: 'data' })
  const config = await runOutlay(JULY, {
    INIT_CWD: home,
    OUTLAY_DATA_DIR: 'data',
    OUTLAY_CONFIG: 'settings/mine.yaml',
  })

  expect(flags).toMatchObject({ code: 0 })
  expect(existsSync(join(home, 'data/outlay.duckdb'))).toBe(true)
  expect(setting.json()).toMatchObject({ meta: { total: '6' } })
  expect([config.code, config.err]).toEqual([78, expect.stringContaining(join(home, 'settings/mine.yaml:1'))])
})

const codeOf = (ran: Ran) => (ran.json() as { error: { code: string } }).error.code

test.each([
  { args: ['impotr'], code: 'USAGE' },
  { args: ['costs', '--filter', 'service'], code: 'INVALID_INPUT' },
  { args: ['import'], code: 'USAGE' },
  { args: ['import', '/nowhere/bill.csv'], code: 'NOT_FOUND' },
  { args: ['imports', 'accept', 'nothing'], code: 'NOT_FOUND' },
  { args: ['collect'], code: 'BAD_CONFIG' },
  { args: ['recommend', '--grade', 'Z'], code: 'INVALID_INPUT' },
  { args: ['restore'], code: 'NOT_FOUND' },
])('$args with --json answers one JSON document that names the error', async ({ args, code }) => {
  const ran = await runOutlay([...args, '--json', '--data-dir', tempFolder()])

  expect(codeOf(ran)).toBe(code)
  expect(ran.code).not.toBe(0)
  expect(ran.err).not.toContain('    at ')
})

test('every command with --json answers one JSON document, directly and through a server', async () => {
  const data = tempFolder()
  const at = ['--data-dir', data, '--json']
  const commands = [
    ['import', oneLineBill('3')],
    JULY,
    ['imports'],
    ['recommend'],
    ['recommend', '--baseline'],
    ['backup'],
  ]
  const documents = async (each: readonly (readonly string[])[]) => {
    for (const args of each) {
      const ran = await runOutlay([...args, ...at])
      expect([ran.code, typeof ran.json()], `${args} ${ran.err}`).toEqual([0, 'object'])
    }
  }

  await documents([...commands, ['rebuild'], ['restore']])
  const server = await startServer(at)
  await documents(commands)
  const elsewhere = await runOutlay(['backup', '--to', tempFolder(), ...at])
  expect([elsewhere.code, codeOf(elsewhere)]).toEqual([2, 'USAGE'])
  expect(await server.stop()).toBe(0)
  expect(JSON.parse(server.answer())).toEqual({ url: server.url })
})
