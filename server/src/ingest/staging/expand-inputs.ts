import { type Stats, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { globSync, isDynamicPattern } from 'tinyglobby'
import { AppError } from '../../errors.ts'

const DATA_FILE = /\.(csv|gz|parquet|json|jsonl|ndjson)$/i

/**
 * Files, folders (recursive, data files by their ending) and globs → absolute paths, sorted, each once. A file that is
 * named outright may have any ending. Throws NOT_FOUND for a name that matches nothing, INVALID_INPUT for what is no file.
 */
export function expandInputs(inputs: readonly string[], cwd: string): string[] {
  const paths = inputs.flatMap((input) => expandOne(input, cwd))
  return [...new Set(paths)].sort()
}

function expandOne(input: string, cwd: string): string[] {
  const path = resolve(cwd, input)
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isDirectory()) return folderFiles(path, input)
  if (stats !== undefined) return [regularFile(path, input, stats)]
  const found = isDynamicPattern(input)
    ? globSync(input.replaceAll('\\', '/'), { cwd, absolute: true, onlyFiles: true, dot: true })
    : []
  if (found.length === 0) throw new AppError('NOT_FOUND', `${input}: no such file. Check the path.`)
  return found
}

function folderFiles(path: string, input: string): string[] {
  const found = globSync('**/*', { cwd: path, absolute: true, onlyFiles: true }).filter((file) =>
    DATA_FILE.test(file),
  )
  if (found.length > 0) return found
  throw new AppError(
    'NOT_FOUND',
    `${input} holds no bill: no file that ends in .csv, .csv.gz, .gz, .parquet, .json, .jsonl or .ndjson.`,
  )
}

function regularFile(path: string, input: string, stats: Stats): string {
  if (stats.isFile()) return path
  throw new AppError('INVALID_INPUT', `${input} is no regular file. Save its content to a file first.`)
}
