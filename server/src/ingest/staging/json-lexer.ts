import type { Lexer, RecordSink } from './csv-lexer.ts'
import { LIMITS } from './limits.ts'

const LF = 10
const TAB = 9
const QUOTE = 34
const BACKSLASH = 92

/** Splits JSON Lines; a line nested too deeply is rejected here, before any JSON parser sees it. */
export function createJsonLexer(sink: RecordSink): Lexer {
  let carry: Buffer = Buffer.alloc(0)
  let skipping = false

  function feed(chunk: Buffer): void {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk])
    let from = 0
    for (;;) {
      const end = bytes.indexOf(LF, from)
      if (end < 0) break
      if (skipping) skipping = false
      else line(bytes, from, end)
      from = end + 1
    }
    carry = bytes.subarray(from)
    if (carry.length <= LIMITS.recordBytes) return
    if (!skipping) line(carry, 0, carry.length)
    skipping = true
    carry = Buffer.alloc(0)
  }

  function line(bytes: Buffer, from: number, end: number): void {
    const to = end > from && bytes[end - 1] === 13 ? end - 1 : end
    if (isBlank(bytes, from, to)) return
    const fault = faultOf(bytes, from, to)
    if (fault === undefined) sink.record(bytes, from, to, true)
    else sink.reject(fault, bytes, from, to)
  }

  return {
    feed,
    end() {
      if (!skipping && carry.length > 0) line(carry, 0, carry.length)
    },
  }
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== 32 && bytes[at] !== 9) return false
  return true
}

function faultOf(bytes: Buffer, from: number, to: number): string | undefined {
  if (to - from > LIMITS.recordBytes) return `it is longer than ${LIMITS.recordBytes / 1024 / 1024} MiB`
  let depth = 0
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === QUOTE) at = stringEnd(bytes, at + 1, to)
    else depth += NESTS[byte] ?? 0
    if (depth > LIMITS.nesting) return `it is nested more than ${LIMITS.nesting} levels deep`
    if (at < 0 || (byte < 32 && byte !== TAB)) return 'it holds a control character'
  }
  return undefined
}

const NESTS: Readonly<Record<number, number>> = { 123: 1, 91: 1, 125: -1, 93: -1 }

/** Index of the closing quote, or of the end; -1 for a control character within. */
function stringEnd(bytes: Buffer, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === QUOTE) return at
    if (byte < 32) return -1
    if (byte === BACKSLASH) at += 1
  }
  return to
}
