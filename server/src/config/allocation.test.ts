import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadConfig } from '../config.ts'

const cwd = mkdtempSync(join(tmpdir(), 'outlay-config-'))

afterAll(() => rmSync(cwd, { recursive: true, force: true }))

function load(yaml: string) {
  writeFileSync(join(cwd, 'outlay.config.yaml'), `allocation:\n${yaml}`)
  return loadConfig({ env: {}, cwd }).allocation
}

test('shared rules may go by team, percentages keep every digit, keys of tags are as the file writes them', () => {
  const { shared, tagPolicy } = load(`
  shared:
    - id: a
      match: ["team:is:ops"]
      split: { method: fixed, percents: [{ team: x, percent: "33.3" }, { team: y, percent: 66.7 }] }
  tagPolicy: [{ key: Cost-Center }]`)

  expect(shared[0]?.split).toEqual({
    method: 'fixed',
    percents: [
      { team: 'x', percent: '33.3' },
      { team: 'y', percent: '66.7' },
    ],
  })
  expect(tagPolicy).toEqual([{ key: 'Cost-Center', allowed: null }])
})

test.each([
  { case: 'an unknown key', yaml: '  rule: []', says: 'there is no such setting (did you mean "rules"' },
  {
    case: 'a rule of a team that goes by team',
    yaml: '  rules: [{ id: a, team: x, match: ["team:is:y"] }]',
    says: 'a team cannot be matched by team',
  },
  {
    case: 'a rule that matches nothing',
    yaml: '  rules: [{ id: a, team: x, match: [] }]',
    says: 'rules[0].match',
  },
  {
    case: 'percentages of 99',
    yaml: '  shared: [{ id: a, match: ["provider:is:aws"], split: { method: fixed, percents: [{ team: x, percent: 99 }] } }]',
    says: 'the percentages add up to 99, they must to 100',
  },
  {
    case: 'one tag in two spellings',
    yaml: '  tagPolicy: [{ key: Env }, { key: "user:env" }]',
    says: '"env" is there already',
  },
])('refuses $case and names the line', ({ yaml, says }) => {
  expect(() => load(yaml)).toThrow(says)
  expect(() => load(yaml)).toThrow(/outlay\.config\.yaml:2: allocation/)
})
