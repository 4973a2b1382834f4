import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isolate } from './isolate.ts'

const opens = (text: string) => [...text].filter((char) => '\u2066\u2067\u2068'.includes(char)).length
const closes = (text: string) => [...text].filter((char) => char === '\u2069').length

test.each(['Amazon EC2', 'Größe · 東京', ''])('%s stays as it is', (text) => {
  expect(isolate(text)).toBe(text)
})

test.each(['\u202egnp.exe', 'עברית', 'a\u2069\u202eb', '\u2067\u2067'])(
  'direction marks in %j end where the value ends',
  (text) => {
    const isolated = isolate(text)

    expect(isolated.startsWith('\u2068')).toBe(true)
    expect(isolated.endsWith('\u2069')).toBe(true)
    expect(opens(isolated)).toBe(closes(isolated))
  },
)

test('no value leaves an isolation open or closes one that is not its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\u2066', '\u2069', '\u202e') }), (text) => {
      let depth = 0
      for (const char of isolate(text)) {
        if ('\u2066\u2067\u2068'.includes(char)) depth += 1
        if (char === '\u2069') depth -= 1
        expect(depth).toBeGreaterThanOrEqual(0)
      }
      expect(depth).toBe(0)
    }),
  )
})
