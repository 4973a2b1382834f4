import { LIMITS } from './limits.ts'

const QUOTE = 34
const LF = 10
const CR = 13

export interface RecordSink {
  /** One well-formed record with the right number of fields. `plain` is false when quotes stand inside an unquoted value. */
  record(bytes: Buffer, from: number, to: number, plain: boolean): void
  reject(reason: string, bytes: Buffer, from: number, to: number): void
}

export interface Lexer {
  feed(chunk: Buffer): void
  end(): void
}

/** What `scanRecord` found beside the end of the record; reused, for it is asked once a record. */
export interface Scan {
  fields: number
  plain: boolean
  /** Text follows a closing quote. */
  malformed: boolean
  /** The bytes end within quotes. */
  open: boolean
  /** First byte after the record. */
  next: number
}

export function newScan(): Scan {
  return { fields: 0, plain: true, malformed: false, open: false, next: 0 }
}

/**
 * Splits CSV text into records by RFC 4180, independent of DuckDB's own parser, so that both counts can be compared. A
 * record that is ragged, over-long or wrongly quoted is rejected by its first line, and reading goes on with the next.
 */
export function createLexer(delimiter: number, fields: number, sink: RecordSink): Lexer {
  const scan = newScan()
  let carry: Buffer = Buffer.alloc(0)
  let skipping = false
  let unclosed = 0

  function feed(chunk: Buffer): void {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk])
    carry = bytes.subarray(consume(bytes))
  }

  function consume(bytes: Buffer): number {
    let from = skipping ? skipLine(bytes) : 0
    while (from < bytes.length) {
      const to = scanRecord(bytes, from, delimiter, scan)
      if (to >= 0) from = take(bytes, from, to)
      else if (bytes.length - from <= LIMITS.recordBytes) break
      else from = overlong(bytes, from)
    }
    return from
  }

  function skipLine(bytes: Buffer): number {
    const end = bytes.indexOf(LF)
    skipping = end < 0
    return end < 0 ? bytes.length : end + 1
  }

  function take(bytes: Buffer, from: number, to: number): number {
    if (to === from && !scan.malformed) return scan.next
    if (scan.malformed) {
      return rejectLine(
        'a value goes on after its closing quote (quotes inside a value must be doubled)',
        bytes,
        from,
      )
    }
    if (scan.fields !== fields) return rejectLine(ragged(scan.fields), bytes, from)
    if (to - from > LIMITS.recordBytes) return rejectLine(tooLong(), bytes, from)
    sink.record(bytes, from, to, scan.plain)
    return scan.next
  }

  function overlong(bytes: Buffer, from: number): number {
    if (!scan.open) return rejectLine(tooLong(), bytes, from)
    unclosed += 1
    if (unclosed > LIMITS.unclosedQuotes) throw new TooManyOpenQuotes()
    return rejectLine('a quote is never closed', bytes, from)
  }

  /** Rejects the first line of a record that cannot be trusted: what follows may be whole. */
  function rejectLine(reason: string, bytes: Buffer, from: number): number {
    const end = bytes.indexOf(LF, from)
    const to = end < 0 ? bytes.length : end
    sink.reject(reason, bytes, from, to)
    skipping = end < 0
    return end < 0 ? bytes.length : end + 1
  }

  function ragged(found: number): string {
    return `it has ${found} ${found === 1 ? 'field' : 'fields'}, the header has ${fields}`
  }

  function end(): void {
    if (skipping || carry.length === 0) return
    const bytes = Buffer.concat([carry, Buffer.from('\n')])
    let from = 0
    while (from < bytes.length) {
      const to = scanRecord(bytes, from, delimiter, scan)
      from = to >= 0 ? take(bytes, from, to) : rejectLine('a quote is never closed', bytes, from)
    }
  }

  return { feed, end }
}

export class TooManyOpenQuotes extends Error {
  override readonly name = 'TooManyOpenQuotes'
}

function tooLong(): string {
  return `it is longer than ${LIMITS.recordBytes / 1024 / 1024} MiB`
}

/**
 * End of the record that starts at `from` (without its line end), or -1 when the bytes end before it. A lone CR is part
 * of the value.
 */
export function scanRecord(bytes: Buffer, from: number, delimiter: number, scan: Scan): number {
  const end = bytes.length
  let fields = 1
  let at = from
  scan.plain = true
  scan.malformed = false
  scan.open = false
  for (;;) {
    const quotedField = at < end && bytes[at] === QUOTE
    at = quotedField ? quotedEnd(bytes, at + 1, end) : unquotedEnd(bytes, at, end, delimiter, scan)
    if (at >= end) {
      scan.open = quotedField && at > end
      return -1
    }
    if (bytes[at] !== delimiter) return finish(bytes, at, fields, scan)
    fields += 1
    at += 1
  }
}

/** A record ends at LF or CRLF; anything else here stands behind a closing quote. */
function finish(bytes: Buffer, at: number, fields: number, scan: Scan): number {
  const isLineFeed = bytes[at] === LF
  if (!isLineFeed && bytes[at] === CR && at + 1 >= bytes.length) return -1
  scan.fields = fields
  scan.next = isLineFeed ? at + 1 : at + 2
  scan.malformed = !isLineFeed && (bytes[at] !== CR || bytes[at + 1] !== LF)
  return at
}

/** Index after the closing quote; `end + 1` when there is none. */
function quotedEnd(bytes: Buffer, from: number, end: number): number {
  let at = from
  for (;;) {
    while (at < end && bytes[at] !== QUOTE) at += 1
    if (at >= end) return end + 1
    if (bytes[at + 1] !== QUOTE) return at + 1
    at += 2
  }
}

function unquotedEnd(bytes: Buffer, from: number, end: number, delimiter: number, scan: Scan): number {
  let at = from
  for (; at < end; at += 1) {
    const byte = bytes[at]
    if (byte === delimiter || byte === LF) return at
    if (byte === QUOTE) scan.plain = false
    else if (byte === CR) {
      if (at + 1 >= end || bytes[at + 1] === LF) return at
      scan.plain = false
    }
  }
  return end
}
