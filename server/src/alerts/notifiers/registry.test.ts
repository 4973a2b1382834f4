import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { notifiers } from './registry.ts'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const DOCS = fileURLToPath(new URL('../../../../docs/alerts.md', import.meta.url))
/** Files of the folder that are no notifier. */
const OTHERS = [
  'notifier',
  'registry',
  'slack-bot-sender',
  'slack-content',
  'slack-forms',
  'slack-webhook-post',
]

test('folder, registry and docs name the same notifiers', () => {
  const files = readdirSync(FOLDER)
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !OTHERS.includes(name))
  const ids = notifiers.map(({ id }) => id)

  expect(ids.toSorted()).toEqual(files.toSorted())
  expect(existsSync(DOCS)).toBe(true)
  const docs = readFileSync(DOCS, 'utf8')
  for (const id of ids) expect(docs).toContain(`\`${id}\``)
})
