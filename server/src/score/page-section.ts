/** The section of a page that begins with `heading`, up to the next heading of its level; '' where there is none. */
export function sectionOf(page: string, heading: string): string {
  return split(page, heading).section
}

/** The page with the section replaced, or added at its end; an empty section leaves the page as it is. */
export function withSection(page: string, heading: string, section: string): string {
  if (section === '') return page
  const { before, after } = split(page, heading)
  return [before.trimEnd(), section.trimEnd(), after.trim()]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

function split(page: string, heading: string) {
  const start = page.startsWith(heading) ? 0 : page.indexOf(`\n${heading}\n`)
  if (start < 0) return { before: page, section: '', after: '' }
  const next = page.indexOf('\n## ', start + heading.length)
  const end = next < 0 ? page.length : next
  return { before: page.slice(0, start), section: page.slice(start, end).trim(), after: page.slice(end) }
}
