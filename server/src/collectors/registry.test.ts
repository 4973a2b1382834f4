import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readers } from '../focus/readers/registry.ts'
import { collectors } from './registry.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const docs = readFileSync(fileURLToPath(new URL('../../../docs/collectors.md', import.meta.url)), 'utf8')
const ids = collectors.map(({ id }) => id).toSorted()

test('every folder is registered and every collector has a folder of its name', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())

  expect(folders.map(({ name }) => name).toSorted()).toEqual(ids)
})

test('every collector has a chapter in docs/collectors.md, and every chapter a collector', () => {
  const chapters = [...docs.matchAll(/^## .*\(`([a-z0-9-]+)`\)$/gm)].map(([, id]) => id)

  expect(chapters.toSorted()).toEqual(ids)
})

test.each(collectors.map((collector) => [collector.id, collector] as const))(
  '%s has a reader for its pages, a test and documented settings',
  (id, collector) => {
    expect(readers.map((reader) => reader.id)).toContain(id)
    expect(readdirSync(`${folder}/${id}`)).toContain(`${id}.test.ts`)
    for (const key of Object.keys(collector.config.shape)) expect(docs).toContain(`| \`${key}\` |`)
    expect(Number(collector.requestPrice)).toBeGreaterThanOrEqual(0)
  },
)
