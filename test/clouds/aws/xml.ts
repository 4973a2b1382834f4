/** Members as XML elements; a list becomes `<item>`s, as EC2 writes it. */
export function toXml(members: object): string {
  return Object.entries(members)
    .map(([name, value]) => `<${name}>${contentOf(value)}</${name}>`)
    .join('')
}

function contentOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<item>${contentOf(item)}</item>`).join('')
  if (typeof value === 'object' && value !== null) return toXml(value)
  return escaped(String(value))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
