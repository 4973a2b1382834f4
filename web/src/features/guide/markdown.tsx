import { createElement, type ReactNode } from 'react'
import { type Block, toBlocks } from './markdown-blocks.ts'

/** Draws the Markdown that our own documentation uses: headings, paragraphs, lists, tables, code. */
export function Markdown({ text }: { readonly text: string }) {
  return toBlocks(text).map((block, index) => <BlockView key={index} block={block} />)
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return createElement(`h${block.level}`, {}, inline(block.text))
    case 'code':
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll it only while it has the focus.
      return <pre tabIndex={0}>{block.text}</pre>
    case 'list':
      return createElement(
        block.ordered ? 'ol' : 'ul',
        {},
        block.items.map((item) => createElement('li', { key: item }, inline(item))),
      )
    case 'table':
      return <TableView head={block.head} rows={block.rows} />
    case 'paragraph':
      return <Paragraph text={block.text} anchor={block.anchor ?? null} />
  }
}

/** One that links lead to takes the focus, so that a screen reader goes on from there. */
function Paragraph({ text, anchor }: { readonly text: string; readonly anchor: string | null }) {
  return anchor === null ? (
    <p>{inline(text)}</p>
  ) : (
    <p id={anchor} tabIndex={-1}>
      {inline(text)}
    </p>
  )
}

function TableView({
  head,
  rows,
}: {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll it only while it has the focus.
    <div className="table-scroll" tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, index) => (
                <td key={index}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const INLINE = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\([^)]+\))/

function inline(text: string): ReactNode {
  return text.split(INLINE).map((part, index) => {
    const key = `${index}${part}`
    if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>
    if (/^\*[^*].*\*$/.test(part)) return <em key={key}>{part.slice(1, -1)}</em>
    const [, label, href] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part) ?? []
    if (label === undefined || href === undefined) return part
    return /^https?:/.test(href) ? (
      <a key={key} href={href} rel="noreferrer">
        {label}
      </a>
    ) : (
      label
    )
  })
}
