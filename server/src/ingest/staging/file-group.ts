import type { Spool } from './spool.ts'

/** Files of the same columns: they are read in one go. */
export type FileGroup = TextGroup | ParquetGroup

interface GroupBase {
  /** Indexes into the request's files. */
  readonly files: number[]
  /** Column names; of JSON Lines they are known once all lines have been read. */
  readonly header: readonly string[]
}

export interface TextGroup extends GroupBase {
  readonly kind: 'csv' | 'json'
  readonly delimiter: string
  readonly spool: Spool
}

export interface ParquetGroup extends GroupBase {
  readonly kind: 'parquet'
  readonly paths: string[]
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** The lines of a group as SQL: every column as VARCHAR, `__file` and `__row`. */
export interface RawRelation {
  readonly header: readonly string[]
  /** A complete SELECT. */
  readonly sql: string
  /** SQL over its columns: the record as text. */
  readonly line: string
}
