import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { TextDecoder } from 'node:util'
import { createGunzip } from 'node:zlib'
import { FileError, messageOf } from './file-error.ts'
import { LIMITS } from './limits.ts'

const CHUNK_BYTES = 1 << 20

export type Container = 'plain' | 'gzip' | 'parquet'

/** Tells a file by its first bytes, never by its name. Throws a FileError for archives and for an empty file. */
export function containerOf(path: string): Container {
  const head = headOf(path, 6)
  if (head.length === 0) throw new FileError('is empty. Export it again.')
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet'
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  const archive = ARCHIVES.find(([magic]) => head.toString('latin1').startsWith(magic))
  if (archive !== undefined) throw new FileError(`is ${archive[1]}. Unpack it first.`)
  return 'plain'
}

const ARCHIVES: readonly (readonly [string, string])[] = [
  ['PK\x03\x04', 'a zip archive (or a spreadsheet)'],
  ['\x28\xb5\x2f\xfd', 'packed with zstd'],
  ['BZh', 'packed with bzip2'],
  ['\xfd7zXZ', 'packed with xz'],
]

function headOf(path: string, bytes: number): Buffer {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(bytes)
    return head.subarray(0, readSync(file, head, 0, bytes, 0))
  } finally {
    closeSync(file)
  }
}

/** sha256 of a file's bytes as hexadecimal text. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) hash.update(chunk)
  return hash.digest('hex')
}

export interface TextSource {
  /** UTF-8 text without byte order mark. */
  readonly chunks: AsyncIterable<Buffer>
  /** sha256 of the file as it lies on disk; known once `chunks` has been read to its end. */
  sha256(): string
}

/**
 * Opens a text file: unpacks gzip with Node's zlib, which unlike DuckDB's reader notices a cut or altered archive, and
 * turns UTF-16 into UTF-8. Reading throws a FileError.
 */
export function openText(path: string, container: 'plain' | 'gzip'): TextSource {
  const hash = createHash('sha256')
  const packed = { bytes: 0 }
  async function* disk(): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      hash.update(chunk)
      packed.bytes += chunk.length
      yield chunk
    }
  }
  const unpacked = container === 'gzip' ? gunzip(disk(), packed) : disk()
  return { chunks: toUtf8(capped(unpacked)), sha256: () => hash.digest('hex') }
}

async function* gunzip(chunks: AsyncIterable<Buffer>, packed: { bytes: number }): AsyncGenerator<Buffer> {
  const source = Readable.from(chunks, { objectMode: false, highWaterMark: CHUNK_BYTES })
  const zlib = createGunzip({ chunkSize: CHUNK_BYTES })
  source.on('error', (error) => zlib.destroy(error))
  source.pipe(zlib)
  let bytes = 0
  try {
    for await (const chunk of zlib) {
      bytes += chunk.length
      if (bytes > LIMITS.ratioFromBytes && bytes > packed.bytes * LIMITS.ratio) {
        throw new FileError(
          `unpacks to more than ${LIMITS.ratio} times its size, which no bill does. Check where it comes from.`,
        )
      }
      yield chunk
    }
  } catch (error) {
    throw error instanceof FileError ? error : gzipError(error)
  } finally {
    source.destroy()
  }
}

function gzipError(error: unknown): FileError {
  const cut = messageOf(error) === 'unexpected end of file'
  const fault = cut
    ? 'is cut off: its gzip data ends too early'
    : `is damaged: gzip says "${messageOf(error)}"`
  return new FileError(`${fault}. Download it again.`)
}

async function* capped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > LIMITS.unpackedBytes) {
      throw new FileError(`holds more than ${LIMITS.unpackedBytes / 1e9} GB of text. Split it by month.`)
    }
    yield chunk
  }
}

async function* toUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined
  let first = true
  for await (const chunk of chunks) {
    if (first) {
      const encoding = encodingOf(chunk)
      first = false
      if (encoding !== 'utf-8') decoder = new TextDecoder(encoding, { fatal: true })
      else if (chunk.subarray(0, 3).equals(UTF8_BOM)) {
        yield chunk.subarray(3)
        continue
      }
    }
    yield decoder === undefined ? chunk : transcode(decoder, chunk, true)
  }
  if (decoder !== undefined) yield transcode(decoder, Buffer.alloc(0), false)
}

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** Windows tools write UTF-16, with a mark or without: then every other byte of the header is zero. */
function encodingOf(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head.length >= 4 && head[1] === 0 && head[3] === 0) return 'utf-16le'
  if (head.length >= 4 && head[0] === 0 && head[2] === 0) return 'utf-16be'
  return 'utf-8'
}

function transcode(decoder: TextDecoder, chunk: Buffer, stream: boolean): Buffer {
  try {
    return Buffer.from(decoder.decode(chunk, { stream }), 'utf8')
  } catch {
    throw new FileError('starts as UTF-16 text but is not. Save it as UTF-8.')
  }
}
