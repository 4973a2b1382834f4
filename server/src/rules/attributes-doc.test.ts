import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const RULES = import.meta.dirname
const DOCS = join(RULES, '../../../docs/files.md')

/** How rules ask for an attribute of the inventory. */
const READS = [/attributes\s*->>?\s*'(\w+)'/g, /attributes\['(\w+)'\]/g, /\battribute\(\w+, '(\w+)'\)/g]

function readByRules(): string[] {
  const files = readdirSync(RULES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('pricing'))
    .map((file) => readFileSync(join(RULES, file), 'utf8'))
  const named = files.flatMap((text) =>
    READS.flatMap((read) => [...text.matchAll(read)].map(([, name]) => name ?? '')),
  )
  return [...new Set([...named, ...keysOfBucket()])].toSorted()
}

/** Those that the shape of a bucket names. */
function keysOfBucket(): string[] {
  const text = readFileSync(join(RULES, 'storage/bucket-inventory.ts'), 'utf8')
  const shape = /const Attributes = z\.looseObject\(\{([\s\S]*?)\n\}\)/.exec(text)?.[1] ?? ''
  return [...shape.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name ?? '')
}

function documented(): string[] {
  const text = readFileSync(DOCS, 'utf8')
  const start = text.indexOf('### Attributes that rules read')
  const rows = text
    .slice(start, text.indexOf('\n## ', start))
    .split('\n')
    .filter((line) => line.startsWith('| '))
  const cells = rows.slice(1).map((row) => row.split(' | ')[1] ?? '')
  return [
    ...new Set(cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''))),
  ].toSorted()
}

test('docs/files.md lists the attributes that rules read: all of them and no others', () => {
  expect(readByRules().length).toBeGreaterThan(40)
  expect(documented()).toEqual(readByRules())
})
