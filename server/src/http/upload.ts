import { AppError } from '../errors.ts'
import type { Upload } from '../routes/deps.ts'
import { filePart } from './multipart.ts'

/**
 * The file of an upload as a stream, never held in memory: the part `file` of a multipart body, else the whole body.
 * The stream fails with TOO_LARGE once it passes the bound.
 */
export async function openUpload(
  request: Request,
  name: string | undefined,
  bytesMax: number,
): Promise<Upload> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) throw tooLarge(bytesMax)
  if (request.body === null) throw new AppError('INVALID_INPUT', 'The upload has no body.')
  const body = request.body.pipeThrough(limit(bytesMax))
  const boundary = /^multipart\/form-data\s*;.*?boundary="?([^";]{1,70})/i.exec(
    request.headers.get('content-type') ?? '',
  )
  if (boundary?.[1] !== undefined) return await filePart(body, boundary[1])
  if (name === undefined)
    throw new AppError('INVALID_INPUT', 'name: a body that is the file itself needs its name.')
  return { name, stream: body }
}

function limit(bytesMax: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      if (bytes > bytesMax) throw tooLarge(bytesMax)
      controller.enqueue(chunk)
    },
  })
}

function tooLarge(bytesMax: number): AppError {
  return new AppError(
    'TOO_LARGE',
    `An upload may have ${Math.floor(bytesMax / 1024 ** 2)} MiB. Import larger bills with "pnpm outlay import".`,
  )
}
