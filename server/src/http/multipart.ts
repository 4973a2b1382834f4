import { AppError } from '../errors.ts'
import type { Upload } from '../routes/deps.ts'

const HEADER_BYTES_MAX = 16_384

/**
 * The first file of a multipart body, streamed: Request.formData() would hold all of it in memory. Parts before it must
 * be small, what follows it is dropped.
 */
export async function filePart(body: ReadableStream<Uint8Array>, boundary: string): Promise<Upload> {
  const reader = body.getReader()
  let buffer: Buffer<ArrayBufferLike> = Buffer.alloc(0)
  for (;;) {
    const part = findFile(buffer, boundary)
    if (part !== undefined)
      return { name: part.name, stream: contents(reader, buffer.subarray(part.start), boundary) }
    if (buffer.length > HEADER_BYTES_MAX) throw malformed()
    const { value, done } = await reader.read()
    if (done) throw malformed()
    buffer = Buffer.concat([buffer, value])
  }
}

function findFile(buffer: Buffer, boundary: string): { name: string; start: number } | undefined {
  const text = buffer.toString('latin1')
  const header = new RegExp(
    `(?:^|\\r\\n)--${boundary.replace(/[.*+?^${}()|[\\]\\\\]/g, '\\$&')}\\r\\n((?:[^\\r\\n]+\\r\\n)+)\\r\\n`,
    'g',
  )
  for (const match of text.matchAll(header)) {
    const name = /^content-disposition:.*?\bfilename="((?:[^"\\]|\\.)*)"/im.exec(match[1] ?? '')?.[1]
    if (name !== undefined) {
      return { name: Buffer.from(name, 'latin1').toString('utf8'), start: match.index + match[0].length }
    }
  }
  return undefined
}

/** Bytes up to the closing boundary; a body that ends before it was cut off. */
function contents(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  first: Buffer,
  boundary: string,
): ReadableStream<Uint8Array> {
  const end = Buffer.from(`\r\n--${boundary}`, 'latin1')
  let buffer = first
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const found = buffer.indexOf(end)
        if (found >= 0) {
          if (found > 0) controller.enqueue(new Uint8Array(buffer.subarray(0, found)))
          controller.close()
          await reader.cancel()
          return
        }
        const safe = buffer.length - end.length
        if (safe > 0) {
          controller.enqueue(new Uint8Array(buffer.subarray(0, safe)))
          buffer = buffer.subarray(safe)
          return
        }
        const { value, done } = await reader.read()
        if (done) throw malformed()
        buffer = Buffer.concat([buffer, value])
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

function malformed(): AppError {
  return new AppError('INVALID_INPUT', 'The multipart body has no whole part with a file name.')
}
