import { expect, test } from 'vitest'
import { textTable } from './table.ts'

test('aligns columns, numbers to the right', () => {
  const text = textTable(
    ['service', 'cost'],
    [
      ['EC2', '9.5'],
      ['S3', '10.25'],
    ],
    ['cost'],
  )

  expect(text.split('\n')).toEqual(['service   cost', '───────  ─────', 'EC2        9.5', 'S3       10.25'])
})
