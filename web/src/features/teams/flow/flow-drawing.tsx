import { formatMoneyCompact } from '../../../lib/format.ts'
import { layOut, NODE_PX, type PlacedLink, type PlacedNode } from './flow-layout.ts'
import type { Flow } from './flow-model.ts'

const LABEL_PX = 13
const CHAR_PX = 6.6
const TOP_PX = 8

interface DrawingProps {
  readonly flow: Flow
  readonly width: number
  readonly currency: string
}

/** The flow as bands whose width is their amount. */
export function FlowDrawing({ flow, width, currency }: DrawingProps) {
  // A phone has room for names alone; the amounts stand in the table.
  const isNarrow = width < 600
  const [left, right] = isNarrow ? [54, 104] : [120, 190]
  const height = heightOf(flow)
  const { nodes, links } = layOut(flow, { width, height, left, right })
  return (
    <svg width={width} height={height + 2 * TOP_PX} aria-hidden="true" focusable="false" className="flow">
      <g transform={`translate(0 ${TOP_PX})`}>
        {links.map((link) => (
          <path
            key={`${link.from} ${link.to}`}
            className={`flow-link flow-${link.part}`}
            d={bandOf(link)}
            strokeWidth={Math.max(link.width, 1)}
          >
            <title>{formatMoneyCompact(link.amount, currency)}</title>
          </path>
        ))}
        {nodes.map((node) => (
          <Node
            key={node.id}
            node={node}
            room={
              node.column === 0 ? left : node.column === 1 && isNarrow ? (width - left - right) / 2 : right
            }
            currency={isNarrow ? null : currency}
          />
        ))}
      </g>
    </svg>
  )
}

interface NodeProps {
  readonly node: PlacedNode
  readonly room: number
  /** Null where there is no room for amounts. */
  readonly currency: string | null
}

/** The names of the first column stand before it, those of the others behind. */
function Node({ node: { x, y, height, label, part, column, amount }, room, currency }: NodeProps) {
  const isFirst = column === 0
  const text = currency === null ? label : `${label} ${formatMoneyCompact(String(amount), currency)}`
  return (
    <>
      <rect className={`flow-node flow-${part}`} x={x} y={y} width={NODE_PX} height={Math.max(height, 1)} />
      <text
        className="flow-name"
        x={isFirst ? x - 6 : x + NODE_PX + 6}
        y={y + height / 2}
        dy="0.32em"
        textAnchor={isFirst ? 'end' : 'start'}
      >
        {cut(text, Math.floor((room - NODE_PX - 8) / CHAR_PX))}
      </text>
    </>
  )
}

function bandOf({ x1, y1, x2, y2 }: PlacedLink): string {
  const middle = (x1 + x2) / 2
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`
}

/** Room for every name of the longest column. */
function heightOf({ nodes }: Flow): number {
  const most = Math.max(
    ...([1, 2] as const).map((column) => nodes.filter((node) => node.column === column).length),
  )
  return Math.max(260, most * (LABEL_PX + 22))
}

function cut(text: string, fits: number): string {
  return text.length > fits ? `${text.slice(0, Math.max(fits - 1, 1))}…` : text
}
