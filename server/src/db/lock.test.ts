import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from './lock.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'outlay-lock-'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

test('a folder is held once', () => {
  lockFolder(root)

  expect(() => lockFolder(root)).toThrow(`in use by process ${process.pid}`)
})

test('a released folder can be taken again', () => {
  lockFolder(root).release()

  expect(() => lockFolder(root)).not.toThrow()
})

test.each([
  ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, started: '1' })],
  ['of a pid that belongs to another process now', JSON.stringify({ pid: process.pid, started: 'long ago' })],
  ['that was torn while it was written', '{"pid": 1'],
])('takes over a lock %s', (_case, text) => {
  writeFileSync(join(root, 'outlay.lock'), text)

  expect(() => lockFolder(root)).not.toThrow()
})
