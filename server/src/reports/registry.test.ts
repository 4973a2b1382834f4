import { readdirSync } from 'node:fs'
import { REPORT_TYPES } from '@outlay/shared/reports'
import { expect, test } from 'vitest'
import { rendererFor, renderers } from './renderers/registry.ts'
import { reportKinds } from './types/registry.ts'

const filesOf = (folder: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.replace('.ts', ''))

test('every kind of report has a file, a place in the registry and a name in the API', () => {
  const files = filesOf('./types/').filter((name) => name !== 'registry' && name !== 'report-kind')

  expect(reportKinds.map(({ id }) => id)).toEqual([...REPORT_TYPES])
  expect(files.toSorted()).toEqual([...REPORT_TYPES].toSorted())
})

test('every rendering has a file and a line in the registry', () => {
  const others = ['registry', 'renderer', 'email-parts']
  const files = filesOf('./renderers/').filter((name) => !others.includes(name))
  expect(files).toHaveLength(renderers.length)
})

test.each([
  ['report.html', 'html'],
  ['REPORT.MD', 'md'],
  ['a.slack.json', 'slack'],
  ['a.json', 'json'],
  ['a.pdf', undefined],
])('%s is written as %s', (file, id) => {
  expect(rendererFor(file)?.id).toBe(id)
})
