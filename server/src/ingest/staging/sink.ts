import { isUtf8 } from 'node:buffer'
import { fieldsOf } from './csv-header.ts'
import type { RecordSink } from './csv-lexer.ts'
import { FileError } from './file-error.ts'
import { LIMITS } from './limits.ts'
import type { Reject } from './rejects.ts'
import type { Spool } from './spool.ts'

export interface SinkOptions {
  readonly file: number
  readonly spool: Spool
  readonly delimiter: string
  readonly reject: (reject: Reject) => void
}

export interface CountedSink extends RecordSink {
  /** Records so far, kept and rejected; the number of the last one. */
  rows(): number
  rejected(): number
}

/** Hands whole records to the spool and counts them; text that is no UTF-8 is an error of the file. */
export function createSink({ file, spool, delimiter, reject }: SinkOptions): CountedSink {
  let row = 0
  let rejected = 0

  function refuse(reason: string, bytes: Buffer, from: number, to: number): void {
    rejected += 1
    reject({ file, row, reason, line: shorten(bytes.toString('utf8', from, Math.min(to, from + 4000))) })
  }

  return {
    rows: () => row,
    rejected: () => rejected,
    record(bytes, from, to, plain) {
      row += 1
      const record = bytes.subarray(from, to)
      if (!isUtf8(record)) throw notUtf8(row)
      if (record.includes(0)) refuse('it holds a NUL character', bytes, from, to)
      else if (plain) spool.append(file, row, bytes, from, to)
      else {
        const rewritten = Buffer.from(requoted(record.toString('utf8'), delimiter))
        spool.append(file, row, rewritten, 0, rewritten.length)
      }
    },
    reject(reason, bytes, from, to) {
      row += 1
      refuse(reason, bytes, from, to)
    },
  }
}

export function shorten(line: string): string {
  return line.length <= LIMITS.rejectedLine ? line : `${line.slice(0, LIMITS.rejectedLine - 1)}…`
}

function notUtf8(row: number): FileError {
  return new FileError(
    `is not UTF-8 text (row ${row}; Latin-1 perhaps). Convert it, e.g. with "iconv -f latin1 -t utf-8".`,
  )
}

/** Quotes or carriage returns within an unquoted value: legal to some writers, so the value gets its quotes here. */
function requoted(record: string, delimiter: string): string {
  return fieldsOf(record, delimiter)
    .map((value) => (value === '' ? '' : `"${value.replaceAll('"', '""')}"`))
    .join(delimiter)
}
