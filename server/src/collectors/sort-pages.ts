import { createHash } from 'node:crypto'
import { appendFileSync, createReadStream, readFileSync, rmSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { writeFileAtomic } from '../files.ts'

/** Sorted in memory up to this size; more is split first. */
const CHUNK_BYTES = 64 * 1024 * 1024
const BATCH_LINES = 5_000

/**
 * Turns the draft into files whose lines are sorted, so that the same rows are the same bytes whatever the order of the
 * pages, and the same costs again change nothing. Removes the draft. Returns the files in order.
 */
export async function sortPages(
  draft: string,
  nameOf: (number: number) => string,
  chunkBytes = CHUNK_BYTES,
): Promise<string[]> {
  const count = Math.ceil(statSync(draft).size / chunkBytes)
  const parts = Array.from({ length: count }, (_, index) => nameOf(index))
  const [only] = parts
  if (count === 1 && only !== undefined) sortFile(draft, only)
  else {
    await split(draft, parts)
    for (const part of parts) sortFile(`${part}.part`, part)
  }
  rmSync(draft, { force: true })
  return parts
}

/** A line's place is given by its content alone. */
async function split(draft: string, parts: readonly string[]): Promise<void> {
  const batches = parts.map((): string[] => [])
  const flush = (index: number) => {
    appendFileSync(`${parts[index]}.part`, (batches[index] ?? []).map((line) => `${line}\n`).join(''))
    batches[index] = []
  }
  for (const part of parts) rmSync(`${part}.part`, { force: true })
  for await (const line of createInterface({ input: createReadStream(draft) })) {
    const index = createHash('md5').update(line).digest().readUInt32BE() % parts.length
    const batch = batches[index]
    if (batch === undefined) continue
    batch.push(line)
    if (batch.length >= BATCH_LINES) flush(index)
  }
  for (const index of parts.keys()) flush(index)
}

function sortFile(from: string, to: string): void {
  const lines = readFileSync(from, 'utf8').trimEnd().split('\n').toSorted()
  writeFileAtomic(to, lines[0] === '' ? '' : `${lines.join('\n')}\n`)
  rmSync(from, { force: true })
}
