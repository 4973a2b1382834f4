import type { Range } from '../rule.ts'
import { type ClassPrice, DAYS_PER_MONTH, earlyDeletion, objectsPerGb, type Stored } from './break-even.ts'
import type { Band } from './bucket-inventory.ts'

export interface PlanInput {
  readonly bands: readonly Band[]
  readonly objectKib: number
  /** Of the whole bucket, for ages whose reading is not known: part of the bytes read, and GETs a GB, in a month. */
  readonly reads: number
  readonly gets: number
  readonly standard: ClassPrice
  /** Where objects may go, warmest first. */
  readonly classes: readonly ClassPrice[]
  /** Those of `classes` for what nobody reads: only for ages without a read, with some restored all the same. */
  readonly archive?: ReadonlySet<string>
  readonly maxPaybackDays: number
  /** Classes whose operation fees no source confirms: half as much again, or two thirds. */
  readonly doubtful: (name: string) => boolean
}

export interface Scenario {
  readonly knownReads: number
  readonly unknownReads: number
  readonly fees: number
  readonly doubtfulFees: number
  /** Part of what lies in an archive that is restored in a month; assumption of ours. */
  readonly restored: number
  /** Which density tells how much grows old in a month. */
  readonly flow: (above: number, below: number) => number
}

/** How far reading and fees may be from what is known; unknown reads of old objects are at most those of all objects. */
export const SCENARIOS: Readonly<Record<keyof Range, Scenario>> = {
  low: {
    knownReads: 2,
    unknownReads: 1.5,
    fees: 1.1,
    doubtfulFees: 1.5,
    restored: 0.05,
    flow: (above, below) => Math.min(Math.max(above, below), 1.5 * above),
  },
  expected: {
    knownReads: 1,
    unknownReads: 1,
    fees: 1,
    doubtfulFees: 1,
    restored: 0.005,
    flow: (above) => above,
  },
  high: { knownReads: 0.5, unknownReads: 0, fees: 0.9, doubtfulFees: 0.67, restored: 0, flow: Math.min },
}

const OPEN_BAND_DAYS = 365

const ARCHIVE_AGE_DAYS = 180

/** An archive takes what is half a year old and, like all that is older, not read. */
export function mayHold(input: PlanInput, index: number, to: ClassPrice): boolean {
  if (input.archive?.has(to.name) !== true) return true
  const older = input.bands.slice(index)
  return (older[0]?.from ?? 0) >= ARCHIVE_AGE_DAYS && older.every(({ reads }) => reads === 0)
}

/** The same in a class, which for an archive means that some of it is restored. */
export function storedIn(input: PlanInput, index: number, to: ClassPrice, scenario: Scenario): Stored {
  const known = stored(input, index, scenario)
  if (input.archive?.has(to.name) !== true) return known
  const objects = objectsPerGb(known) * scenario.restored
  return { ...known, reads: known.reads + scenario.restored, gets: known.gets + objects }
}

/** What is stored of one age, per GB. */
function stored({ bands, objectKib, reads, gets }: PlanInput, index: number, scenario: Scenario): Stored {
  const band = bands[index]
  if (band?.reads == null) {
    return { objectKib, reads: reads * scenario.unknownReads, gets: gets * scenario.unknownReads }
  }
  const read = bands.reduce((sum, one) => sum + one.share * (one.reads ?? 0), 0)
  const part = read > 1e-9 ? band.reads / read : 0
  return { objectKib, reads: band.reads * scenario.knownReads, gets: gets * part * scenario.knownReads }
}

/** Part of the bucket's bytes that reaches an age in a month, by how much there is just above and just below it. */
export function flowInto({ bands }: PlanInput, band: number, { flow }: Scenario): number {
  return flow(density(bands[band]), density(bands[band - 1])) * DAYS_PER_MONTH
}

/** Charge a GB for what is deleted before its minimum duration, by how much less there is of that age. */
export function deletedEarly({ bands }: PlanInput, index: number, to: ClassPrice): number {
  const start = bands[index]?.from ?? 0
  const later = bands.find(
    (band) => band.from <= start + to.minDays && (band.to ?? Infinity) > start + to.minDays,
  )
  const before = density(bands[index - 1])
  if (before === 0) return 0
  return Math.max(0, 1 - density(later) / before) * earlyDeletion(to, to.minDays / 2)
}

function density(band: Band | undefined): number {
  if (band === undefined) return 0
  return band.share / Math.max(1, (band.to ?? band.from + OPEN_BAND_DAYS) - band.from)
}

export function share({ bands }: PlanInput, index: number): number {
  return bands[index]?.share ?? 0
}
