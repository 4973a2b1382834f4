import type { CollectProgress, CollectRun } from '@outlay/shared/collect'
import type { Clock } from '../clock.ts'
import type { Part } from '../collectors/collector.ts'
import type { RunProgress } from '../collectors/run-part.ts'
import type { RunReport, WindowReport } from '../collectors/run-report.ts'
import type { AppError } from '../errors.ts'
import { instant } from './instant.ts'
import { type Begun, billedOf, brokenRun, finishedRun, rowsOf } from './run-record.ts'

/** A run that has begun; nothing else collects its source until it is closed. */
export interface OpenRun {
  progress(progress: RunProgress): void
  window(report: WindowReport): void
  end(report: RunReport): Promise<CollectRun>
  /** It ended by a fault of the settings or of this machine. */
  fail(error: AppError): Promise<void>
}

export interface OpenRunDeps {
  readonly begun: Begun
  readonly parts: readonly Part[]
  readonly clock: Clock
  show(progress: CollectProgress): void
  /** Something else than its progress has changed. */
  touch(): void
  /** Ends the run; what was shown goes at once, before it is written. */
  close(run: CollectRun): Promise<void>
}

/** Follows a run from window to window until it is closed. */
export function openRun({ begun, parts, clock, show, touch, close }: OpenRunDeps): OpenRun {
  const windows: WindowReport[] = []
  let part = { id: '', since: clock() }
  return {
    progress(progress) {
      if (progress.part !== part.id) part = { id: progress.part, since: clock() }
      show(
        progressOf({
          begun,
          parts,
          windows,
          progress,
          etaSeconds: etaSeconds(part.since, clock(), progress),
        }),
      )
    },
    window(report) {
      windows.push(report)
      touch()
    },
    async end(report) {
      const run = finishedRun(begun, report, parts, instant(clock()))
      await close(run)
      return run
    },
    async fail(error) {
      // A full disk may be the fault itself; this process knows of it in any case.
      await close(brokenRun(begun, error, instant(clock()))).catch(() => undefined)
    },
  }
}

/** What is shown of a run before its first window. */
export function notYet(begun: Begun): CollectProgress {
  return {
    ...begun,
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
  }
}

interface Moment {
  readonly begun: Begun
  readonly parts: readonly Part[]
  /** That have come in so far. */
  readonly windows: readonly WindowReport[]
  readonly progress: RunProgress
  readonly etaSeconds: number | null
}

function progressOf({ begun, parts, windows, progress, etaSeconds: eta }: Moment): CollectProgress {
  const { part, done, of, stage, window, pages, text } = progress
  return {
    ...begun,
    part,
    title: parts.find(({ id }) => id === part)?.title ?? part,
    window,
    stage,
    pages,
    text,
    rows: rowsOf(windows) + (stage === 'reading' ? progress.rows : 0),
    billed: billedOf(windows),
    windowsDone: done,
    windowsOf: of,
    etaSeconds: eta,
  }
}

function etaSeconds(since: Date, now: Date, { done, of }: Pick<RunProgress, 'done' | 'of'>): number | null {
  if (done === 0) return null
  return Math.round(((now.getTime() - since.getTime()) / done / 1000) * (of - done))
}
