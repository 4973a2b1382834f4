import type { AllocationSummary, SharedPool, TeamAllocation } from '@outlay/shared/allocation'
import { addAmounts } from '@outlay/shared/money'
import { expect, test } from 'vitest'
import { layOut } from './flow-layout.ts'
import { toFlow } from './flow-model.ts'

const team = (name: string, direct: string, sharedIn: string) =>
  ({ team: name, name: null, direct, sharedIn }) as TeamAllocation

const pool = (key: string, shares: readonly (readonly [team: string, cost: string])[]) =>
  ({ key, name: key, shares: shares.map(([to, cost]) => ({ team: to, cost })) }) as unknown as SharedPool

const SUMMARY = {
  total: '110.00000000000001',
  direct: '70.00000000000001',
  shared: '30',
  unallocated: '10',
  teams: [
    team('ml', '50', '20'),
    team('shop', '15.00000000000001', '5'),
    team('tiny', '3', '4'),
    team('small', '2', '1'),
  ],
  pools: [
    pool('support', [
      ['ml', '20'],
      ['shop', '5'],
    ]),
    pool('tax', [
      ['tiny', '4'],
      ['small', '1'],
    ]),
    pool('nothing', []),
  ],
} as unknown as AllocationSummary

const out = (flow: ReturnType<typeof toFlow>, id: string) =>
  addAmounts(flow.links.filter(({ from }) => from === id).map(({ amount }) => amount))
const into = (flow: ReturnType<typeof toFlow>, id: string) =>
  addAmounts(flow.links.filter(({ to }) => to === id).map(({ amount }) => amount))

test('what leaves the total is the total, and what reaches a team is what it bears, to the last digit', () => {
  const flow = toFlow(SUMMARY)

  expect(out(flow, 'total')).toBe('110.00000000000001')
  expect(out(flow, 'direct')).toBe('70.00000000000001')
  expect(into(flow, 'team shop')).toBe('20.00000000000001')
  expect(into(flow, 'bears-none')).toBe('10')
})

test('past the largest teams the others are one, with all that they bear', () => {
  const flow = toFlow(SUMMARY, 2)

  expect(flow.nodes.filter(({ column }) => column === 2).map(({ label }) => label)).toEqual([
    'ml',
    'shop',
    '2 other teams',
    'No team',
  ])
  expect(into(flow, 'others')).toBe('10')
})

test('bands are as wide as their amount on one scale, and lie inside their nodes without gap', () => {
  const { nodes, links } = layOut(toFlow(SUMMARY), { width: 900, height: 400, left: 120, right: 190 })

  const scales = links.map(({ amount, width }) => width / Number(amount))
  for (const scale of scales) expect(scale).toBeCloseTo(scales[0] ?? 0)
  for (const node of nodes) {
    expect(node.y).toBeGreaterThanOrEqual(0)
    expect(node.y + node.height).toBeLessThanOrEqual(400.001)
    const incoming = links.filter(({ to }) => to === node.id)
    const width = incoming.reduce((sum, link) => sum + link.width, 0)
    if (node.column > 0) expect(width).toBeCloseTo(node.height)
  }
})

test('credits that leave a team below zero have no band but stay among the amounts', () => {
  const flow = toFlow({ ...SUMMARY, teams: [...SUMMARY.teams, team('back', '-5', '0')] } as AllocationSummary)

  expect(into(flow, 'team back')).toBe('-5')
  expect(
    layOut(flow, { width: 900, height: 400, left: 120, right: 190 }).nodes.some(
      ({ id }) => id === 'team back',
    ),
  ).toBe(false)
})

test('nothing at all is drawn as nothing', () => {
  const empty = {
    ...SUMMARY,
    total: '0',
    direct: '0',
    unallocated: '0',
    teams: [],
    pools: [],
  } as AllocationSummary

  expect(layOut(toFlow(empty), { width: 900, height: 400, left: 120, right: 190 })).toEqual({
    nodes: [],
    links: [],
  })
})
