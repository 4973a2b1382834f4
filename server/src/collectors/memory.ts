import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { makeFolder, writeFileAtomic } from '../files.ts'
import type { Remembered } from './collector.ts'

/** Where texts are kept between runs. Losing them costs no more than reading the first windows again. */
export interface MemoryStore {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
}

const CollectorMemory = z.object({
  parts: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ estimated: z.boolean(), collectedAt: z.string(), version: z.string().optional() }),
    ),
  ),
})
/** What a source remembers between runs, by part and window. */
export type CollectorMemory = z.infer<typeof CollectorMemory>

/** Keeps each text as a file of the data folder, so that a run beside a server remembers too. */
export function fileMemory(dataDir: string): MemoryStore {
  const folder = join(dataDir, 'collectors')
  const pathOf = (key: string) => join(folder, `${key}.json`)
  return {
    async get(key) {
      return existsSync(pathOf(key)) ? readFileSync(pathOf(key), 'utf8') : undefined
    },
    async set(key, value) {
      makeFolder(folder)
      writeFileAtomic(pathOf(key), value)
    },
  }
}

/** Nothing where there is none, or none that can be read: the source is then read from its beginning. */
export async function loadMemory(store: MemoryStore, source: string): Promise<CollectorMemory> {
  const text = await store.get(keyOf(source))
  const memory = CollectorMemory.safeParse(text === undefined ? undefined : parse(text))
  return memory.success ? memory.data : { parts: {} }
}

/** Remembers a window after it was brought in. Changes `memory`, which belongs to the run. */
export async function remember(
  store: MemoryStore,
  source: string,
  memory: CollectorMemory,
  window: { readonly part: string; readonly key: string; readonly entry: Remembered },
): Promise<void> {
  memory.parts[window.part] = { ...memory.parts[window.part], [window.key]: window.entry }
  await store.set(keyOf(source), JSON.stringify(memory))
}

function keyOf(source: string): string {
  return `collector.${source}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
