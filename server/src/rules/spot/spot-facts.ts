import type { Rework } from '../base/rework.ts'
import type { Eligibility } from './eligibility.ts'
import type { SpotRow } from './spot-row.ts'

/** What a person wants to know of the workload: how it behaves, how likely it may be interrupted, what that costs in time. */
export function spotFacts(row: SpotRow, eligibility: Eligibility, work: Rework) {
  return {
    machines: row.machines,
    types: typesOf(row),
    spot_share: round(row.spot_share),
    uptime: row.uptime === null ? null : round(row.uptime),
    median_lifetime_hours: row.lifetime === null ? null : round(row.lifetime),
    new_machines_a_day: round(row.new_per_day),
    eligibility: round(eligibility.probability),
    eligibility_score: eligibility.score,
    eligibility_reasons: eligibility.reasons,
    reclaimed_a_month_from: row.reclaimed_min,
    reclaimed_a_month_to: row.reclaimed_max === -1 ? null : row.reclaimed_max,
    price_from: row.basis,
    interruptions_a_month: round(work.interruptions),
    wall_time: `${round((work.wallTime - 1) * 100)} % longer`,
    checkpoint_hours: work.checkpointHours === null ? null : round(work.checkpointHours),
  }
}

export function typesOf({ types }: SpotRow): string {
  return types === null || types.length === 0 ? 'its machines' : types.join(', ')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** A unit as a person would write it: `catalog-render-#-#` is `catalog-render-*`. */
export function labelOf({ unit }: Pick<SpotRow, 'unit'>): string {
  return unit.replace(/#(-#)*/g, '*')
}
