export interface Span {
  readonly kind: 'text' | 'strong' | 'link'
  readonly text: string
}

/** The part of Slack's markup that alerts use: `*strong*`, `<url|text>`, `<@member>` and the three escapes. */
export function readMrkdwn(text: string): readonly Span[] {
  const spans: Span[] = []
  let rest = 0
  for (const match of text.matchAll(/\*([^*\n]+)\*|<([^|>]+)\|([^>]+)>|<(@[UW][A-Z0-9]+)>/g)) {
    if (match.index > rest) spans.push({ kind: 'text', text: unescaped(text.slice(rest, match.index)) })
    const [whole, strong, , label, member] = match
    spans.push(
      strong === undefined
        ? { kind: 'link', text: unescaped(label ?? member ?? '') }
        : { kind: 'strong', text: unescaped(strong) },
    )
    rest = match.index + whole.length
  }
  if (rest < text.length) spans.push({ kind: 'text', text: unescaped(text.slice(rest)) })
  return spans
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
