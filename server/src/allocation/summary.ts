import type { AllocationSummary, SharedPool, TeamAllocation } from '@outlay/shared/allocation'
import type { CostsMeta } from '@outlay/shared/api'
import { subtractAmounts } from '@outlay/shared/money'
import { z } from 'zod'
import type { Ask } from '../queries/ask.ts'
import { runCosts } from '../queries/costs.ts'
import { BasisParams, type BasisQuestion, CostsParams, toCostsQuestion } from '../queries/costs-question.ts'
import { flag, readParams } from '../queries/params.ts'
import { type Allocation, allocate, type Pool, type Quantity, type TeamShare } from './allocate.ts'
import { readCells, type TaggedCell } from './cells-query.ts'
import { requirementsOf } from './policy.ts'
import { type FileRules, readRuleSet } from './rule-set.ts'
import { summarySentence } from './sentence.ts'
import { readCommitmentFlows, readOpenSavings, readQuantities, readTeamNames } from './side-queries.ts'
import { fromUnits } from './units.ts'

export const SummaryParams = z.strictObject({
  ...BasisParams,
  unit: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Business unit of unitCost. Default: the only one there is'),
  explain: flag().describe('Adds the SQL and its parameters'),
})

/**
 * Answers `GET /allocation/summary`: what every team bears, direct and shared, against the period before. Direct, shared
 * and unallocated add up to what `GET /costs` answers to the same question, which `reconciles` proves.
 */
export async function answerSummary(
  ask: Ask,
  params: URLSearchParams,
  file: FileRules,
): Promise<AllocationSummary> {
  const { unit, explain, ...basis } = readParams(SummaryParams, params)
  const given = CostsParams.parse({ granularity: 'total', compare: 'previous' })
  const { meta } = await runCosts(ask, toCostsQuestion({ ...given, ...basis, explain: false }, ask.state))
  const question = { ...meta, ...meta.basis, filters: basis.filter }
  const split = await readSplit(ask, question, file)
  const { allocation, previous, now, set, required } = split
  const units = [...new Set(split.quantities.map((quantity) => quantity.unit))].toSorted()
  const divisor = unit ?? (units.length === 1 ? (units[0] ?? null) : null)
  const teams = await toTeams(ask, {
    file,
    currency: meta.currency,
    allocation,
    previous,
    cells: now.cells,
    hasPolicy: required.length > 0,
    quantities: split.quantities.filter((quantity) => quantity.unit === divisor),
  })
  const figures = figuresOf(allocation, meta.total)
  return {
    sentence: summarySentence({
      ...figures,
      teams: teams.length,
      total: meta.total,
      currency: meta.currency,
    }),
    ...contextOf(meta, previous !== null),
    teams,
    ...figures,
    previousUnallocated: previous === null ? null : fromUnits(previous.unallocated),
    pools: allocation.pools.map(toPool),
    commitments: await readCommitmentFlows(ask.connection, question, ask.state.promoted),
    requiredTags: required.map(({ tag }) => tag),
    unit: divisor,
    units,
    rulesVersion: set.version,
    ...(explain && { meta: { sql: now.sql, params: now.params } }),
  }
}

/** Of `GET /costs`: what the figures are of, and what they must add up to. */
function contextOf(meta: CostsMeta, compared: boolean) {
  const { basis, currency, currencies, start, end, previous, total, previousTotal } = meta
  return {
    basis,
    currency,
    currencies,
    start,
    end,
    previous: compared && previous !== undefined ? { start: previous.start, end: previous.end } : null,
    total,
    previousTotal: previousTotal ?? null,
    dataThrough: meta.dataThrough,
    partialFrom: meta.partialFrom,
    warnings: meta.warnings,
  }
}

type SplitQuestion = CostsMeta & BasisQuestion & { readonly currency: string }

/** The period divided among teams, and the one before where history holds it. */
async function readSplit(ask: Ask, question: SplitQuestion, file: FileRules) {
  const { connection, state } = ask
  const set = await readRuleSet(connection, file)
  const required = requirementsOf(set, state.promoted)
  const shared = set.shared.filter(({ enabled }) => enabled)
  const readOf = async (range: { readonly start: string; readonly end: string }) => {
    const asked = { question: { ...question, ...range }, promoted: state.promoted, shared, required }
    const cells = await readCells(connection, asked)
    const quantities = await readQuantities(connection, range)
    return { cells, quantities, allocation: allocate(cells.cells, shared, quantities) }
  }
  const now = await readOf(question)
  const before = question.previousTotal === undefined ? undefined : question.previous
  const previous = before === undefined ? null : (await readOf(before)).allocation
  return { set, required, now: now.cells, quantities: now.quantities, allocation: now.allocation, previous }
}

