import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'
import { rules } from './registry.ts'

const here = new URL('.', import.meta.url)
const root = new URL('../../../', here)
const RULE_FILE = /^[a-z]+-\d{2}-[a-z0-9-]+$/

test('every rule file is in the registry, and every entry has its file, its test and its page', () => {
  const files = globSync('*/*.ts', { cwd: here.pathname })
    .map((path) => basename(path, '.ts'))
    .filter((name) => RULE_FILE.test(name))
  const pages = readdirSync(new URL('docs/rules/', root)).map((name) => name.replace(/\.md$/, ''))
  const slugs = rules.map(({ slug }) => slug)

  expect(slugs.toSorted()).toEqual(files.toSorted())
  expect(pages.filter((name) => name !== 'README').toSorted()).toEqual(slugs.toSorted())
})

test.each(rules.map((rule) => [rule.id, rule] as const))(
  '%s is told from all others and tells about itself',
  (id, rule) => {
    expect(rule.slug.startsWith(`${id.toLowerCase()}-`)).toBe(true)
    expect(rules.filter((other) => other.id === id)).toHaveLength(1)
    expect(rule.settings.parse({})).toBeTypeOf('object')
    for (const [name, schema] of Object.entries(rule.settings.shape))
      expect(schema.description, name).toBeTruthy()
    const page = new URL(`docs/rules/${rule.slug}.md`, root)
    expect(existsSync(page)).toBe(true)
    expect(readFileSync(page, 'utf8')).toContain(`# ${id} `)
  },
)
