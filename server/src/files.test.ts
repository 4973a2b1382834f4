import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder } from './files.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'outlay-files-'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

test('makes a folder with those above it, and again', () => {
  makeFolder(join(root, 'a', 'b', 'c'))
  makeFolder(join(root, 'a', 'b', 'c'))

  expect(statSync(join(root, 'a', 'b', 'c')).isDirectory()).toBe(true)
})

test('fails where a file has the name', () => {
  writeFileSync(join(root, 'a'), '')

  expect(() => makeFolder(join(root, 'a'))).toThrow(/EEXIST/)
  expect(() => makeFolder(join(root, 'a', 'b'))).toThrow(/ENOTDIR|EEXIST/)
})

test.skipIf(!existsSync('/proc/self'))('fails where the system has no room for folders', () => {
  expect(() => makeFolder('/proc/outlay/data')).toThrow(/ENOENT/)
})
