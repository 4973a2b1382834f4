import { expect, test } from 'vitest'
import { sectionOf, withSection } from './section.ts'

const PAGE = '# Page\n\n## One\n\n1\n\n## Two\n\n2\n'

test('a section of the same heading is replaced in its place', () => {
  expect(withSection(PAGE, 'One', 'new')).toBe('# Page\n\n## One\n\nnew\n\n## Two\n\n2\n')
})

test('a section that is not there yet comes last', () => {
  expect(withSection(PAGE, 'Three', '3')).toBe(`${PAGE}\n## Three\n\n3\n`)
})

test('a section is read with its heading and ends before the next', () => {
  expect(sectionOf(PAGE, 'One').trim()).toBe('## One\n\n1')
  expect(sectionOf(PAGE, 'Nine')).toBe('')
})
