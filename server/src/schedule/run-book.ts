import { randomUUID } from 'node:crypto'
import type { CollectProgress, CollectRun, CollectTrigger } from '@outlay/shared/collect'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Part } from '../collectors/collector.ts'
import type { MemoryStore } from '../collectors/memory.ts'
import type { RunProgress } from '../collectors/run-part.ts'
import type { RunReport, WindowReport } from '../collectors/run-report.ts'
import { AppError } from '../errors.ts'
import { instant } from './instant.ts'
import {
  type Begun,
  billedOf,
  brokenRun,
  finishedRun,
  interruptedRun,
  RunRecord,
  rowsOf,
} from './run-record.ts'

/** A run that has begun; nothing else collects its source until it is closed. */
export interface OpenRun {
  progress(progress: RunProgress): void
  window(report: WindowReport): void
  end(report: RunReport): Promise<CollectRun>
  /** It ended by a fault of the settings or of this machine. */
  fail(error: AppError): Promise<void>
}

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
  const known = new Map<string, readonly CollectRun[]>()
  const birth = randomUUID().slice(0, 8)
  let changes = 0
  const touch = () => {
    changes += 1
  }
  const runs = async (source: string) => {
    const list = known.get(source) ?? (await readRuns(store, source))
    known.set(source, list)
    return list
  }
  const write = async (source: string, run: CollectRun) => {
    const others = (await runs(source)).filter(({ id }) => id !== run.id)
    const list = [run, ...others].slice(0, RUNS_KEPT)
    known.set(source, list)
    touch()
    await store.set(keyOf(source), JSON.stringify(list))
  }
  return {
    runs: async (source) => {
      const now = open.get(source)
      return (await runs(source)).filter(({ id }) => id !== now?.id)
    },
    running: (source) => open.get(source) ?? null,
    stamp: () => `${birth}-${changes}`,
    async begin(source, trigger, parts) {
      refuseSecond(source, open.get(source))
      const begun = { id: randomUUID(), trigger, startedAt: instant(clock()) }
      open.set(source, { ...begun, ...NOTHING_YET })
      await write(source, interruptedRun(begun))
      return openRun(source, begun, parts)
    },
  }

  function openRun(source: string, begun: Begun, parts: readonly Part[]): OpenRun {
    const windows: WindowReport[] = []
    const titles = new Map(parts.map(({ id, title }) => [id, title]))
    let part = { id: '', since: clock() }
    return {
      progress(progress) {
        if (progress.part !== part.id) part = { id: progress.part, since: clock() }
        const { done, of, stage, window, pages, text } = progress
        open.set(source, {
          ...begun,
          part: progress.part,
          title: titles.get(progress.part) ?? progress.part,
          window,
          stage,
          pages,
          text,
          rows: rowsOf(windows) + (stage === 'reading' ? progress.rows : 0),
          billed: billedOf(windows),
          windowsDone: done,
          windowsOf: of,
          etaSeconds: etaSeconds(part.since, clock(), done, of),
        })
        touch()
      },
      window(report) {
        windows.push(report)
        touch()
      },
      async end(report) {
        const run = finishedRun(begun, report, parts, instant(clock()))
        open.delete(source)
        await write(source, run)
        return run
      },
      async fail(error) {
        const run = brokenRun(begun, error, instant(clock()))
        open.delete(source)
        // A full disk may be the fault itself; this process knows of it in any case.
        await write(source, run).catch(() => undefined)
      },
    }
  }
}

const NOTHING_YET = {
  part: '',
  title: '',
  window: '',
  stage: 'reading',
  pages: 0,
  rows: 0,
  billed: {},
  windowsDone: 0,
  windowsOf: 0,
  etaSeconds: null,
  text: null,
} as const

function refuseSecond(source: string, running: CollectProgress | undefined): void {
  if (running === undefined) return
  throw new AppError(
    'CONFLICT',
    `${source} is being collected since ${running.startedAt}. One run at a time per source.`,
  )
}

function etaSeconds(since: Date, now: Date, done: number, of: number): number | null {
  if (done === 0) return null
  return Math.round(((now.getTime() - since.getTime()) / done / 1000) * (of - done))
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
