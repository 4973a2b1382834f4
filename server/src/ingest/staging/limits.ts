/** What staging accepts at most; beyond it a file is refused, or a record rejected, with these figures in the message. */
export const LIMITS = {
  /** Bytes of text out of one file, unpacked. */
  unpackedBytes: 20e9,
  /** Unpacked ÷ packed bytes, judged once `ratioFromBytes` are unpacked: real bills stay under 40. */
  ratio: 200,
  ratioFromBytes: 16e6,
  columns: 1000,
  recordBytes: 4 * 1024 * 1024,
  /** Quotes that never close cost a scan of `recordBytes` each. */
  unclosedQuotes: 20,
  /** Objects and arrays within a cell or a JSON line. */
  nesting: 1000,
  rows: 500e6,
  /** Characters of a rejected line that are kept. */
  rejectedLine: 500,
} as const
