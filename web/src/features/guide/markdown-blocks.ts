export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  /** `anchor`: the id that links to the paragraph name. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly anchor?: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }

/** Splits Markdown into the blocks that our documentation uses. */
export function toBlocks(text: string): readonly Block[] {
  const parts = text.replaceAll('\r', '').split(/(^```[\s\S]*?^```$)/m)
  return parts.flatMap((part): readonly Block[] =>
    part.startsWith('```')
      ? [{ kind: 'code', text: part.replace(/^```.*\n/, '').replace(/\n?```$/, '') }]
      : part.split(/\n{2,}|\n(?=#)|(?<=^#.*)\n/m).flatMap(toBlock),
  )
}

function toBlock(chunk: string): readonly Block[] {
  const lines = chunk.split('\n').filter((line) => line.trim() !== '')
  const [first] = lines
  if (first === undefined) return []
  const [, hashes, title] = /^(#{1,6}) (.*)$/.exec(first) ?? []
  if (hashes !== undefined && title !== undefined)
    return [{ kind: 'heading', level: hashes.length, text: title }]
  if (first.startsWith('|')) return [toTable(lines)]
  if (/^([-*]|\d+\.) /.test(first))
    return [{ kind: 'list', ordered: /^\d/.test(first), items: toItems(lines) }]
  const list = lines.findIndex((line) => /^([-*]|\d+\.) /.test(line))
  if (list > 0) return [...toBlock(lines.slice(0, list).join('\n')), ...toBlock(lines.slice(list).join('\n'))]
  const text = lines.join(' ')
  const [mark = '', anchor] = /^<a id="([^"]+)"><\/a>/.exec(text) ?? []
  return [{ kind: 'paragraph', text: text.slice(mark.length), ...(anchor !== undefined && { anchor }) }]
}

function toItems(lines: readonly string[]): readonly string[] {
  const items: string[] = []
  for (const line of lines) {
    const item = /^(?:[-*]|\d+\.) (.*)$/.exec(line)?.[1]
    if (item === undefined) items.push(`${items.pop() ?? ''} ${line.trim()}`)
    else items.push(item)
  }
  return items
}

function toTable(lines: readonly string[]): Block {
  const cells = (line: string) =>
    line
      .replace(/^\||\|\s*$/g, '')
      .split('|')
      .map((cell) => cell.trim())
  const [head = '', , ...rows] = lines
  return { kind: 'table', head: cells(head), rows: rows.map(cells) }
}
