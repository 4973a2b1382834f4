/** Jensen–Shannon divergence of two lists of amounts taken as shares, in bits: 0 where equal, 1 where nothing is common. */
export function divergence(one: readonly number[], other: readonly number[]): number {
  const p = shares(one)
  const q = shares(other)
  if (p === undefined || q === undefined) return 0
  return p.reduce((total, share, at) => {
    const against = q[at] ?? 0
    const middle = (share + against) / 2
    return total + (term(share, middle) + term(against, middle)) / 2
  }, 0)
}

function term(share: number, middle: number): number {
  return share === 0 ? 0 : share * Math.log2(share / middle)
}

/** Undefined where nothing is left to share; credits below zero count as nothing. */
function shares(amounts: readonly number[]): readonly number[] | undefined {
  const positive = amounts.map((amount) => Math.max(0, amount))
  const total = positive.reduce((sum, amount) => sum + amount, 0)
  return total === 0 ? undefined : positive.map((amount) => amount / total)
}
