/** A file that cannot be read: the message says where and what to do, without the file's name in front. */
export class FileError extends Error {
  override readonly name = 'FileError'
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
