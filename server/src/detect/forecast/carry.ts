import type { ForecastPart } from '@outlay/shared/detect'
import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import type { CreditPool } from '../../queries/credit-pool.ts'
import { mean } from '../stats/quantile.ts'
import { drawCredits } from './credits.ts'
import type { ForecastScope, Strand } from './history.ts'
import { carryRecurring } from './recurring.ts'
import { forecastUsage, type HalfWidths, usageMeans } from './usage.ts'

/** A strand after its last known day, which may lie before that of the scope. */
export interface Carried {
  readonly part: ForecastPart['id']
  /** Index 0 is the day after the strand's `through`. */
  readonly means: readonly number[]
  readonly through: Day
  readonly widths: { readonly day: readonly HalfWidths[]; readonly sum: readonly HalfWidths[] } | undefined
  readonly method: string | undefined
  /** What is known of its end, in words. */
  readonly ends: string | undefined
}

const PARTS: Readonly<Record<Strand['part'], ForecastPart['id']>> = {
  usage: 'usage',
  commitment: 'commitments',
  recurring: 'recurring',
  tax: 'tax',
  credit: 'credits',
  one_off: 'one_off',
}

export interface CarryOptions {
  readonly until: Day
  readonly ends: ReadonlyMap<string, Day>
  /** Credits whose balance or end is known. */
  readonly pools?: readonly CreditPool[]
  /** The strand that tax follows. */
  readonly usage: readonly number[]
  /** Without intervals. */
  readonly meansOnly?: boolean
}

/** Carries a strand on until `until`, exclusive. */
export function carry(
  strand: Strand,
  scope: Pick<ForecastScope, 'metric'>,
  { until, ends, pools = [], usage, meansOnly = false }: CarryOptions,
): Carried {
  const horizon = daysBetween(strand.through, until) - 1
  const base = {
    part: PARTS[strand.part],
    through: strand.through,
    widths: undefined,
    method: undefined,
    ends: undefined,
  }
  switch (strand.part) {
    case 'usage': {
      if (meansOnly) return { ...base, ...usageMeans(strand.values, horizon) }
      const { means, method, day, sum } = forecastUsage(strand.values, horizon)
      return { ...base, means, method, widths: { day, sum } }
    }
    case 'one_off':
      return { ...base, means: new Array<number>(horizon).fill(0) }
    case 'tax':
      return { ...base, means: scaledTax(strand, usage, horizon) }
    case 'commitment':
      return { ...base, ...carryCommitment(strand, scope, horizon, ends) }
    case 'credit':
      return {
        ...base,
        ...drawCredits(carryRecurring(strand.values, strand.through, horizon), strand, pools),
      }
    default: {
      const means = carryRecurring(strand.values, strand.through, horizon)
      return { ...base, ...endAt(means, strand, ends, 0) }
    }
  }
}

/** Fees and covered usage go on as in the last week; after its end the same usage costs what it does on demand. */
function carryCommitment(
  strand: Strand,
  { metric }: Pick<ForecastScope, 'metric'>,
  horizon: number,
  ends: ReadonlyMap<string, Day>,
): Pick<Carried, 'means' | 'ends'> {
  const daily = mean(strand.values.slice(-7))
  const gone = strand.values.slice(-3).every((value) => value === 0) && strand.onDemand === 0
  const means = new Array<number>(horizon).fill(gone ? 0 : daily)
  const paysMore = metric === 'effective' || metric === 'billed'
  return endAt(means, strand, ends, paysMore ? strand.onDemand : daily)
}

function endAt(
  means: readonly number[],
  { commitmentId, through }: Strand,
  ends: ReadonlyMap<string, Day>,
  after: number,
): Pick<Carried, 'means' | 'ends'> {
  const end = commitmentId === null ? undefined : ends.get(commitmentId)
  if (end === undefined || end <= through || daysBetween(through, end) - 1 >= means.length)
    return { means, ends: undefined }
  return {
    means: means.map((value, step) => (addDays(through, step + 1) < end ? value : after)),
    ends: `${commitmentId} ends on ${end}`,
  }
}

const TAX_DAYS = 28

/** Tax comes again on its day with the amount of the last time, moved as usage has moved since. */
function scaledTax(strand: Strand, usage: readonly number[], horizon: number): readonly number[] {
  const last = strand.values.findLastIndex((value) => value !== 0)
  const then = mean(usage.slice(Math.max(0, last - TAX_DAYS), Math.max(1, last)))
  const now = mean(usage.slice(-TAX_DAYS))
  const growth = then > 0 && now > 0 ? Math.min(2, Math.max(0.5, now / then)) : 1
  return carryRecurring(strand.values, strand.through, horizon).map((value) => value * growth)
}
