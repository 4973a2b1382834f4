import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import { csv, HEADER } from '../ingest/staging/test-kit.ts'
import { silentLogger } from '../log.ts'
import type { CommandContext } from './command.ts'
import { importCommand } from './import.ts'

let context: CommandContext
let printed: string

beforeEach(() => {
  const cwd = mkdtempSync(join(tmpdir(), 'outlay-import-'))
  printed = ''
  context = {
    dataDir: join(cwd, 'data'),
    config: loadConfig({ env: {}, cwd }),
    json: false,
    cwd,
    clock: () => new Date('2026-08-10T12:00:00Z'),
    log: silentLogger,
    env: {},
    print: (text) => {
      printed += text
    },
    progress: () => undefined,
  }
})

afterEach(() => rmSync(context.cwd, { recursive: true, force: true }))

const write = (name: string, content: string | Buffer) => writeFileSync(join(context.cwd, name), content)
const times = (text: string) => printed.split(text).length - 1

test.each([
  { format: 'fokus', says: /did you mean "focus"\?\)\. Formats: auto, focus, aws-cur, / },
  { format: 'toString', says: /Formats: auto, focus/ },
])('--format $format is a usage error and leaves no trace', async ({ format, says }) => {
  write('bill.csv', csv([{}]))

  await expect(importCommand.run(context, { format }, ['bill.csv'])).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(says),
  })
  expect(existsSync(context.dataDir)).toBe(false)
})

test('a bill without rows fails and says so', async () => {
  write('empty.csv', `${HEADER.join(',')}\n`)

  expect(await importCommand.run(context, {}, ['empty.csv'])).toBe(65)
  expect(times('holds no rows')).toBe(1)
})

test('a part without rows beside others does not fail', async () => {
  write('a.csv', csv([{}]))
  write('b.csv', `${HEADER.join(',')}\n`)

  expect(await importCommand.run(context, {}, ['a.csv', 'b.csv'])).toBe(0)
  expect(printed).toContain('b.csv: holds no rows')
})

test('a file that cannot be read is told once', async () => {
  const whole = gzipSync(
    csv(Array.from({ length: 5000 }, (_, index) => ({ ResourceName: `n${index * 7919}` }))),
  )
  write('cut.csv.gz', whole.subarray(0, Math.floor(whole.length * 0.7)))

  expect(await importCommand.run(context, {}, ['cut.csv.gz'])).toBe(65)
  expect(times('is cut off')).toBe(1)
  expect(printed).toMatch(/^0 of \d+ rows kept/)
  expect(printed).not.toContain('BilledCost')
})

test('a unit that fails for another file names that file without telling its fault twice', async () => {
  const cut = gzipSync(
    csv(Array.from({ length: 5000 }, (_, index) => ({ ResourceName: `n${index * 7919}` }))),
  )
  write('cut.csv.gz', cut.subarray(0, Math.floor(cut.length * 0.7)))
  write('good.csv', csv([{}]))

  await importCommand.run(context, {}, ['cut.csv.gz', 'good.csv'])

  expect(times('is cut off')).toBe(1)
  expect(printed).toContain('not imported, because cut.csv.gz is part of it')
})

test.skipIf(!existsSync('/proc/self'))('a data folder that cannot be made is 73', async () => {
  write('bill.csv', csv([{}]))

  await expect(
    importCommand.run({ ...context, dataDir: '/proc/outlay' }, {}, ['bill.csv']),
  ).rejects.toMatchObject({ exitCode: 73 })
})
