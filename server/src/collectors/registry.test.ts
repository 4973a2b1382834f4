import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readers } from '../focus/readers/registry.ts'
import { collectors } from './registry.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../../', import.meta.url))
const docs = readFileSync(`${root}docs/collectors.md`, 'utf8')
const ids = collectors.map(({ id }) => id).toSorted()
const CHAPTER = /^## .*\(`([a-z0-9-]+)`\)$/m
const each = test.each(collectors.map((collector) => [collector.id, collector] as const))

function chapterOf(id: string): string {
  return docs.split(/^(?=## )/m).find((chapter) => CHAPTER.exec(chapter)?.[1] === id) ?? ''
}

test('every folder is registered and every collector has a folder of its name', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())

  expect(folders.map(({ name }) => name).toSorted()).toEqual(ids)
})

test('every collector has a chapter in docs/collectors.md, and every chapter a collector', () => {
  const chapters = [...docs.matchAll(new RegExp(CHAPTER, 'gm'))].map(([, id]) => id)

  expect(chapters.toSorted()).toEqual(ids)
})

each('%s has a test and documented settings', (id, { config, requestPrice }) => {
  const undocumented = Object.keys(config.shape).filter((key) => !chapterOf(id).includes(`| \`${key}\` |`))

  expect(readdirSync(`${folder}/${id}`)).toContain(`${id}.test.ts`)
  expect(undocumented).toEqual([])
  expect(Number(requestPrice)).toBeGreaterThanOrEqual(0)
})

each('%s has parts with names of their own and readers for their costs', (id, { parts }) => {
  const formats = parts.filter(({ kind }) => kind === 'costs').map(({ format }) => format ?? id)
  const known = ['auto', ...readers.map((reader) => reader.id)]

  expect(formats.filter((format) => !known.includes(format))).toEqual([])
  expect(new Set(parts.map((part) => part.id)).size).toBe(parts.length)
  expect(parts.every((part) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(part.id))).toBe(true)
})

each('%s proves its permissions and ships the policy that grants them', (_id, { probes }) => {
  const policies = probes.flatMap(({ policy }) => policy ?? [])

  expect(probes.length).toBeGreaterThan(0)
  expect(policies.filter((path) => !existsSync(`${root}${path}`))).toEqual([])
})
