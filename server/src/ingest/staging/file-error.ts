/** A file that cannot be read: the message says where and what to do, without the file's name in front. */
export class FileError extends Error {
  override readonly name = 'FileError'
}

/** Characters of a message that are kept: its start says what, its end what to do. */
const HEAD = 300
const TAIL = 200

/** A message about a file without what the file may have smuggled in: control characters and endless names. */
export function legible(message: string): string {
  const plain = message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
  return plain.length <= HEAD + TAIL ? plain : `${plain.slice(0, HEAD)} … ${plain.slice(-TAIL)}`
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
