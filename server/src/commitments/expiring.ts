import type { CommitmentRecord, ExpiringWithin } from '@outlay/shared/commitments'

const WITHIN = [30, 60, 90] as const

/** Active commitments that end soon, with what not renewing them costs a month in one currency. */
export function expiringWithin(
  commitments: readonly CommitmentRecord[],
  currency: string,
): readonly ExpiringWithin[] {
  return WITHIN.map((days) => {
    const soon = commitments.filter((each) => endsWithin(each, days) && each.currency === currency)
    const sum = (part: 'low' | 'expected' | 'high') =>
      Math.round(soon.reduce((total, { notRenewing }) => total + (notRenewing?.[part] ?? 0), 0) * 100) / 100
    return {
      days,
      count: soon.length,
      notRenewing: { low: sum('low'), expected: sum('expected'), high: sum('high') },
    }
  })
}

function endsWithin({ state, daysLeft }: CommitmentRecord, days: number): boolean {
  return state === 'active' && daysLeft !== null && daysLeft <= days
}
