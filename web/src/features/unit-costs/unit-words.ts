import { formatMoneyExact } from '../../lib/format.ts'

/** 1, 1,000 or 1,000,000 of a unit: as many as cost more than a cent. */
export function manyOf(unitCost: number | null): number {
  const size = Math.abs(unitCost ?? 1)
  if (size >= 0.01) return 1
  return size * 1000 >= 0.01 ? 1000 : 1_000_000
}

/** `each of orders`, `1,000 predictions`. */
export function manyText(many: number, unit: string): string {
  return many === 1 ? `each of ${unit}` : `${many.toLocaleString('en-US')} ${unit}`
}

export function quantityText(quantity: string): string {
  return Number(quantity).toLocaleString('en-US', { maximumFractionDigits: 2 })
}

/** What so many cost, or that it is unknown. */
export function unitCostText(unitCost: number | null, many: number, currency: string): string {
  return unitCost === null ? 'unknown' : formatMoneyExact(unitCost * many, currency)
}
