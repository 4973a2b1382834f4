import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'

const BUFFER_BYTES = 4 << 20
const PREFIX_BYTES = 40

/** A text file that records are appended to, each with the number of its file and its row in front. */
export interface Spool {
  readonly path: string
  readonly bytes: number
  append(file: number, row: number, bytes: Buffer, from: number, to: number): void
  /** Writes what is buffered and closes; the next `append` opens it again. */
  release(): void
}

export function createSpool(path: string, delimiter: number): Spool {
  writeFileSync(path, '', { mode: 0o600 })
  let file: number | undefined
  let buffer: Buffer | undefined
  let used = 0
  let written = 0
  const separator = String.fromCharCode(delimiter)

  function flush(): void {
    if (file === undefined || buffer === undefined || used === 0) return
    for (let at = 0; at < used; ) at += writeSync(file, buffer, at, used - at)
    written += used
    used = 0
  }

  function reserve(bytes: number): Buffer {
    file ??= openSync(path, 'a', 0o600)
    if (buffer !== undefined && used + bytes > buffer.length) flush()
    if (buffer === undefined || bytes > buffer.length)
      buffer = Buffer.allocUnsafe(Math.max(bytes, BUFFER_BYTES))
    return buffer
  }

  return {
    path,
    get bytes() {
      return written + used
    },
    append(fileIndex, row, bytes, from, to) {
      const target = reserve(to - from + PREFIX_BYTES)
      used += target.write(`${fileIndex}${separator}${row}`, used, 'latin1')
      target[used] = delimiter
      used += 1 + bytes.copy(target, used + 1, from, to)
      target[used] = 10
      used += 1
    },
    release() {
      flush()
      if (file !== undefined) closeSync(file)
      file = undefined
      buffer = undefined
    },
  }
}
