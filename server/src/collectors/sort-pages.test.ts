import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sortPages } from './sort-pages.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-sort-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function sorted(lines: readonly string[], chunkBytes: number) {
  const draft = join(folder, 'draft')
  writeFileSync(draft, lines.map((line) => `${line}\n`).join(''))
  const files = await sortPages(draft, (number) => join(folder, `out-${number}`), chunkBytes)
  return files.map((file) => readFileSync(file, 'utf8'))
}

const lines = Array.from({ length: 200 }, (_, index) => `{"n":"${(index * 7919) % 200}"}`)

test('a small draft becomes one sorted file', async () => {
  expect(await sorted(['c', 'a', 'b', 'a'], 1000)).toEqual(['a\na\nb\nc\n'])
})

test('a large one becomes several, the same whatever the order, and no line is lost', async () => {
  const once = await sorted(lines, 500)
  const again = await sorted(lines.toReversed(), 500)

  expect(once.length).toBeGreaterThan(3)
  expect(again).toEqual(once)
  expect(once.join('').trimEnd().split('\n').toSorted()).toEqual(lines.toSorted())
  expect(readdirSync(folder).filter((name) => !name.startsWith('out-') || name.endsWith('.part'))).toEqual([])
})
