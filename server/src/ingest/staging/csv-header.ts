import { newScan, scanRecord } from './csv-lexer.ts'
import { FileError } from './file-error.ts'
import { LIMITS } from './limits.ts'

export interface CsvHeader {
  readonly delimiter: string
  readonly names: readonly string[]
  /** First byte after the header line. */
  readonly next: number
}

const DELIMITERS = [',', ';', '\t', '|']

/**
 * Column names of the first record that is not blank, cut by the delimiter that gives most of them. Undefined when the
 * bytes end before the record does. Throws a FileError for names that cannot serve as columns.
 */
export function readHeader(bytes: Buffer): CsvHeader | undefined {
  const from = firstLine(bytes)
  const candidates = DELIMITERS.map((delimiter) => cut(bytes, from, delimiter))
  const best = candidates.reduce((a, b) => ((b?.names.length ?? 0) > (a?.names.length ?? 0) ? b : a))
  if (best === undefined) {
    if (bytes.length - from > LIMITS.recordBytes)
      throw new FileError('has no header line. Check that it is a CSV file.')
    return undefined
  }
  if (best.names.some((name) => name.includes('\0')))
    throw new FileError('is no text: its first line holds NUL characters. Check that it is a CSV file.')
  return { ...best, names: columnNames(best.names) }
}

function firstLine(bytes: Buffer): number {
  let at = 0
  while (at < bytes.length && (bytes[at] === 10 || bytes[at] === 13)) at += 1
  return at
}

function cut(bytes: Buffer, from: number, delimiter: string): CsvHeader | undefined {
  const scan = newScan()
  const to = scanRecord(bytes, from, delimiter.charCodeAt(0), scan)
  if (to < 0 || scan.malformed) return undefined
  return { delimiter, names: fieldsOf(bytes.toString('utf8', from, to), delimiter), next: scan.next }
}

/** Values of one record that `scanRecord` accepted; null for an unquoted empty value. */
export function fieldsOf(record: string, delimiter: string): string[] {
  const fields: string[] = []
  let at = 0
  while (at <= record.length) {
    if (record[at] === '"') {
      const [value, next] = quotedField(record, at + 1)
      fields.push(value)
      at = next + 1
    } else {
      const end = record.indexOf(delimiter, at)
      fields.push(record.slice(at, end < 0 ? record.length : end))
      at = (end < 0 ? record.length : end) + 1
    }
  }
  return fields
}

function quotedField(record: string, from: number): [string, number] {
  let value = ''
  let at = from
  for (;;) {
    const end = record.indexOf('"', at)
    value += record.slice(at, end)
    if (record[end + 1] !== '"') return [value, end + 1]
    value += '"'
    at = end + 2
  }
}

/**
 * Trims the names and makes them differ for SQL, which ignores case. Tag columns of AWS that differ in case alone are
 * real and get a number behind; any other repeated name is an error, for nobody can say which one holds the value.
 */
export function columnNames(raw: readonly string[]): string[] {
  if (raw.length > LIMITS.columns) {
    throw new FileError(`has ${raw.length} columns; at most ${LIMITS.columns} are read. Export fewer.`)
  }
  const seen = new Map<string, number>()
  return raw.map((text, index) => {
    const name = text.trim() || `column ${index + 1}`
    const folded = name.toLowerCase()
    const count = (seen.get(folded) ?? 0) + 1
    seen.set(folded, count)
    if (count > 1 && (!/[/:]/.test(name) || raw.indexOf(text) !== index)) {
      throw new FileError(
        `has the column "${name}" ${repeats(raw, folded)} times. Remove or rename all but one.`,
      )
    }
    return count > 1 || RESERVED.has(folded) ? `${name}_${count + 1}` : name
  })
}

const RESERVED = new Set(['__file', '__row', '__line', '__unit', '__rounded', '__reject', '__dataset'])

function repeats(raw: readonly string[], folded: string): number {
  return raw.filter((text) => text.trim().toLowerCase() === folded).length
}
