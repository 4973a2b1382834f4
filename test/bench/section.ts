/** Of the figures that `pnpm bench:web` writes and `pnpm bench` keeps. */
export const PAGES_HEADING = 'The pages in a browser'

/**
 * The page with one section put in place of the section of the same heading, or at its end. A section goes from its
 * heading of the second level to the next.
 */
export function withSection(page: string, heading: string, body: string): string {
  const parts = page.trimEnd().split(/\n(?=## )/)
  const section = `## ${heading}\n\n${body.trim()}\n`
  const index = parts.findIndex((part) => part.startsWith(`## ${heading}\n`))
  const next = index < 0 ? [...parts, section] : parts.with(index, section)
  return `${next.map((part) => part.trimEnd()).join('\n\n')}\n`
}

/** The section of a heading with it, or nothing. */
export function sectionOf(page: string, heading: string): string {
  return page.split(/\n(?=## )/).find((part) => part.startsWith(`## ${heading}\n`)) ?? ''
}
