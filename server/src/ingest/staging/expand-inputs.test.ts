import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expandInputs } from './expand-inputs.ts'

let root: string
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'outlay-inputs-')))
  for (const folder of ['bills/2026-07', 'empty', 'notes', 'we[i]rd'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const file of [
    'bills/2026-07/b.csv.gz',
    'bills/2026-07/a.CSV',
    'bills/c.parquet',
    'bills/readme.md',
    'notes/x.txt',
    'bill',
    'we[i]rd/d.csv',
  ]) {
    writeFileSync(join(root, file), 'x')
  }
  symlinkSync(join(root, 'bills/c.parquet'), join(root, 'link.parquet'))
  execFileSync('mkfifo', [join(root, 'pipe.csv')])
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test.each([
  ['a file of any ending', ['bill'], ['bill']],
  [
    'a folder, with what ends like a bill in it',
    ['bills'],
    ['bills/2026-07/a.CSV', 'bills/2026-07/b.csv.gz', 'bills/c.parquet'],
  ],
  ['a glob', ['bills/**/*.gz'], ['bills/2026-07/b.csv.gz']],
  ['a glob of folders', ['bills/2026-*/*'], ['bills/2026-07/a.CSV', 'bills/2026-07/b.csv.gz']],
  ['the same file twice', ['bill', './bill'], ['bill']],
  ['a link', ['link.parquet'], ['link.parquet']],
  ['a name with glob characters that exists', ['we[i]rd/d.csv'], ['we[i]rd/d.csv']],
  ['several', ['bills/c.parquet', 'bill'], ['bill', 'bills/c.parquet']],
])('expands %s', (_case, inputs, expected) => {
  expect(expandInputs(inputs, root)).toEqual(expected.map((file) => join(root, file)))
})

test.each([
  ['missing.csv', 'NOT_FOUND', /missing\.csv: no such file/],
  ['bills/*.xlsx', 'NOT_FOUND', /no such file/],
  ['empty', 'NOT_FOUND', /empty holds no bill/],
  ['notes', 'NOT_FOUND', /notes holds no bill/],
  ['pipe.csv', 'INVALID_INPUT', /is no regular file/],
])('refuses %s', (input, code, message) => {
  const expand = () => expandInputs([input], root)

  expect(expand).toThrow(message)
  expect(expand).toThrow(expect.objectContaining({ code }))
})
