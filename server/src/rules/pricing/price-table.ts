import type { Provenance } from '../../../../data/prices/sources.ts'

export type Cell = string | number | boolean | null

/** One table of the catalogue: its own columns, behind which `source`, `licence`, `as_of`, `stale` follow. */
export interface PriceTable {
  readonly name: string
  /** Name and SQL type of each column, in the order of a row's cells. */
  readonly columns: Readonly<Record<string, string>>
  /** Columns that name a row; no two rows share them. */
  readonly key: readonly string[]
  /** Days after which a row is called stale. */
  readonly freshDays: number
  readonly rows: () => readonly Cell[][]
}

export const FRESH_DAYS = 180
export const SPOT_FRESH_DAYS = 90

export const USD = 'decimal(18, 9)'

/** The cells that every row ends with, before `stale`. */
export function provenance({ source, licence, asOf }: Provenance): Cell[] {
  return [source, licence, asOf]
}
