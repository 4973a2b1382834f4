import { expect, test } from 'vitest'
import { sectionOf, withSection } from './page-section.ts'

const PAGE = '# Score\n\n## One\n\na\n\n## Two\n\nb\n'

test('a section is read up to the next heading of its level', () => {
  expect(sectionOf(PAGE, '## One')).toBe('## One\n\na')
  expect(sectionOf(PAGE, '## Three')).toBe('')
})

test('a section is replaced where it stands, added where it is missing, and left alone by an empty one', () => {
  expect(withSection(PAGE, '## One', '## One\n\nnew\n')).toBe('# Score\n\n## One\n\nnew\n\n## Two\n\nb\n')
  expect(withSection(PAGE, '## Three', '## Three\n\nc')).toBe(`${PAGE}\n## Three\n\nc\n`)
  expect(withSection(PAGE, '## Three', '')).toBe(PAGE)
})
