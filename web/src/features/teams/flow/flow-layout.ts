import type { Flow, FlowLink, FlowNode } from './flow-model.ts'

export interface PlacedNode extends FlowNode {
  readonly x: number
  readonly y: number
  readonly height: number
  readonly amount: number
}

export interface PlacedLink extends FlowLink {
  /** Its middle line runs from (x1, y1) to (x2, y2). */
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
  readonly width: number
}

export const NODE_PX = 10
const GAP_PX = 14

interface Size {
  readonly width: number
  readonly height: number
  /** Kept free beside the columns for their names. */
  readonly left: number
  readonly right: number
}

/**
 * Places of nodes and links: columns side by side, all amounts on one scale. Amounts below zero have no width and are left
 * out.
 */
export function layOut(flow: Flow, { width, height, left, right }: Size) {
  const links = flow.links.filter(({ amount }) => Number(amount) > 0)
  const sized = flow.nodes
    .map((node) => ({ ...node, amount: amountOf(node.id, links) }))
    .filter(({ amount }) => amount > 0)
  const columns = ([0, 1, 2] as const).map((column) => sized.filter((node) => node.column === column))
  const scale = Math.min(
    ...columns.map((own) => {
      const sum = own.reduce((all, { amount }) => all + amount, 0)
      return sum === 0 ? Number.POSITIVE_INFINITY : (height - GAP_PX * (own.length - 1)) / sum
    }),
  )
  if (!Number.isFinite(scale)) return { nodes: [], links: [] }
  const step = (width - left - right - NODE_PX) / 2
  const nodes = columns.flatMap((own, column) => stacked(own, left + step * column, scale))
  return { nodes, links: joined(links, nodes, scale) }
}

/** What goes through a node: the larger of what comes in and what goes out. */
function amountOf(id: string, links: readonly FlowLink[]): number {
  const sum = (end: 'from' | 'to') =>
    links.filter((link) => link[end] === id).reduce((all, { amount }) => all + Number(amount), 0)
  return Math.max(sum('from'), sum('to'))
}

function stacked(
  nodes: readonly (FlowNode & { readonly amount: number })[],
  x: number,
  scale: number,
): PlacedNode[] {
  let y = 0
  return nodes.map((node) => {
    const placed = { ...node, x, y, height: node.amount * scale }
    y += placed.height + GAP_PX
    return placed
  })
}

function joined(links: readonly FlowLink[], nodes: readonly PlacedNode[], scale: number): PlacedLink[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const order = new Map(nodes.map(({ id }, index) => [id, index]))
  const used = new Map<string, number>()
  const take = (key: string, width: number) => {
    const start = used.get(key) ?? 0
    used.set(key, start + width)
    return start + width / 2
  }
  return links
    .toSorted((a, b) => (order.get(a.to) ?? 0) - (order.get(b.to) ?? 0))
    .flatMap((link) => {
      const [from, to] = [byId.get(link.from), byId.get(link.to)]
      if (from === undefined || to === undefined) return []
      const width = Number(link.amount) * scale
      const y1 = from.y + take(`out ${link.from}`, width)
      const y2 = to.y + take(`in ${link.to}`, width)
      return [{ ...link, x1: from.x + NODE_PX, y1, x2: to.x, y2, width }]
    })
}
