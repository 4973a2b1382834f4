import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import { z } from 'zod'
import { writeFileAtomic } from '../../files.ts'

const Entry = z.object({ id: z.string(), at: z.string(), reference: z.string().nullable() })
/** A delivery that arrived, and when. */
export type JournalEntry = z.output<typeof Entry>

export interface Journal {
  /** Outlives this process when it returns. A machine that loses power may send the last ones again. */
  add(entry: JournalEntry): void
  /** What is not in the database yet, that of a killed process included. */
  entries(): readonly JournalEntry[]
  /** Forgets the first so many. */
  drop(count: number): void
}

/**
 * What was sent, a line each, until the database has it: a line costs a hundredth of a transaction, and none may be
 * lost between the two.
 */
export function createJournal(path: string): Journal {
  let kept: readonly JournalEntry[] = read(path)
  return {
    add(entry) {
      appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 })
      kept = [...kept, entry]
    },
    entries: () => kept,
    drop(count) {
      kept = kept.slice(count)
      if (kept.length === 0) truncateSync(path)
      else writeFileAtomic(path, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
    },
  }
}

/** The last line of a killed process may be cut: then that delivery is repeated. */
function read(path: string): readonly JournalEntry[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const parsed = Entry.safeParse(parse(line))
      return parsed.success ? [parsed.data] : []
    })
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
