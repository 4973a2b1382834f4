import type { Amount } from '@outlay/shared/money'
import type { Day } from '@outlay/shared/period'

type Value = Amount | number

const SNAP = 0.005
const NO_CHANGE = 1
const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
const formats = new Map<string, Intl.NumberFormat>()
const MINUS = '\u2212'

/** Full money for tables and tooltips: `$1,234`, cents under 1,000, `−$12.50`. */
export function formatMoney(value: Value, currency: string, locale?: string): string {
  const snapped = snap(value)
  const small = Math.abs(Number(snapped)) < 999.995
  return small
    ? write(snapped, locale, { style: 'currency', currency })
    : write(snapped, locale, {
        style: 'currency',
        currency,
        maximumFractionDigits: 0,
        minimumFractionDigits: 0,
      })
}

/** Money with every cent, whatever its size: for the figure that someone checks against an invoice. */
export function formatMoneyExact(value: Value, currency: string, locale?: string): string {
  return write(snap(value), locale, { style: 'currency', currency })
}

/** Compact money for tiles and axes, three significant digits: `$1.23M`, `$8.4K`, `$912`, `$8.40`. */
export function formatMoneyCompact(value: Value, currency: string, locale?: string): string {
  const snapped = snap(value)
  const size = Math.abs(Number(snapped))
  if (size < 99.995) return write(snapped, locale, { style: 'currency', currency })
  return write(snapped, locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumSignificantDigits: 3,
  })
}

/** Money on an axis: compact, without cents that say nothing (`$0`, `$5`, `$0.5`). */
export function formatMoneyTick(value: number, currency: string, locale?: string): string {
  return write(value, locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumSignificantDigits: 3,
  })
}

/** A price of one unit keeps at least two significant digits: `$0.0042`. */
export function formatUnitPrice(value: Value, currency: string, locale?: string): string {
  return Math.abs(Number(value)) >= 1
    ? write(value, locale, { style: 'currency', currency })
    : write(value, locale, {
        style: 'currency',
        currency,
        minimumSignificantDigits: 2,
        maximumSignificantDigits: 4,
      })
}

/** A change in money with its sign: `+$1,234`, `−$12.50`, `$0.00`. */
export function formatMoneyChange(value: Value, currency: string, locale?: string): string {
  const snapped = snap(value)
  const small = Math.abs(Number(snapped)) < 999.995
  return write(snapped, locale, {
    style: 'currency',
    currency,
    signDisplay: 'exceptZero',
    ...(small ? {} : { maximumFractionDigits: 0, minimumFractionDigits: 0 }),
  })
}

/** How much `current` differs from `previous`, in words where a percentage would mislead. */
export function formatChange(current: Value, previous: Value, locale?: string): string {
  const [now, before] = [Number(current), Number(previous)]
  if (Math.abs(now - before) < NO_CHANGE) return 'no change'
  if (Math.abs(before) < SNAP) return 'new'
  if (Math.abs(now) < SNAP) return 'gone'
  const ratio = (now - before) / Math.abs(before)
  if (ratio > 9.99) return `×${write(now / before, locale, { maximumFractionDigits: 0 })}`
  return write(ratio, locale, { style: 'percent', signDisplay: 'exceptZero', ...ONE_DIGIT })
}

/** A share of a whole between 0 and 1: `12.3%`. */
export function formatShare(share: number, locale?: string): string {
  return write(share, locale, { style: 'percent', ...ONE_DIGIT })
}

export function formatCount(value: number, locale?: string): string {
  return write(value, locale, { maximumFractionDigits: 2 })
}

/** Bytes with a decimal unit: `396 MB`. */
export function formatBytes(value: number, locale?: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const
  const power = Math.min(Math.max(Math.floor(Math.log10(Math.max(value, 1)) / 3), 0), units.length - 1)
  const options = { style: 'unit', unit: units[power] ?? 'byte', maximumSignificantDigits: 3 } as const
  return write(value / 1000 ** power, locale, options)
}

/** `21 Nov`, with weekday `Sat 21 Nov`, with year `21 Nov 2026`. */
export function formatDay(day: Day, style: 'short' | 'weekday' | 'year' = 'short', locale?: string): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC' }
  if (style === 'weekday') options.weekday = 'short'
  if (style === 'year') options.year = 'numeric'
  return writeDate(Date.parse(`${day}T00:00:00Z`), options, locale)
}

/** `Nov 2026`. */
export function formatMonth(day: Day, locale?: string): string {
  const options: Intl.DateTimeFormatOptions = { month: 'short', year: 'numeric', timeZone: 'UTC' }
  return writeDate(Date.parse(`${day}T00:00:00Z`), options, locale)
}

/** An instant in UTC: `21 Nov 2026, 14:05 UTC`. */
export function formatInstant(instant: string, locale?: string): string {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }
  return `${writeDate(Date.parse(instant), options, locale)} UTC`
}

/** British order, but three letters for every month. */
function writeDate(ms: number, options: Intl.DateTimeFormatOptions, locale?: string): string {
  const text = new Intl.DateTimeFormat(locale ?? 'en-GB', options).format(ms)
  return locale === undefined ? text.replace('Sept', 'Sep') : text
}

/** A negative zero or a fraction of a cent would print as `-$0.00`. */
function snap(value: Value): Value {
  return Math.abs(Number(value)) < SNAP ? 0 : value
}

function write(value: Value, locale: string | undefined, options: Intl.NumberFormatOptions): string {
  const key = JSON.stringify([locale, options])
  const format = formats.get(key) ?? new Intl.NumberFormat(locale ?? 'en-US', options)
  formats.set(key, format)
  // Decimal text is formatted exactly; a number would first lose digits.
  return format.format(value as Intl.StringNumericLiteral).replace('-', MINUS)
}
