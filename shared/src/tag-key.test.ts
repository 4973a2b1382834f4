import { expect, test } from 'vitest'
import { foldTagKey } from './tag-key.ts'

test.each([
  ['Team', 'team'],
  ['user:Team', 'team'],
  ['user_team', 'team'],
  ['resourceTags/user:Team', 'team'],
  ['aws:createdBy', 'aws:createdby'],
  ['users', 'users'],
  ['__proto__', '__proto__'],
])('%s folds to %s', (key, folded) => {
  expect(foldTagKey(key)).toBe(folded)
})
