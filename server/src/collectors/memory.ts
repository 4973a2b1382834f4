import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomic } from '../files.ts'
import { CollectorMemory } from './plan-months.ts'
import type { MonthReport } from './read-months.ts'

/** Where texts are kept between runs. Losing them costs no more than reading the first months again. */
export interface MemoryStore {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
}

/** Keeps each text as a file of the data folder, so that a run beside a server remembers too. */
export function fileMemory(dataDir: string): MemoryStore {
  const folder = join(dataDir, 'collectors')
  const pathOf = (key: string) => join(folder, `${key}.json`)
  return {
    async get(key) {
      return existsSync(pathOf(key)) ? readFileSync(pathOf(key), 'utf8') : undefined
    },
    async set(key, value) {
      mkdirSync(folder, { recursive: true })
      writeFileAtomic(pathOf(key), value)
    },
  }
}

export async function loadMemory(store: MemoryStore, source: string): Promise<CollectorMemory> {
  const text = await store.get(keyOf(source))
  return text === undefined ? { months: {} } : CollectorMemory.parse(JSON.parse(text))
}

/** Remembers the months that were read to the end, after they were brought in. */
export async function remember(
  store: MemoryStore,
  source: string,
  memory: CollectorMemory,
  read: readonly MonthReport[],
  now: Date,
): Promise<void> {
  const collectedAt = now.toISOString()
  const done = read.filter(({ state }) => state === 'published' || state === 'empty')
  if (done.length === 0) return
  const months = {
    ...memory.months,
    ...Object.fromEntries(done.map(({ month, estimated }) => [month, { estimated, collectedAt }])),
  }
  await store.set(keyOf(source), JSON.stringify({ months }))
}

function keyOf(source: string): string {
  return `collector.${source}`
}
