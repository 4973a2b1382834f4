import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { JULY, oneLineBill } from './one-line-bill.ts'
import { runHere } from './run-here.ts'
import { type Ran, runOutlay } from './run-outlay.ts'
import { startServer } from './start-server.ts'
import { tempFolder } from './temp-folder.ts'

test('relative paths count from where the user stands', async () => {
  const home = tempFolder()
  oneLineBill('6', home)
  mkdirSync(join(home, 'settings'))
  writeFileSync(join(home, 'settings/mine.yaml'), 'curency: EUR\n')

  const flags = await runOutlay(['import', 'bill.csv', '--data-dir', 'data'], { INIT_CWD: home })
  const setting = await runHere(JULY, { INIT_CWD: home, OUTLAY_DATA_DIR: 'data' })
  const config = await runHere(JULY, {
    INIT_CWD: home,
    OUTLAY_DATA_DIR: 'data',
    OUTLAY_CONFIG: 'settings/mine.yaml',
  })

  expect(flags).toMatchObject({ code: 0 })
  expect(existsSync(join(home, 'data/outlay.duckdb'))).toBe(true)
  expect(setting.json()).toMatchObject({ meta: { total: '6' } })
  expect([config.code, config.err]).toEqual([78, expect.stringContaining(join(home, 'settings/mine.yaml:1'))])
  expect(config.err).toContain('curency')
})

const codeOf = (ran: Ran) => (ran.json() as { error: { code: string } }).error.code

test.each([
  { args: ['impotr'], exit: 2, code: 'USAGE', says: 'did you mean "import"', run: runOutlay },
  { args: ['costs', '--sart', '2026-07-01'], exit: 2, code: 'USAGE', says: '--sart' },
  { args: ['costs', '--filter', 'service'], exit: 2, code: 'INVALID_INPUT', says: 'filter' },
  { args: ['import'], exit: 2, code: 'USAGE', says: 'file' },
  { args: ['import', '/nowhere/bill.csv'], exit: 66, code: 'NOT_FOUND', says: '/nowhere/bill.csv' },
  { args: ['imports', 'accept', 'nothing'], exit: 66, code: 'NOT_FOUND', says: 'nothing' },
  { args: ['collect'], exit: 78, code: 'BAD_CONFIG', says: 'source' },
  { args: ['recommend', '--grade', 'Z'], exit: 2, code: 'INVALID_INPUT', says: 'grade' },
  { args: ['restore'], exit: 66, code: 'NOT_FOUND', says: 'backup' },
])(
  '$args with --json exits with $exit and answers one JSON document that names the error',
  async ({ args, exit, code, says, run = runHere }) => {
    const ran = await run([...args, '--json', '--data-dir', tempFolder()])

    expect(codeOf(ran)).toBe(code)
    expect(ran.code).toBe(exit)
    expect(ran.err).toContain(says)
    expect(ran.err).not.toContain('    at ')
  },
)

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
  const documents = async (each: readonly (readonly string[])[], run: typeof runOutlay) => {
    for (const args of each) {
      const ran = await run([...args, ...at])
      expect([ran.code, typeof ran.json()], `${args} ${ran.err}`).toEqual([0, 'object'])
    }
  }

  await documents([...commands, ['rebuild'], ['restore']], runOutlay)
  const server = await startServer(at)
  await documents(commands, runHere)
  const elsewhere = await runHere(['backup', '--to', tempFolder(), ...at])
  expect([elsewhere.code, codeOf(elsewhere)]).toEqual([2, 'USAGE'])
  expect(await server.stop()).toBe(0)
  expect(JSON.parse(server.answer())).toEqual({ url: server.url })
})
