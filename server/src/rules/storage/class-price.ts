import { z } from 'zod'
import type { ClassPrice } from './break-even.ts'

/** Classes at list price, scaled to what is paid. */
export interface Classes {
  readonly of: (name: string) => ClassPrice | undefined
  /** Price paid ÷ list price of the class that the bytes are in: carries discount, region and currency over to the others. */
  readonly scale: number
  readonly source: string
  readonly stale: boolean
  /** Monitoring fee of Intelligent-Tiering for a thousand objects a month. */
  readonly monitoring1k: number
  /** True where the catalogue does not confirm the operation fees of a class. */
  readonly doubtful: (name: string) => boolean
  /** Classes whose price is on this very bill. */
  readonly billed: ReadonlySet<string>
}

/** JSON columns of a candidate: list prices of the cloud's classes, and what the bill pays for them in the same region. */
export const PRICE_COLUMNS = {
  prices: z.string().nullable(),
  paid: z.string().nullable(),
}

const Price = z.object({
  name: z.string(),
  gb: z.number(),
  put1k: z.number(),
  get1k: z.number(),
  transition1k: z.number(),
  retrieval_gb: z.number(),
  min_days: z.number(),
  min_object_kib: z.number(),
  class_overhead_kib: z.number(),
  standard_overhead_kib: z.number(),
  monitoring1k: z.number(),
  unverified: z.string().nullable(),
  source: z.string(),
  as_of: z.string(),
  stale: z.boolean(),
})
const Prices = z.array(Price)
const Paid = z.record(z.string(), z.number())

/**
 * Prices of the classes of a cloud at the level that a bill pays: every list price times paid ÷ list of the class `from`,
 * and the bill's own price where a class is on it. Null where the catalogue or the price paid is missing or out of reason.
 */
export function classesOf(
  row: { readonly prices: string | null; readonly paid: string | null; readonly currency: string },
  from: string,
  unitPrice: number | null,
): Classes | null {
  const list = row.prices === null ? [] : Prices.parse(JSON.parse(row.prices))
  const paid = row.paid === null ? {} : Paid.parse(JSON.parse(row.paid))
  const base = list.find(({ name }) => name === from)
  if (base === undefined || unitPrice === null || unitPrice <= 0) return null
  const scale = unitPrice / base.gb
  if (row.currency === 'USD' && (scale < 0.2 || scale > 5)) return null
  const scaled = new Map(list.map((price) => [price.name, scaledPrice(price, scale, paid[price.name])]))
  scaled.set(from, { ...scaledPrice(base, scale, undefined), gb: unitPrice })
  return {
    of: (name) => scaled.get(name),
    scale,
    source: `bill × ratio of catalogue ${base.as_of} (${base.source})${base.stale ? ', older than 180 days' : ''}`,
    stale: base.stale,
    monitoring1k: Math.max(0, ...list.map(({ monitoring1k }) => monitoring1k)) * scale,
    doubtful: (name) => /fees/.test(list.find((price) => price.name === name)?.unverified ?? ''),
    billed: new Set(Object.keys(paid)),
  }
}

function scaledPrice(price: z.output<typeof Price>, scale: number, billed: number | undefined): ClassPrice {
  return {
    name: price.name,
    gb: billed ?? price.gb * scale,
    put1k: price.put1k * scale,
    get1k: price.get1k * scale,
    transition1k: price.transition1k * scale,
    retrievalGb: price.retrieval_gb * scale,
    minDays: price.min_days,
    minObjectKib: price.min_object_kib,
    classOverheadKib: price.class_overhead_kib,
    standardOverheadKib: price.standard_overhead_kib,
  }
}
