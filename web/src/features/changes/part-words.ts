import type { ChangePart, ChangePartId } from '@outlay/shared/changes'
import { formatMoneyChange } from '../../lib/format.ts'

export const PART_LABEL: Readonly<Record<ChangePartId, string>> = {
  usage: 'Usage',
  price: 'Price',
  commitment: 'Commitment',
  new: 'New',
  gone: 'Gone',
  mix: 'Mix',
  no_quantity: 'No quantity',
  fees: 'Fees',
  adjustments: 'Adjustments',
  tax: 'Tax',
  credits: 'Credits',
  exchange: 'Exchange rate',
}

export const PART_HINT: Readonly<Record<ChangePartId, string>> = {
  usage: 'more or less of the same, at the price of before',
  price: 'another price for the same',
  commitment: 'what reservations and plans cover, leave unused or cost',
  new: 'resources that never cost anything before',
  gone: 'resources that cost no more since',
  mix: 'other sizes or kinds of the same resources, or moved between groups',
  no_quantity: 'usage whose bill tells no quantity',
  fees: 'support, subscriptions and other purchases',
  adjustments: 'corrections of earlier bills',
  tax: 'tax',
  credits: 'credits',
  exchange: 'the same cost at another rate',
}

/** `mostly usage (+$2,900)`, `nothing but price (−$3)`; empty where nothing moved. */
export function mostlyInWords(parts: readonly ChangePart[], currency: string): string {
  const [first, second] = parts
  if (first === undefined) return ''
  const name = `${PART_LABEL[first.id].toLowerCase()} (${formatMoneyChange(first.amount, currency)})`
  if (second === undefined) return `all of it ${name}`
  const next = `${PART_LABEL[second.id].toLowerCase()} (${formatMoneyChange(second.amount, currency)})`
  return `mostly ${name}, then ${next}`
}
