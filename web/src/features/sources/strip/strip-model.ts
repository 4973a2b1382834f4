import type { DayState, SourceDay, SourceWithDays } from '@outlay/shared/collect'
import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import { formatCount, formatDay, formatMonth } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { valueLabel } from '../../../lib/labels.ts'

/** In the order of the legend: from what can be trusted to what is not there. */
export const DAY_STATES: readonly DayState[] = ['settled', 'arriving', 'restated', 'partial', 'missing']

export const MEANING: Record<DayState, string> = {
  settled: 'old enough, and it moves no more',
  arriving: 'the cloud is still adding to it',
  restated: 'the cloud changed it after it was old enough',
  partial: 'a part of it is not there',
  missing: 'old enough, and nothing of it is there',
}

const NAMED_DAYS = 3

/** A source and billing account on the days of the strip; null before its history begins. */
export interface StripRow {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly days: readonly (SourceDay | null)[]
  readonly partialMonths: readonly string[]
}

export interface Strip {
  /** Oldest first, without a gap. */
  readonly axis: readonly Day[]
  readonly rows: readonly StripRow[]
}

/** Days that follow each other in the same state, both included. */
export interface DayRange {
  readonly from: Day
  readonly to: Day
  readonly days: number
  readonly state: DayState
  readonly countedBy: readonly string[]
}

/** Every source that has days, on the days that any of them has; null where none has any. */
export function toStrip(sources: readonly SourceWithDays[]): Strip | null {
  const days = sources.flatMap(({ strip }) => strip.map(({ day }) => day)).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return null
  const axis = Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index))
  const rows = sources
    .filter(({ strip }) => strip.length > 0)
    .map(({ id, provider, billingAccount, billingAccountName, strip, partialMonths }) => {
      const byDay = new Map(strip.map((each) => [each.day, each]))
      return {
        key: `${id} ${provider} ${billingAccount}`,
        id,
        name: `${valueLabel('provider', provider)} ${isolate(billingAccountName ?? billingAccount)}`,
        days: axis.map((day) => byDay.get(day) ?? null),
        partialMonths,
      }
    })
  return { axis, rows }
}

/** Days of a row gathered where state and what counts stay the same, newest first. */
export function toRanges({ days }: StripRow): readonly DayRange[] {
  const ranges: DayRange[] = []
  for (const each of days) {
    if (each === null) continue
    const open = ranges.at(-1)
    if (open !== undefined && continues(open, each)) {
      ranges[ranges.length - 1] = { ...open, to: each.day, days: open.days + 1 }
    } else {
      ranges.push({
        from: each.day,
        to: each.day,
        days: 1,
        state: each.state,
        countedBy: each.countedBy,
      })
    }
  }
  return ranges.toReversed()
}

/** `57 settled, 2 arriving, 1 missing (14 Nov); Oct 2026 only in part`. */
export function rowSentence(row: StripRow): string {
  const counts = DAY_STATES.flatMap((state) => {
    const days = row.days.flatMap((each) => (each?.state === state ? [each.day] : []))
    if (days.length === 0) return []
    const named = state === 'missing' || state === 'partial' || state === 'restated'
    return [`${formatCount(days.length)} ${state}${named ? ` (${dayNames(days)})` : ''}`]
  })
  const months = row.partialMonths.map((month) => formatMonth(`${month}-01`))
  return `${counts.join(', ')}${months.length === 0 ? '' : `; ${months.join(' and ')} only in part`}`
}

/** One day of a row in words: its state, what that means, and what counts on it. */
export function daySentence(row: StripRow, index: number, axis: readonly Day[]): string {
  const day = axis[index]
  const each = row.days[index]
  if (day === undefined) return ''
  const head = `${formatDay(day, 'weekday')} ${day.slice(0, 4)}, ${row.name}`
  if (each == null) return `${head}: its history begins later.`
  return `${head}: ${each.state}, ${MEANING[each.state]}. ${countsText(each, row.id)}`
}

/** Who tells the costs of a day. */
export function countsText(
  { countedBy, grain }: { readonly countedBy: readonly string[]; readonly grain?: string | null },
  own: string,
): string {
  if (countedBy.length === 0) return 'Nothing counts.'
  const how = grain == null ? '' : `, by ${grain}`
  if (countedBy.length === 1 && countedBy[0] === own) return `It counts${how}.`
  return `${countedBy.map(isolate).join(' and ')} ${countedBy.length === 1 ? 'counts' : 'count'}${how}.`
}

/** How all rows do, in a sentence. */
export function stripSentence({ axis, rows }: Strip): string {
  const total = (state: DayState) =>
    rows.reduce((sum, { days }) => sum + days.filter((each) => each?.state === state).length, 0)
  const told = DAY_STATES.map((state) => [state, total(state)] as const).filter(([, count]) => count > 0)
  const [first, last] = [axis[0] ?? '', axis.at(-1) ?? '']
  const sources = rows.length === 1 ? 'one source' : `${formatCount(rows.length)} sources`
  return `${formatDay(first, 'year')} to ${formatDay(last, 'year')}, ${sources}: ${told
    .map(([state, count]) => `${formatCount(count)} ${count === 1 ? 'day' : 'days'} ${state}`)
    .join(', ')}.`
}

function continues(range: DayRange, { state, countedBy }: SourceDay): boolean {
  return range.state === state && range.countedBy.join('\n') === countedBy.join('\n')
}

function dayNames(days: readonly Day[]): string {
  const named = days.slice(-NAMED_DAYS).map((day) => formatDay(day))
  const rest = days.length - named.length
  return rest === 0 ? named.join(', ') : `${named.join(', ')} and ${formatCount(rest)} before`
}