/** The parts of a total, and whether they add up to it. */
export function figuresOf(allocation: Allocation, total: string) {
  const shares = [...allocation.teams.values()]
  const direct = shares.reduce((all, team) => all + team.direct, 0n)
  const shared = shares.reduce((all, team) => all + team.sharedIn, 0n)
  const difference = subtractAmounts(fromUnits(direct + shared + allocation.unallocated), total)
  return {
    direct: fromUnits(direct),
    shared: fromUnits(shared),
    unallocated: fromUnits(allocation.unallocated),
    unsplit: fromUnits(allocation.unallocated - allocation.ownerless),
    reconciles: { ok: difference === '0', difference },
  }
}

interface TeamInput {
  readonly file: FileRules
  readonly currency: string
  readonly allocation: Allocation
  readonly previous: Allocation | null
  readonly cells: readonly TaggedCell[]
  readonly hasPolicy: boolean
  /** Of the unit that costs are divided by. */
  readonly quantities: readonly Quantity[]
}

async function toTeams({ connection }: Ask, input: TeamInput): Promise<TeamAllocation[]> {
  const { allocation, previous, file } = input
  const names = await readTeamNames(connection)
  const savings = await readOpenSavings(connection, input.currency)
  const ids = new Set([...allocation.teams.keys(), ...(previous?.teams.keys() ?? [])])
  const rows = [...ids].map((team) => {
    const share = allocation.teams.get(team)
    const total = totalOf(share)
    const known = file.teams.find(({ id }) => id === team)
    return {
      total,
      row: {
        team,
        name: known?.name ?? names.get(team) ?? null,
        owner: known?.owner ?? null,
        direct: fromUnits(share?.direct ?? 0n),
        sharedIn: fromUnits(share?.sharedIn ?? 0n),
        sharedOut: fromUnits(share?.sharedOut ?? 0n),
        total: fromUnits(total),
        previousTotal: previous === null ? null : fromUnits(totalOf(previous.teams.get(team))),
        budget: null,
        tagCoverage: input.hasPolicy ? coverageOf(input.cells, team) : null,
        openSavings: savings === null ? null : (savings.get(team) ?? 0),
        unitCost: unitCostOf(total, input.quantities, team),
      },
    }
  })
  return rows
    .toSorted((a, b) =>
      a.total === b.total ? a.row.team.localeCompare(b.row.team) : a.total > b.total ? -1 : 1,
    )
    .map(({ row }) => row)
}

function totalOf(share: TeamShare | undefined): bigint {
  return share === undefined ? 0n : share.direct + share.sharedIn
}

/** Credits and refunds can turn either sum negative; then there is no share. */
function coverageOf(cells: readonly TaggedCell[], team: string): number | null {
  const own = cells.filter((cell) => cell.team === team && cell.pool === null)
  const taggable = Number(own.reduce((all, cell) => all + cell.taggable, 0n))
  const tagged = Number(own.reduce((all, cell) => all + cell.tagged, 0n))
  if (taggable <= 0 || tagged < 0) return null
  return Math.round(Math.min(tagged / taggable, 1) * 1e4) / 1e4
}

function unitCostOf(total: bigint, quantities: readonly Quantity[], team: string): number | null {
  const own = quantities.filter((quantity) => quantity.team === team)
  const quantity = Number(own.reduce((all, each) => all + each.quantity, 0n))
  return quantity <= 0 ? null : Number((Number(total) / quantity).toPrecision(6))
}

function toPool({ rule, cost, shares, unsplit }: Pool): SharedPool {
  return {
    key: rule.key,
    name: rule.name,
    method: rule.split.method,
    cost: fromUnits(cost),
    shares: [...shares]
      .toSorted(([a, x], [b, y]) => (x === y ? a.localeCompare(b) : x > y ? -1 : 1))
      .map(([team, share]) => ({ team, cost: fromUnits(share) })),
    unsplit: unsplit.map((part) => ({ ...part, cost: fromUnits(part.cost) })),
  }
}
