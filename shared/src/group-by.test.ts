import { expect, test } from 'vitest'
import { groupBy } from './group-by.ts'

test('keeps groups and their members in the order in which they come', () => {
  const groups = groupBy(['beta', 'alpha', 'bravo', 'apex'], (word) => word[0])

  expect([...groups]).toEqual([
    ['b', ['beta', 'bravo']],
    ['a', ['alpha', 'apex']],
  ])
})
