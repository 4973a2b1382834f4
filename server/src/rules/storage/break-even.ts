/** Monthly prices of one storage class, per GB and per thousand, in the currency of the bill. */
export interface ClassPrice {
  readonly name: string
  readonly gb: number
  readonly put1k: number
  readonly get1k: number
  readonly transition1k: number
  readonly retrievalGb: number
  /** Deleted or moved earlier, an object is charged to this day. */
  readonly minDays: number
  /** A smaller object is charged as if it had this size. */
  readonly minObjectKib: number
  readonly classOverheadKib: number
  readonly standardOverheadKib: number
}

/** What is stored, per GB. */
export interface Stored {
  /** Average size of an object in KiB. */
  readonly objectKib: number
  /** Part of the bytes that is read in a month; over 1 where they are read more than once. */
  readonly reads: number
  /** GET requests a GB and month. */
  readonly gets: number
}

/** What moving a GB from one class to another comes to. */
export interface Move {
  /** Of the transition requests, once. */
  readonly oneOff: number
  /** A month, after retrieval and requests; negative where it costs more. */
  readonly net: number
  /** Until the transition is paid for; null: never. */
  readonly days: number | null
}

const KIB_PER_GB = 1024 * 1024
export const DAYS_PER_MONTH = 30.4

/**
 * Break-even of moving objects from one class to another: `days = 30.4 · oneOff ÷ (p_from − p_to − reads)` with n = objects
 * a GB, prices including minimum size and overhead of each object, oneOff = n × transition ÷ 1000, reads = r × retrieval
 * + g × GET ÷ 1000. Money in the currency of the prices, per GB. Source: rules guide §6; prices of the vendors.
 */
export function moveOf(from: ClassPrice, to: ClassPrice, standard: ClassPrice, stored: Stored): Move {
  const oneOff = (objectsPerGb(stored) * to.transition1k) / 1000
  const net = monthly(from, standard, stored) - monthly(to, standard, stored)
  const days = net <= 0 ? null : (DAYS_PER_MONTH * oneOff) / net
  return { oneOff, net, days }
}

export function objectsPerGb({ objectKib }: Pick<Stored, 'objectKib'>): number {
  return KIB_PER_GB / objectKib
}

/** What a GB costs a month in a class: space, reading, requests. */
export function monthly(price: ClassPrice, standard: ClassPrice, stored: Stored): number {
  const objects = objectsPerGb(stored)
  const padding = Math.max(1, price.minObjectKib / stored.objectKib)
  const overhead =
    (objects * (price.classOverheadKib * price.gb + price.standardOverheadKib * standard.gb)) / KIB_PER_GB
  return price.gb * padding + overhead + readingOf(price, stored)
}

function readingOf(price: ClassPrice, { reads, gets }: Stored): number {
  return reads * price.retrievalGb + (gets * price.get1k) / 1000
}

/** Charge for a GB that is deleted `lifeDays` after it came into the class. */
export function earlyDeletion(price: ClassPrice, lifeDays: number): number {
  return (Math.max(0, price.minDays - lifeDays) / DAYS_PER_MONTH) * price.gb
}

/** Part of the bytes that may be read in a month before moving loses, requests left out; source: rules guide §6, r*. */
export function readLimit(from: ClassPrice, to: ClassPrice): number | null {
  return to.retrievalGb === 0 ? null : (from.gb - to.gb) / to.retrievalGb
}
