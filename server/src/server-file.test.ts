import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readServerFile, removeServerFile, writeServerFile } from './server-file.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-server-'))
  file = join(folder, 'server.json')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const server = { url: 'http://127.0.0.1:4400', token: 'secret' }

test('a command finds the server of the folder; nobody else reads its token', () => {
  writeServerFile(folder, server)

  expect(readServerFile(folder)).toMatchObject({ pid: process.pid, ...server })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  removeServerFile(folder)
  expect(existsSync(file)).toBe(false)
  expect(readServerFile(folder)).toBeUndefined()
})

test.each([
  ['of a process that is gone', (known: object) => JSON.stringify({ ...known, pid: 2 ** 22 + 1 })],
  ['of another process under the same pid', (known: object) => JSON.stringify({ ...known, started: '1' })],
  ['that is torn', (known: object) => JSON.stringify(known).slice(0, 20)],
  ['that says something else', () => '{"pid": "no number"}'],
])('a file %s is stale', (_case, write) => {
  writeServerFile(folder, server)
  writeFileSync(file, write(JSON.parse(readFileSync(file, 'utf8')) as object))

  expect(readServerFile(folder)).toBeUndefined()
})
