import type { Range } from '../rule.ts'

const MONTH_HOURS = 730
/** No source gives the band above 20 % an upper end. */
const OPEN_BAND = 0.4
/** Bands are averages over all customers and pools; a bad pool reclaims this much more. */
const BAD_POOL = 3
const RESTART_HOURS = 0.25

export interface ReworkInput {
  /** Share of instances that are reclaimed in a month, from and to; null where no source says. */
  readonly reclaimed: { readonly min: number; readonly max: number | null } | null
  /** Machines that all have to start again when one is lost; 1 where each works alone. */
  readonly gang: number
  /** Hours between the checkpoints that are written today, whose cost is no new one; null: none, the best interval is set up. */
  readonly checkpointHours: number | null
  /** Hours that writing a checkpoint takes; null for work without: what is lost is half of a task. */
  readonly checkpointCostHours: number | null
  /** Length of a task without checkpoints. */
  readonly taskHours: number
  /** Least that is assumed whatever the band says, and the high end: interruptions of scarce capacity come in waves. */
  readonly floor: Range
}

export interface Rework {
  /** Time that is spent again, as a part of the useful time. */
  readonly share: Range
  /** Hours between checkpoints that the figure stands on; null without checkpoints. */
  readonly checkpointHours: number | null
  /** Interruptions of the gang in a month of 730 hours, expected. */
  readonly interruptions: number
  /** Wall time ÷ time without interruptions, expected; waiting for capacity comes on top. */
  readonly wallTime: number
}

/**
 * What interruptions cost in work done twice. With checkpoints Young's and Daly's first-order optimum
 * `τ = √(2δ ÷ λ)` and `δ ÷ τ + λ (τ ÷ 2 + R)`, of which `δ ÷ τ` is not new where checkpoints are written today; without
 * checkpoints `λ (L ÷ 2 + R)`.
 * λ = −ln(1 − share reclaimed in a month) ÷ 730 an hour, of each machine of a gang. δ checkpoint, L task, R restart hours.
 * Sources: J. W. Young, CACM 17 (1974); J. T. Daly, FGCS 22 (2006).
 */
export function rework(input: ReworkInput): Rework {
  const { min, max } = input.reclaimed ?? { min: 0.05, max: 0.2 }
  const low = rateOf(min) * input.gang
  const expected = rateOf(max ?? OPEN_BAND) * input.gang
  const share = {
    low: Math.max(lost(low, input), input.floor.low),
    expected: Math.max(lost(expected, input), input.floor.expected),
    high: Math.max(lost(expected * BAD_POOL, input), input.floor.high),
  }
  return {
    share,
    checkpointHours: input.checkpointCostHours === null ? null : intervalOf(expected, input),
    interruptions: expected * MONTH_HOURS,
    wallTime: 1 + share.expected,
  }
}

function rateOf(reclaimed: number): number {
  return -Math.log(1 - reclaimed) / MONTH_HOURS
}

function lost(rate: number, input: ReworkInput): number {
  if (rate === 0) return 0
  if (input.checkpointCostHours === null) return rate * (input.taskHours / 2 + RESTART_HOURS)
  const interval = intervalOf(rate, input)
  const written = input.checkpointHours === null ? input.checkpointCostHours / interval : 0
  return written + rate * (interval / 2 + RESTART_HOURS)
}

function intervalOf(rate: number, { checkpointHours, checkpointCostHours }: ReworkInput): number {
  return checkpointHours ?? Math.sqrt((2 * (checkpointCostHours ?? 0)) / rate)
}
