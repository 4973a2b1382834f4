import { basename, dirname, relative } from 'node:path'
import type { StagedFile } from '../staged.ts'
import { legible } from './file-error.ts'

/** What is known of one file while it is staged. */
export interface FileState {
  readonly path: string
  readonly name: string
  readonly bytes: number
  sha256: string
  format: string | null
  rowsIn: number
  /** Rejected before typing: records that could not be told apart. */
  rejectedEarly: number
  rowsRejected: number
  rowsKept: number
  ignoredColumns: readonly string[]
  error: string | null
}

/** Names that tell the files of one command apart and stay the same next time: their paths below their common folder. */
export function fileNames(paths: readonly string[]): string[] {
  const [first, ...others] = paths
  if (first === undefined) return []
  let folder = dirname(first)
  for (const path of others) {
    while (relative(folder, path).startsWith('..') && dirname(folder) !== folder) folder = dirname(folder)
  }
  return paths.map((path) => relative(folder, path) || basename(path))
}

export function newFileState(path: string, name: string, bytes: number): FileState {
  return {
    path,
    name,
    bytes,
    sha256: '',
    format: null,
    rowsIn: 0,
    rejectedEarly: 0,
    rowsRejected: 0,
    rowsKept: 0,
    ignoredColumns: [],
    error: null,
  }
}

export function toStagedFile(state: FileState): StagedFile {
  const { name, bytes, sha256, format, rowsIn, rowsKept, rowsRejected, ignoredColumns, error } = state
  return {
    name,
    bytes,
    sha256,
    format,
    rowsIn,
    rowsKept,
    rowsRejected,
    ignoredColumns: [...ignoredColumns],
    error: error === null ? null : legible(error),
  }
}
