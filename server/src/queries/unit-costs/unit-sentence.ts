import type { UnitFigures } from '@outlay/shared/unit-costs'
import { comparedWith } from '../money-text.ts'

interface Told {
  readonly unit: string
  readonly team: string | null
  readonly total: UnitFigures
  readonly previous: UnitFigures | null
  readonly currency: string
}

/** `1,000 predictions cost $0.41, 3% below the period before.` */
export function unitSentence({ unit, team, total, previous, currency }: Told): string {
  const of = team === null ? unit : `${unit} of ${team}`
  if (total.unitCost === null) return `What ${of} cost each is unknown: no quantity is known on these days.`
  const many = manyOf(total.unitCost)
  const compared =
    previous?.unitCost == null ? undefined : comparedWith(String(total.unitCost), String(previous.unitCost))
  const rest = compared === undefined ? '' : `, ${compared} the period before`
  const each = many === 1 ? ' each' : ''
  const name = many === 1 ? of : `${many.toLocaleString('en-US')} ${of}`
  return `${capital(name)} cost ${money(total.unitCost * many, currency)}${each}${rest}.`
}

/** 1, 1,000 or 1,000,000: as many as cost more than a cent. */
export function manyOf(unitCost: number): number {
  const size = Math.abs(unitCost)
  if (size >= 0.01) return 1
  return size * 1000 >= 0.01 ? 1000 : 1_000_000
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function money(value: number, currency: string): string {
  const options = { style: 'currency', currency, maximumSignificantDigits: 3 } as const
  return /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat('en-US', options).format(value)
    : `${value.toPrecision(3)} ${currency}`
}
