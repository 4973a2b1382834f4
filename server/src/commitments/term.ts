import type { DateSource, SourcedDay } from '@outlay/shared/commitments'
import { addDays, type Day, dayInWords, daysBetween } from '@outlay/shared/period'
import type { KnownCommitment } from './known-commitments.ts'

/** From this many days on a purchase is billed for a whole term, not for a month of it. */
const TERM_DAYS_MIN = 300
const MONTH_DAYS = 365 / 12

/** What a list of commitments tells of one. */
export interface ListedCommitment {
  readonly starts: Day | null
  readonly ends: Day | null
  readonly payment: string | null
  readonly type: string | null
}

/** When the bill first and last shows it, and whether its history reaches back before that. */
export interface SeenCommitment {
  readonly firstBought: Day | null
  readonly historyStart: Day
}

export interface Term {
  readonly start: SourcedDay | null
  readonly end: SourcedDay | null
  readonly months: number | null
  readonly payment: string | null
  /** Why the end is not known, as a sentence; null where it is. */
  readonly endUnknown: string | null
}

/**
 * Start, end, term and payment of a commitment, each from the surest source: a list of commitments, the dates that lines of
 * the bill name, the period of a purchase paid once, the first purchase seen with the term that its name or texts tell. What none
 * of them tells stays null.
 */
export function termOf(
  listed: ListedCommitment | undefined,
  known: KnownCommitment | undefined,
  seen: SeenCommitment,
): Term {
  const named = monthsNamed(`${known?.name ?? ''} ${known?.texts ?? ''}`)
  const start = startOf(listed, known, seen)
  const end =
    sourced(listed?.ends ?? null, 'inventory') ??
    sourced(known?.term.end ?? null, 'bill') ??
    sourced(boughtUntil(known), 'purchase') ??
    (start === null || named === null ? null : sourced(addYears(start.day, named / 12), start.source))
  const span =
    start === null || end === null ? null : Math.round(daysBetween(start.day, end.day) / MONTH_DAYS)
  return {
    ...{ start, end },
    months: span ?? named,
    payment: listed?.payment ?? paymentOf(known),
    endUnknown: end === null ? whyUnknown(start, named, seen) : null,
  }
}

function whyUnknown(
  start: SourcedDay | null,
  named: number | null,
  { historyStart }: SeenCommitment,
): string {
  if (named === null)
    return start === null
      ? 'Neither the bill nor an inventory tells its term.'
      : `It began on ${dayInWords(start.day)}; neither the bill nor an inventory tells its term.`
  const latest = dayInWords(addYears(historyStart, named / 12))
  return `Bought before the history of the bill begins on ${dayInWords(historyStart)}: it ends by ${latest}.`
}

function startOf(
  listed: ListedCommitment | undefined,
  known: KnownCommitment | undefined,
  { firstBought, historyStart }: SeenCommitment,
): SourcedDay | null {
  // What history begins with was bought at some time before.
  const first = firstBought !== null && firstBought > historyStart ? firstBought : null
  return (
    sourced(listed?.starts ?? null, 'inventory') ??
    sourced(known?.term.start ?? null, 'bill') ??
    sourced(known?.purchase?.start ?? null, 'purchase') ??
    sourced(first, 'seen')
  )
}

/** The end of what was paid once, where that is the whole term. */
function boughtUntil(known: KnownCommitment | undefined): Day | null {
  const bought = known?.purchase ?? null
  if (bought === null) return null
  const isWhole = known?.kind === 'capacity' || daysBetween(bought.start, bought.end) >= TERM_DAYS_MIN
  return isWhole ? bought.end : null
}

function sourced(day: Day | null, source: DateSource): SourcedDay | null {
  return day === null ? null : { day, source }
}

/** `3yrNoUpfront`, `1 year`, `36 months` → months. */
function monthsNamed(texts: string): number | null {
  const years = /\b([135])[ -]?y(?:ea)?r/i.exec(texts)?.[1]
  if (years !== undefined) return Number(years) * 12
  const months = /\b(12|36|60)[ -]?months?\b/i.exec(texts)?.[1]
  return months === undefined ? null : Number(months)
}

function paymentOf(known: KnownCommitment | undefined): string | null {
  const said = /(no|partial|all)[ -]?upfront/i.exec(known?.texts ?? '')?.[1]?.toLowerCase()
  if (said !== undefined) return `${said[0]?.toUpperCase()}${said.slice(1)} Upfront`
  if (known === undefined || !(known.paidOnce || known.paidOften)) return null
  if (known.paidOnce) return known.paidOften ? 'Partial Upfront' : 'All Upfront'
  return 'No Upfront'
}

function addYears(day: Day, years: number): Day {
  return addDays(day, Math.round(years * 365))
}
