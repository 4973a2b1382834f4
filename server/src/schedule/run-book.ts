import { randomUUID } from 'node:crypto'
import type { CollectProgress, CollectRun, CollectTrigger } from '@outlay/shared/collect'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Part } from '../collectors/collector.ts'
import type { MemoryStore } from '../collectors/memory.ts'
import { AppError } from '../errors.ts'
import { instant } from './instant.ts'
import { notYet, type OpenRun, openRun } from './open-run.ts'
import { interruptedRun, RunRecord } from './run-record.ts'

/** Who runs now and what came of the last runs; kept in the data folder. */
export interface RunBook {
  /** Throws CONFLICT while the source is being collected. */
  begin(source: string, trigger: CollectTrigger, parts: readonly Part[]): Promise<OpenRun>
  running(source: string): CollectProgress | null
  /** Newest first. */
  runs(source: string): Promise<readonly CollectRun[]>
  /** Another text whenever anything here has changed. */
  stamp(): string
}

const RUNS_KEPT = 30

export function createRunBook(store: MemoryStore, clock: Clock): RunBook {
  const open = new Map<string, CollectProgress>()
  const birth = randomUUID().slice(0, 8)
  let changes = 0
  const touch = () => {
    changes += 1
  }
  const history = createHistory(store, touch)
  const close = (source: string, run: CollectRun) => {
    open.delete(source)
    return history.put(source, run)
  }
  return {
    runs: async (source) => {
      const now = open.get(source)
      return (await history.runs(source)).filter(({ id }) => id !== now?.id)
    },
    running: (source) => open.get(source) ?? null,
    stamp: () => `${birth}-${changes}`,
    async begin(source, trigger, parts) {
      refuseSecond(source, open.get(source))
      const begun = { id: randomUUID(), trigger, startedAt: instant(clock()) }
      const show = (progress: CollectProgress) => {
        open.set(source, progress)
        touch()
      }
      show(notYet(begun))
      try {
        await history.put(source, interruptedRun(begun))
      } catch (error) {
        // What cannot be noted is not begun, and must not keep the next run away.
        open.delete(source)
        throw error
      }
      return openRun({ begun, parts, clock, show, touch, close: (run) => close(source, run) })
    },
  }
}

/** The last runs of each source, as they are kept and as this process knows them. */
function createHistory(store: MemoryStore, touch: () => void) {
  const known = new Map<string, readonly CollectRun[]>()
  const runs = async (source: string) => {
    const list = known.get(source) ?? (await readRuns(store, source))
    known.set(source, list)
    return list
  }
  return {
    runs,
    async put(source: string, run: CollectRun): Promise<void> {
      const others = (await runs(source)).filter(({ id }) => id !== run.id)
      const list = [run, ...others].slice(0, RUNS_KEPT)
      known.set(source, list)
      touch()
      await store.set(keyOf(source), JSON.stringify(list))
    },
  }
}

function refuseSecond(source: string, running: CollectProgress | undefined): void {
  if (running === undefined) return
  throw new AppError(
    'CONFLICT',
    `${source} is being collected since ${running.startedAt}. One run at a time per source.`,
  )
}

/** Nothing where there is none, or none that can be read. */
async function readRuns(store: MemoryStore, source: string): Promise<readonly CollectRun[]> {
  const text = await store.get(keyOf(source))
  if (text === undefined) return []
  try {
    return z.array(RunRecord).parse(JSON.parse(text))
  } catch {
    return []
  }
}

function keyOf(source: string): string {
  return `runs.${source}`
}
