import type { Amount } from './money.ts'

/** How a report writes money of its currency. */
export interface ReportMoney {
  readonly currency: string
  /** `$9.8K`. */
  short(amount: Amount): string
  /** The same of an estimate. */
  estimate(value: number): string
  /** `$1,320`. */
  whole(amount: Amount): string
  /** `$0.0042`. */
  price(value: number): string
  /** `▲ $1.1K`. */
  arrow(change: Amount): string
}

/** Digits are pinned everywhere: their defaults differ between the server's and the browsers' data of languages. */
export function reportMoney(currency: string): ReportMoney {
  const short = (amount: Amount) => shortly(Number(amount), currency)
  return {
    currency,
    short,
    estimate: (value) => shortly(value, currency),
    whole: (amount) => written(Number(amount), currency, digits(0, 0)),
    price: (value) =>
      Math.abs(value) >= 1
        ? written(value, currency, digits(2, 2))
        : written(value, currency, { minimumSignificantDigits: 2, maximumSignificantDigits: 3 }),
    arrow: (change) =>
      `${Number(change) > 0 ? '▲' : Number(change) < 0 ? '▼' : '='}\u00a0${short(change.replace('-', ''))}`,
  }
}

function shortly(value: number, currency: string): string {
  if (Math.abs(value) < 0.005) return written(0, currency, digits(0, 0))
  return Math.abs(value) < 999.995
    ? written(value, currency, digits(2, 2))
    : written(value, currency, { notation: 'compact', ...digits(0, 1) })
}

function digits(minimumFractionDigits: number, maximumFractionDigits: number) {
  return { minimumFractionDigits, maximumFractionDigits }
}

function written(value: number, currency: string, options: Intl.NumberFormatOptions): string {
  return /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat('en-US', { ...options, style: 'currency', currency }).format(value)
    : `${new Intl.NumberFormat('en-US', options).format(value)} ${currency}`
}
