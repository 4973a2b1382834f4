import { toDay } from '@outlay/shared/period'
import { AppError } from '../errors.ts'
import type { CallContext } from './call-context.ts'
import { CollectError, endsPart } from './collect-error.ts'
import type { Collected, CollectWindow, Part, PlanContext, Remembered } from './collector.ts'
import { dueWindows } from './due-windows.ts'
import { type Publishing, publishWindow } from './publish-window.ts'
import { readWindow } from './read-window.ts'
import { asFault, type WindowReport } from './run-report.ts'
import { removeOtherWindows } from './window-folder.ts'

/** Where a run is, for people and for the Data sources page. */
export interface RunProgress {
  readonly source: string
  readonly part: string
  readonly window: string
  readonly stage: 'reading' | 'staging' | 'applying'
  readonly pages: number
  readonly rows: number
  /** Windows of this part that are done, and that there are. */
  readonly done: number
  readonly of: number
  readonly text: string | null
}

export interface PartDeps extends Publishing {
  readonly work: string
  readonly calls: CallContext
  readonly format: string
  readonly settings: Record<string, unknown>
  readonly range: PlanContext['range']
  readonly remembered: Readonly<Record<string, Remembered>>
  remember(key: string, entry: Remembered): Promise<void>
  onWindow(report: WindowReport): void
  progress(progress: Omit<RunProgress, 'source' | 'part'>): void
}

/** History ends where the vendor has nothing for two windows on end. */
const GAP_MAX = 2

/**
 * Reads the due windows of a part, newest first, and publishes each before the next is read. A window that fails leaves
 * the others alone, unless they would fail likewise.
 */
export async function runPart(part: Part, deps: PartDeps): Promise<WindowReport[]> {
  const planned = await planWindows(part, deps)
  if (planned instanceof CollectError) return [failed(part, null, planned)]
  removeOtherWindows(
    deps.work,
    part.id,
    planned.map(({ key }) => key),
  )
  const reports = await runWindows(part, dueWindows(planned, deps), deps)
  return reports.some(({ state }) => state === 'published') ? reports.map(forgiven) : reports
}

async function runWindows(
  part: Part,
  due: readonly CollectWindow[],
  deps: PartDeps,
): Promise<WindowReport[]> {
  const reports: WindowReport[] = []
  const refused = new Set<string>()
  let gap = 0
  for (const [done, window] of due.entries()) {
    if (deps.calls.signal.aborted)
      return [...reports, failed(part, window, new CollectError('cancelled', 'stopped'))]
    if (refused.has(window.group ?? '')) continue
    const report = await runWindow(part, window, deps, { done, of: due.length })
    reports.push(report)
    deps.onWindow(report)
    gap = report.state === 'no_data' ? gap + 1 : 0
    const end = endOf(report, window)
    if (gap === GAP_MAX || end === 'part') break
    if (end === 'group') refused.add(window.group ?? '')
  }
  return reports
}

/** How far a fault of a window reaches. */
function endOf({ error }: WindowReport, { group }: CollectWindow): 'part' | 'group' | null {
  if (!(error instanceof CollectError) || !endsPart(error)) return null
  return group === undefined || error.endsSource ? 'part' : 'group'
}

async function planWindows(part: Part, deps: PartDeps): Promise<readonly CollectWindow[] | CollectError> {
  const { calls, settings, range, remembered } = deps
  try {
    return await part.windows(settings, { ...calls, today: toDay(calls.clock()), range, remembered })
  } catch (error) {
    if (error instanceof CollectError) return error
    throw error
  }
}

async function runWindow(
  part: Part,
  window: CollectWindow,
  deps: PartDeps,
  place: { done: number; of: number },
): Promise<WindowReport> {
  const previous = deps.remembered[window.key] ?? null
  const tell = (stage: RunProgress['stage'], counts: { pages: number; rows: number }, text: string | null) =>
    deps.progress({ window: window.key, stage, ...counts, ...place, text })
  tell('reading', { pages: 0, rows: 0 }, null)
  try {
    const read = await readWindow(part, window, {
      ...deps,
      previous,
      progress: (counts, text) => tell('reading', counts, text),
    })
    const report = await publishWindow(part, window, read, deps, (stage) => tell(stage, read, null))
    await deps.remember(window.key, entryOf(window, read.collected, previous, deps.calls.clock()))
    read.folder.remove()
    return report
  } catch (error) {
    if (isFault(error)) return failed(part, window, error)
    throw error
  }
}

/** Of the cloud, or of what it sent; anything else is a fault of this machine. */
function isFault(error: unknown): error is CollectError | AppError {
  return (
    error instanceof CollectError ||
    (error instanceof AppError && ['BAD_DATA', 'CONFLICT'].includes(error.code))
  )
}

function entryOf(
  window: CollectWindow,
  collected: Collected,
  previous: Remembered | null,
  now: Date,
): Remembered {
  const version =
    collected.version ?? window.version ?? (collected.unchanged === true ? previous?.version : undefined)
  return {
    estimated: collected.estimated,
    collectedAt: now.toISOString(),
    ...(version === undefined ? {} : { version }),
  }
}

function failed(part: Part, window: CollectWindow | null, error: CollectError | AppError): WindowReport {
  const noData = error instanceof CollectError && error.kind === 'no_data'
  return {
    part: part.id,
    kind: part.kind,
    window: window?.key ?? null,
    state: noData ? 'no_data' : 'failed',
    pages: 0,
    rows: 0,
    estimated: true,
    fault: asFault(error),
    error,
    applied: null,
  }
}

/** Windows without data are no fault where others have some. */
function forgiven(report: WindowReport): WindowReport {
  return report.state === 'no_data' ? { ...report, fault: null, error: null } : report
}
