import { expect, test } from 'vitest'
import { formatFilter, parseFilter } from './filters.ts'

test.each([
  { text: 'service:is:EC2: Other', filter: { dim: 'service', op: 'is', value: 'EC2: Other' } },
  { text: 'tag:cost-center:not:a:b', filter: { dim: 'tag:cost-center', op: 'not', value: 'a:b' } },
  { text: 'tag:k8s%3Aapp:absent', filter: { dim: 'tag:k8s%3Aapp', op: 'absent', value: '' } },
  { text: 'region:contains:', filter: { dim: 'region', op: 'contains', value: '' } },
])('$text is read and written the same', ({ text, filter }) => {
  expect(parseFilter(text)).toEqual(filter)
  expect(parseFilter(formatFilter(parseFilter(text) ?? { dim: 'sku', op: 'is', value: '' }))).toEqual(filter)
})

test.each(['', 'service', 'service:EC2', 'nope:is:x', 'tag::is:x', 'service:isnt:x'])(
  '"%s" is no filter',
  (text) => {
    expect(parseFilter(text)).toBeNull()
  },
)
