import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { ReplayReader } from '../base/replay-lines.ts'
import { type Range, STAGES } from '../rule.ts'
import type { Card } from './card.ts'
import { choose, type Option } from './choose.ts'
import { type Cut, type CutSaving, spillOver } from './spill-over.ts'

/** A card with what it may promise beside all others. */
export interface CountedCard extends Card {
  /** On its own, after the commitments that cover its resources took their part back. */
  readonly savings: Range
  /** The part of `savings` that counts in the total: 0 for a measure that another excludes. */
  readonly counted: Range
  readonly conflictsWith: readonly string[]
  /** EffectiveCost a month of its resources that commitments cover. */
  readonly coveredCost: number
}

/**
 * Chooses the measures that go together, compounds those of one resource, and replays the bill with commitments for those
 * whose resources they cover. Sums of `counted` never exceed the bill before less the bill after.
 */
export async function countCards(
  connection: DuckDBConnection,
  cards: readonly Card[],
  readReplay: ReplayReader,
): Promise<CountedCard[]> {
  const costs = await resourceCosts(connection)
  const options = cards.map((card) => toOption(card, costs))
  const { taken, left, conflicts } = choose(options)
  const covered = cards.filter((card) => coverOf(card, costs) > 0 && card.rule.stage !== 'note')
  const factors = await spillFactors(readReplay, { cards: covered, taken, left })
  return cards.map((card) => {
    const factor = factors.get(card.id) ?? { alone: 1, together: 1 }
    const share = taken.has(card.id) ? (left.get(card.id) ?? 0) : 0
    return {
      ...card,
      savings: scale(card.finding.savings, factor.alone),
      counted: scale(card.finding.savings, share * factor.together),
      conflictsWith: conflicts.get(card.id) ?? [],
      coveredCost: coverOf(card, costs),
    }
  })
}

interface ResourceCost {
  readonly cost: number
  readonly covered: number
}

type Costs = ReadonlyMap<string, ResourceCost>

async function resourceCosts(connection: DuckDBConnection): Promise<Costs> {
  const reader = await connection.runAndReadAll(
    `select resource, sum(cost)::double as cost, sum(covered_cost)::double as covered
     from resource_month group by resource`,
  )
  const rows = z.array(CostRow).parse(reader.getRowObjectsJson())
  return new Map(rows.map(({ resource, ...row }) => [resource, row]))
}

const CostRow = z.object({
  resource: z.string(),
  cost: z.number(),
  covered: z.number(),
})

function toOption({ id, rule, candidate, finding }: Card, costs: Costs): Option {
  const ids = candidate.resource_ids
  const total = Math.max(Number(candidate.monthly_cost), 0)
  const known = ids.map((resource) => Math.max(costs.get(resource)?.cost ?? 0, 0))
  const sum = known.reduce((whole, each) => whole + each, 0)
  const resources = ids.map((resource, index): [string, number] => [
    resource,
    sum > 0 ? (total * (known[index] ?? 0)) / sum : total / ids.length,
  ])
  return {
    id,
    stage: rule.stage,
    part: finding.part ?? null,
    expected: finding.savings.expected,
    probability: finding.probability,
    resources: new Map(ids.length === 0 ? [[`card ${id}`, total]] : resources),
  }
}

function coverOf({ candidate }: Card, costs: Costs): number {
  return candidate.resource_ids.reduce((sum, id) => sum + (costs.get(id)?.covered ?? 0), 0)
}

interface SpillInput {
  readonly cards: readonly Card[]
  readonly taken: ReadonlySet<string>
  readonly left: ReadonlyMap<string, number>
}

/** Of what a rule claims, the part that the bill really falls by: alone, and after the measures before it. */
async function spillFactors(readReplay: ReplayReader, { cards, taken, left }: SpillInput) {
  const factors = new Map<string, { alone: number; together: number }>()
  if (cards.length === 0) return factors
  const resources = new Set(cards.flatMap(({ candidate }) => candidate.resource_ids))
  const replay = await readReplay([...resources])
  const ordered = cards
    .filter(({ id }) => taken.has(id))
    .toSorted((a, b) => STAGES.indexOf(a.rule.stage) - STAGES.indexOf(b.rule.stage))
  const together = spillOver(replay, ordered.map(toCut))
  for (const card of cards) {
    const alone = spillOver(replay, [toCut(card)]).get(card.id)
    const claim = card.finding.savings.expected
    factors.set(card.id, {
      alone: factorOf(claim, alone),
      together: factorOf(claim * (left.get(card.id) ?? 0), together.get(card.id)),
    })
  }
  return factors
}

function toCut(card: Card): Cut {
  const share = shareOf(card)
  return { id: card.id, shares: new Map(card.candidate.resource_ids.map((id) => [id, share])) }
}

function shareOf({ candidate, finding }: Card): number {
  const cost = Number(candidate.monthly_cost)
  return cost <= 0 ? 0 : Math.min(1, finding.savings.expected / cost)
}

/** The claim without what the bill shows under commitments, with what the bill falls by instead. */
function factorOf(claim: number, saving: CutSaving | undefined): number {
  if (claim <= 0 || saving === undefined) return 1
  return Math.max(0, claim - Math.min(saving.billed, claim) + saving.net) / claim
}

function scale({ low, expected, high }: Range, factor: number): Range {
  return { low: low * factor, expected: expected * factor, high: high * factor }
}
