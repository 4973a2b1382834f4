import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createJournal } from './journal.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'outlay-journal-'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const entry = (id: string) => ({ id, at: '2026-11-23T10:00:00.000Z', reference: null })

test('what was added is there for the next process, but for a line that was cut', () => {
  const path = join(root, 'sent.jsonl')
  const journal = createJournal(path)
  journal.add(entry('a'))
  journal.add(entry('b'))
  appendFileSync(path, '{"id":"c","at":"20')

  expect(createJournal(path).entries()).toEqual([entry('a'), entry('b')])
})

test('what the database has is forgotten, what came meanwhile stays', () => {
  const path = join(root, 'sent.jsonl')
  const journal = createJournal(path)
  for (const id of ['a', 'b', 'c']) journal.add(entry(id))

  journal.drop(2)
  expect(createJournal(path).entries()).toEqual([entry('c')])
  journal.drop(1)

  expect(readFileSync(path, 'utf8')).toBe('')
})
