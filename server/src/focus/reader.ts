/** The granularity that decides precedence: the finer one of two sources counts on the days that it covers. */
export type Grain = 'resource' | 'line' | 'usage_type' | 'service' | 'account'

/** What a reader knows of a file before it reads its rows. */
export interface RawFile {
  readonly name: string
  /** Column names as the file spells them, BOM and surrounding blanks removed. */
  readonly header: readonly string[]
  /** Where several files of one header are mapped at once: the name of each by its `__file`. */
  readonly names?: ReadonlyMap<number, string>
}

/**
 * A native format → FOCUS. `raw` holds every column as VARCHAR under the file's own name (nested Parquet and JSON values
 * as JSON text), plus `__file` (index) and `__row` (1-based record number in that file).
 */
export interface Reader {
  /** Also the file name, the value of `--format` and the name of its page in the docs. */
  readonly id: string
  readonly title: string
  /** Default `source` of an import in this format. */
  readonly source: string
  readonly grain: Grain
  /** 0 = not this format; the highest score wins. Reads column names only, folded in case. */
  detect(file: RawFile): number
  /** Throws a MappingError that names the missing column when the file cannot be read. */
  map(file: RawFile): Mapping
}

export interface Mapping {
  /**
   * FROM clause over `raw`, with the joins that the expressions need; default `raw`. Row numbers must survive as `__file`,
   * `__row`. One row of the file may become several (a fee and its unused part, a line and its credits), which share their
   * numbers; none may vanish.
   */
  readonly from?: string
  /** Common table expressions that go in front, without the word WITH. */
  readonly with?: string
  /** FOCUS or `x_` column → SQL expression over `from` that gives VARCHAR (JSON object text for maps). */
  readonly columns: Readonly<Record<string, string>>
  /** Columns of the file that are neither mapped nor an `x_` column kept as they stand: shown, never dropped in silence. */
  readonly ignored: readonly string[]
  /** SQL expression: a reason to reject the row, else NULL. For what typing alone cannot see. */
  readonly reject?: string
  /** Overrides the reader's grain, e.g. for a bill without resource ids. */
  readonly grain?: Grain
  /** Which of two data sets that complete each other this file is, e.g. `actual` or `amortized`. */
  readonly dataset?: string
  /**
   * Where only the rows can tell: SQL expression over `from`, as those in `columns`, that gives the data set as text, the
   * same on every row of one file. Used instead of `dataset`.
   */
  readonly datasetSql?: string
  /** One record may become several rows, e.g. a fee its used and its unused part; they are kept or rejected together. */
  readonly expands?: true
}

/** The file's header cannot be mapped: names the file, the column and the next step. */
export class MappingError extends Error {
  override readonly name = 'MappingError'
  /** Columns that the format needs and the file lacks, of how many it needs: finds the closest format. */
  readonly missing: readonly string[]
  readonly required: number

  constructor(message: string, options: { missing?: readonly string[]; required?: number } = {}) {
    super(message)
    this.missing = options.missing ?? []
    this.required = options.required ?? 0
  }
}

export function defineReader(reader: Reader): Reader {
  return reader
}
