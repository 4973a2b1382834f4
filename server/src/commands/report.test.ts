import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import { silentLogger } from '../log.ts'
import { writeServerFile } from '../server-file.ts'
import type { CommandContext } from './command.ts'
import { reportCommand } from './report.ts'

let folder: string
let server: Server
const asked: { readonly path: string | undefined; readonly body: unknown }[] = []
const printed: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-report-'))
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      if (request.method === 'POST') asked.push({ path: request.url, body: JSON.parse(body) })
      response.end(JSON.stringify({ data: { model: true }, rendered: { content: '# Report\n' } }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  writeServerFile(folder, { url: `http://127.0.0.1:${port}`, token: 'secret' })
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

function context(json = false): CommandContext {
  return {
    ...{ dataDir: folder, cwd: folder, json, log: silentLogger, env: {} },
    config: loadConfig({ env: {}, cwd: folder }),
    clock: () => new Date('2026-11-25T12:00:00Z'),
    print: (text) => printed.push(text),
    progress: () => undefined,
  }
}

test('beside a server it asks that one, in the form that the file ends in', async () => {
  const flags = { team: 'search', week: '2026-W47', out: 'a/../weekly.md' }

  expect(await reportCommand.run(context(), flags, ['weekly'])).toBe(0)

  expect(asked.at(-1)).toEqual({
    path: '/api/v1/reports/weekly/preview',
    body: { team: 'search', period: '2026-W47', format: 'md' },
  })
  expect(readFileSync(join(folder, 'weekly.md'), 'utf8')).toBe('# Report\n')
  expect(printed).toEqual([])
})

test('without a file it prints text, or the model as JSON', async () => {
  await reportCommand.run(context(), {}, ['executive'])
  await reportCommand.run(context(true), {}, ['executive'])

  expect(asked.at(-1)?.body).toEqual({ team: null, format: 'txt' })
  expect(printed).toEqual(['# Report', '{"model":true}'])
})

test.each<[string, readonly string[], Record<string, string>, number]>([
  ['no report', [], {}, 2],
  ['a report that is none', ['daily'], {}, 2],
  ['a month of a weekly report', ['weekly'], { month: '2026-10' }, 2],
  ['a file of another kind', ['weekly'], { out: 'a.pdf' }, 2],
  ['a folder that is not there', ['weekly'], { out: 'none/a.md' }, 73],
])('%s ends with its exit code', async (_name, args, flags, exitCode) => {
  await expect(reportCommand.run(context(), flags, args)).rejects.toMatchObject({ exitCode })
})
