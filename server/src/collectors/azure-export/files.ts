import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected } from '../collector.ts'
import { type Container, openContainer } from './client.ts'
import { type ExportRun, readManifest } from './manifest.ts'
import { FORMATS } from './runs.ts'
import type { Settings } from './settings.ts'

/** Downloads the files of the run that the window's version names. One that lies there whole does not come again. */
export async function collectRun(config: Settings, context: CollectContext): Promise<Collected> {
  const container = await openContainer(config, context)
  const run = await runOf(container, context.window.version ?? '')
  for (const [index, file] of run.files.entries()) {
    context.progress(`${file.name.split('/').at(-1)} (${index + 1} of ${run.files.length})`)
    context.file(await fetchFile(container, run, index, context.folder))
  }
  const format = FORMATS[run.type]
  return {
    estimated: false,
    ...(format === undefined ? {} : { format }),
    ...(run.rows === null ? {} : { rows: run.rows }),
  }
}

async function runOf(container: Container, version: string): Promise<ExportRun> {
  const cut = version.lastIndexOf('@')
  const entry = { name: version.slice(0, cut), etag: version.slice(cut + 1), modified: '' }
  const run = readManifest(await container.text(entry), entry)
  if (run === null) throw new CollectError('stale_pages', `${entry.name} is empty now`)
  return run
}

async function fetchFile(
  container: Container,
  run: ExportRun,
  index: number,
  folder: string,
): Promise<string> {
  const file = run.files[index]
  if (file === undefined) throw new CollectError('bad_answer', `${run.manifest} names no file ${index}`)
  const { etag, bytes } = await container.properties(file.name)
  if (file.bytes !== null && file.bytes !== bytes) {
    throw new CollectError(
      'stale_pages',
      `${file.name} has ${bytes} bytes, its manifest says ${file.bytes}: it is being written anew`,
    )
  }
  const path = join(folder, localName(run, file.name, index, etag))
  const gzipped = `${path}.gz`
  if (existsSync(gzipped)) return gzipped
  if (!existsSync(path) || statSync(path).size !== bytes)
    await container.download({ name: file.name, etag, bytes }, path)
  if (!path.endsWith('.csv') || !isGzip(path)) return path
  renameSync(path, gzipped)
  return gzipped
}

/**
 * Type and month, because an amortized export without commitments shows in its name alone; the number of the file and
 * of its version in digits alone, because parts of one export are known by names that differ in digits.
 */
function localName(run: ExportRun, name: string, index: number, etag: string): string {
  const [, ending = '.csv'] = /(\.csv\.gz|\.csv|\.parquet)$/i.exec(name) ?? []
  const version = BigInt(`0x${createHash('sha256').update(`${name}@${etag}`).digest('hex').slice(0, 12)}`)
  return `${run.type}-${run.since}-${index + 1}-${version}${ending.toLowerCase()}`
}

/** Compressed exports of some versions are named as if they were not. */
function isGzip(path: string): boolean {
  const head = Buffer.alloc(2)
  const file = openSync(path, 'r')
  try {
    return readSync(file, head, 0, 2, 0) === 2 && head[0] === 0x1f && head[1] === 0x8b
  } finally {
    closeSync(file)
  }
}
