import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { commands } from './commands/registry.ts'
import { runCli } from './run-cli.ts'

let folder: string
let out: string
let err: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-cli-'))
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text)
    return true
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...args: string[]) => runCli(args, { INIT_CWD: folder })

test.each(Object.entries(commands))(
  '%s goes by its name; --help shows its flags and does nothing',
  async (name, load) => {
    const command = await load()
    expect(command.name).toBe(name)
    expect(await run(name, '--help')).toBe(0)
    const byHelp = out
    out = ''
    expect(await run('help', name)).toBe(0)

    expect(out).toBe(byHelp)
    expect(out).toContain(`pnpm outlay ${name}`)
    expect(out).toContain(command.summary)
    const shown = Object.keys(command.options).filter((flag) => out.includes(`--${flag}`))
    expect(shown).toEqual(Object.keys(command.options).filter((flag) => flag !== 'demo-when-empty'))
  },
)

test.each([[[]], [['help']], [['--help']], [['-h']]])('%j lists every command', async (args) => {
  expect(await run(...args)).toBe(0)

  for (const [name, load] of Object.entries(commands))
    expect(out).toContain(`${name.padEnd(12)} ${(await load()).summary}`)
})

test('an unknown command is a usage error with a suggestion', async () => {
  expect(await run('impotr', '--json')).toBe(2)

  expect(err).toContain('did you mean "import"')
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'USAGE' } })
})

test('a flag of another command is a usage error that shows the usage', async () => {
  expect(await run('backup', '--strict')).toBe(2)

  expect(err).toContain('--strict')
  expect(err).toContain('pnpm outlay backup [--to DIR]')
})
