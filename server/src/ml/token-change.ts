import type { MlTokenRow, TokenChange } from '@outlay/shared/ml-parts'

type Row = Pick<MlTokenRow, 'quantity' | 'previousQuantity' | 'cost' | 'previousCost'>

/**
 * Why the mean price of a million tokens moved. Price: what the lines of both periods cost more or less a token, at the
 * shares of now. Mix: the rest, that is, dearer or cheaper models and directions took a larger share. For a line without a
 * price before, its own price now stands in, so that it counts as mix. price + mix = now − before.
 * @returns null where either period counts no tokens
 */
export function tokenChange(rows: readonly Row[]): TokenChange | null {
  const known = rows.filter(
    ({ quantity, previousQuantity }) => quantity !== null && previousQuantity !== null,
  )
  const now = meanOf(known.map(({ quantity, cost }) => [quantity ?? 0, Number(cost)]))
  const before = meanOf(
    known.map(({ previousQuantity, previousCost }) => [previousQuantity ?? 0, Number(previousCost)]),
  )
  if (now === null || before === null) return null
  const total = known.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0)
  const price = known.reduce((sum, row) => {
    const [quantity, earlier] = [row.quantity ?? 0, row.previousQuantity ?? 0]
    if (quantity <= 0 || earlier <= 0) return sum
    return sum + (quantity / total) * 1e6 * (Number(row.cost) / quantity - Number(row.previousCost) / earlier)
  }, 0)
  return { before, now, price, mix: now - before - price }
}

function meanOf(pairs: readonly (readonly [quantity: number, cost: number])[]): number | null {
  const quantity = pairs.reduce((sum, [each]) => sum + each, 0)
  return quantity > 0 ? (pairs.reduce((sum, [, cost]) => sum + cost, 0) * 1e6) / quantity : null
}
