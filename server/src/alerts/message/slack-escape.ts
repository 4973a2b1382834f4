/**
 * Text for `mrkdwn`: names and tags must neither mention anybody nor link anywhere. Formatting characters of names stay
 * as they are written: a zero-width space keeps Slack from reading them as its own.
 */
export function escapeMrkdwn(text: string): string {
  return plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/(^|[\s(])([*_~`])/g, '$1\u200b$2')
}

/** Without control characters and those that turn the direction of all that follows. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what goes
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
}

/** At most `max` characters, cut between code points, with an ellipsis for what went. */
export function clipped(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = [...text].reduce(
    ({ kept, full }, point) =>
      full || kept.length + point.length > max - 1 ? { kept, full: true } : { kept: kept + point, full },
    { kept: '', full: false },
  )
  return `${cut.kept}…`
}
