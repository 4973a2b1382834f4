import type { SideKind } from '../staged.ts'

/** `day` and `time` accept the same texts; `double` refuses NaN and infinity; `json` must be an object. */
export type SideType = 'text' | 'decimal' | 'double' | 'day' | 'time' | 'json'

export const SIDE_SQL_TYPES: Record<SideType, string> = {
  text: 'VARCHAR',
  decimal: 'DECIMAL(38,14)',
  double: 'DOUBLE',
  day: 'DATE',
  time: 'TIMESTAMP',
  json: 'VARCHAR',
}

export interface SideColumn {
  /** snake_case, as in the file's header (matched folded in case, blanks and hyphens as underscores). */
  readonly name: string
  readonly type: SideType
  /** A file without the column is an error, a row without a value in it a reject. */
  readonly required?: true
}

/** A table beside the cost lines: what its files look like and what a row must fulfil. */
export interface SideKindSpec {
  readonly id: SideKind
  readonly columns: readonly SideColumn[]
  /** Data sets that are read as well, told by their columns. */
  readonly datasets?: readonly SideDataset[]
  /** Columns that identify a row for a person; a newer file replaces by it. */
  readonly key: readonly string[]
  /** SQL expression over the typed columns: a reason (text) to reject the row, else NULL. */
  readonly validate?: string
}

/** A published data set that holds what a kind wants under names of its own. */
export interface SideDataset {
  readonly name: string
  /** Columns that no other data set has together. */
  readonly marks: readonly string[]
  /** Column of the kind → its name in the data set; with `sql` an expression over it, as text. */
  readonly columns: Readonly<Record<string, string | { readonly name: string; sql(column: string): string }>>
}

export function defineSideKind(spec: SideKindSpec): SideKindSpec {
  return spec
}
