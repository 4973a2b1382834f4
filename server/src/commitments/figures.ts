import type { CommitmentFigures } from '@outlay/shared/commitments'
import { z } from 'zod'
import { Money } from '../db/query.ts'

/** SQL: sums over `priced` from which the ratios follow. */
export const FIGURE_SUMS = `
    coalesce(sum(effective) filter (where paid in ('used', 'block')), 0) as used,
    coalesce(sum(effective) filter (where paid in ('unused', 'block_unused')), 0) as unused,
    coalesce(sum(effective) filter (where paid = 'on_demand'), 0) as on_demand,
    coalesce(sum(effective) filter (where paid = 'spot'), 0) as spot,
    coalesce(sum(effective) filter (where paid = 'used' and equivalent is null), 0) as unpriced,
    coalesce(sum(equivalent) filter (where paid = 'used'), 0) as used_equivalent,
    coalesce(sum(equivalent) filter (where paid = 'used' and effective = 0), 0) as unamortised,
    coalesce(sum(equivalent) filter (where paid = 'untold'), 0) as untold,
    coalesce(sum(equivalent) filter (where paid = 'on_demand'), 0) as on_demand_equivalent,
    coalesce(sum(equivalent) filter (where paid in ('used', 'on_demand') and not exact), 0) as estimated,
    coalesce(sum(effective) filter (where paid in ('used', 'unused', 'on_demand') and (equivalent is not null or paid = 'unused')), 0)::double
      as committed_cost,
    coalesce(sum(effective) filter (where paid in ('used', 'unused', 'on_demand', 'spot') and (list_equivalent is not null or paid = 'unused')), 0)::double
      as total_cost,
    coalesce(sum(list_equivalent) filter (where paid in ('on_demand', 'spot') or paid = 'used' and effective <> 0), 0) as total_list`

export const FigureRow = z.object({
  used: Money,
  unused: Money,
  on_demand: Money,
  spot: Money,
  unpriced: Money,
  used_equivalent: z.number(),
  unamortised: z.number(),
  untold: z.number(),
  on_demand_equivalent: z.number(),
  estimated: z.number(),
  committed_cost: z.number(),
  total_cost: z.number(),
  total_list: z.number(),
})

/**
 * Utilisation = used ÷ (used + unused), effective. Coverage = E[used] ÷ (E[used] + E[on demand, eligible]); spot and
 * unused lines stay out of it. Savings rate = 1 − effective ÷ E, against contracted prices without spot, and against
 * list prices with it. Covered usage that carries no part of its fee (Google bills it apart) stays out of the savings
 * rates, which would be too good otherwise; where the bill does not tell which usage a commitment could cover, coverage and
 * savings rates are unknown. Source: finops §4.
 */
export function toFigures(row: z.output<typeof FigureRow>): CommitmentFigures {
  const equivalent = row.used_equivalent + row.on_demand_equivalent
  const known = (value: number | null) => (row.untold > 0 ? null : value)
  return {
    used: row.used,
    unused: row.unused,
    onDemand: row.on_demand,
    spot: row.spot,
    usedEquivalent: rounded(row.used_equivalent),
    onDemandEquivalent: rounded(row.on_demand_equivalent),
    utilisation: ratio(Number(row.used), Number(row.used) + Number(row.unused)),
    coverage: known(ratio(row.used_equivalent, equivalent)),
    commitmentSavingsRate: known(complement(ratio(row.committed_cost, equivalent - row.unamortised))),
    totalSavingsRate: known(complement(ratio(row.total_cost, row.total_list))),
    estimatedShare: ratio(row.estimated, equivalent),
    unpriced: row.unpriced,
    unamortised: rounded(row.unamortised),
    untold: rounded(row.untold),
  }
}

/** Null where there is nothing to divide by: nothing is not 0 %. */
export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? rounded(part / whole) : null
}

export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

function complement(value: number | null): number | null {
  return value === null ? null : rounded(1 - value)
}
