import { expect, test } from 'vitest'
import { suggest } from './suggest.ts'

test.each([
  ['impotr', ' (did you mean "import"?)'],
  ['Costs', ' (did you mean "costs"?)'],
  ['xyzzy', ''],
])('for %s suggests "%s"', (word, text) => {
  expect(suggest(word, ['import', 'costs', 'serve'])).toBe(text)
})
