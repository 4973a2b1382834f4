import { groupBy } from '@outlay/shared/group-by'
import { addAmounts, subtractAmounts } from '@outlay/shared/money'
import type { CollectWindow } from '../collector.ts'
import type { CostCell } from './answer.ts'
import type { CostClient } from './client.ts'
import { askCosts, type CostQuestion } from './pages.ts'

/** Costs of one charge type under one pricing model. */
export interface Slice {
  readonly chargeType: string | null
  readonly pricingModel: string | null
  readonly cells: readonly CostCell[]
}

export interface Dataset {
  readonly slices: readonly Slice[]
  /** Where the slices differ from the totals that Azure gave just before, which means that it refreshed in between. */
  readonly disagreement: string | null
}

interface Request {
  readonly type: CostQuestion['type']
  readonly window: Pick<CollectWindow, 'since' | 'until'>
  /** Which of charge type and pricing model this agreement knows. */
  readonly split: readonly SplitName[]
  readonly detail: readonly string[]
}

export type SplitName = 'ChargeType' | 'PricingModel'

/**
 * A data set by four dimensions, though Cost Management groups by two: first the totals by charge type and pricing
 * model, then for each of these pairs the costs by the two dimensions of `detail`.
 */
export async function readDataset(
  client: CostClient,
  { type, window, split, detail }: Request,
): Promise<Dataset> {
  const totals =
    split.length === 0 ? [] : await askCosts(client, { type, window, grouping: split.map(dimension) })
  const slices: Slice[] = []
  for (const only of pairsOf(totals, split)) {
    const cells = await askCosts(client, { type, window, grouping: detail.map(dimension), only })
    slices.push({ chargeType: only['ChargeType'] ?? null, pricingModel: only['PricingModel'] ?? null, cells })
  }
  return {
    slices,
    disagreement:
      split.length === 0
        ? null
        : disagreement(
            totals,
            slices.flatMap(({ cells }) => cells),
          ),
  }
}

function dimension(name: string) {
  return { type: 'Dimension', name } as const
}

/**
 * What to ask for one at a time so that nothing is left out and nothing comes twice. Charges without a pricing model
 * cannot be filtered for: then their charge type is asked for whole; likewise everything where a charge type is missing.
 */
function pairsOf(
  totals: readonly CostCell[],
  split: readonly SplitName[],
): Readonly<Record<string, string>>[] {
  if (split.length === 0) return [{}]
  const [first, second] = split
  const found: Record<string, string>[] = []
  for (const [, cells] of groupBy(totals, ({ keys }) => keys[0] ?? '')) {
    const value = cells[0]?.keys[0] ?? null
    if (value === null || first === undefined) return [{}]
    const seconds = [...new Set(cells.map(({ keys }) => keys[1] ?? null))]
    const named = seconds.filter((each) => each !== null)
    if (second === undefined || named.length < seconds.length) found.push({ [first]: value })
    else for (const each of named) found.push({ [first]: value, [second]: each })
  }
  return found
}

/** Azure adds doubles, so sums over different groupings differ in their last digits. */
const TOLERANCE = 0.01

function disagreement(totals: readonly CostCell[], details: readonly CostCell[]): string | null {
  const [a, b] = [sumsOf(totals), sumsOf(details)]
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const difference = subtractAmounts(a.get(key) ?? '0', b.get(key) ?? '0')
    if (Math.abs(Number(difference)) > TOLERANCE) return `${key}: ${difference}`
  }
  return null
}

function sumsOf(cells: readonly CostCell[]): Map<string, string> {
  const days = groupBy(cells, ({ day, currency }) => `${day} in ${currency}`)
  return new Map([...days].map(([key, rows]) => [key, addAmounts(rows.map(({ cost }) => cost))]))
}
