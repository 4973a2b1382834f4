import type { Line } from '@outlay/server/ingest/apply/staged-builder'

const ROWS = 400

/** Two deliveries of one unit: the second drops half of the rows, so that it waits until it is accepted. */
export function roundOf(round: number): { readonly whole: Line[]; readonly shrunk: Line[] } {
  const whole = linesOf(ROWS, round)
  return { whole, shrunk: whole.slice(ROWS / 2) }
}

export function centsOfRound(round: number): { readonly whole: number; readonly shrunk: number } {
  const cents = 100 + round
  return { whole: ROWS * cents, shrunk: (ROWS / 2) * cents }
}

function linesOf(count: number, round: number): Line[] {
  return Array.from({ length: count }, (_, row) => ({
    ChargePeriodStart: `2026-07-${String((row % 28) + 1).padStart(2, '0')}`,
    BilledCost: ((100 + round) / 100).toFixed(2),
    ResourceId: `resource-${row % 53}`,
  }))
}
