import type { CollectPartState, CollectRun, CollectTrigger } from '@outlay/shared/collect'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { z } from 'zod'
import type { Part } from '../collectors/collector.ts'
import { asFault, type RunReport, type WindowReport } from '../collectors/run-report.ts'
import type { AppError } from '../errors.ts'

const FaultShape = z.object({
  kind: z.string(),
  message: z.string(),
  vendorCode: z.string().nullable(),
  grant: z.string().nullable(),
  help: z.string(),
})

const PartShape = z.object({
  part: z.string(),
  title: z.string(),
  kind: z.string(),
  published: z.int(),
  unchanged: z.int(),
  empty: z.int(),
  held: z.int(),
  failed: z.int(),
  rows: z.int(),
  fault: FaultShape.nullable(),
}) satisfies z.ZodType<CollectPartState>

/** A run as it is kept in the data folder. */
export const RunRecord = z.object({
  id: z.string(),
  trigger: z.enum(['schedule', 'catch-up', 'person']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  state: z.enum(['ok', 'failed', 'stopped', 'interrupted']),
  rows: z.int(),
  rowsApplied: z.int().nullable().default(null),
  billed: z.record(z.string(), z.string()),
  requests: z.int(),
  freeRequests: z.int(),
  requestCost: z.string(),
  parts: z.array(PartShape),
  fault: FaultShape.nullable(),
}) satisfies z.ZodType<CollectRun>

export interface Begun {
  readonly id: string
  readonly trigger: CollectTrigger
  readonly startedAt: string
}

/** What is kept from the first moment on: if the process dies, this is what the next one finds. */
export function interruptedRun(begun: Begun): CollectRun {
  return {
    ...begun,
    endedAt: null,
    state: 'interrupted',
    rows: 0,
    rowsApplied: 0,
    billed: {},
    requests: 0,
    freeRequests: 0,
    requestCost: '0',
    parts: [],
    fault: null,
  }
}

export function finishedRun(
  begun: Begun,
  report: RunReport,
  parts: readonly Part[],
  endedAt: string,
): CollectRun {
  const { failure } = report
  const failed = report.windows.find(({ error }) => error === failure?.cause)?.fault
  const fault = failure === null ? null : (failed ?? asFault(failure))
  return {
    ...begun,
    endedAt,
    state: fault === null ? 'ok' : fault.kind === 'cancelled' ? 'stopped' : 'failed',
    rows: rowsOf(report.windows),
    rowsApplied: appliedRowsOf(report.windows),
    billed: billedOf(report.windows),
    requests: report.requests,
    freeRequests: report.freeRequests,
    requestCost: report.requestCost,
    parts: parts.flatMap((part) => partState(part, report.windows)),
    fault,
  }
}

/** A run that a fault of the settings or of this machine ended. */
export function brokenRun(begun: Begun, error: AppError, endedAt: string): CollectRun {
  return { ...interruptedRun(begun), endedAt, state: 'failed', fault: asFault(error) }
}

export function rowsOf(windows: readonly WindowReport[]): number {
  return windows.reduce((sum, { rows }) => sum + rows, 0)
}

/** Rows of the imports that a run made: what the ledger holds already, what is held and what failed is not applied. */
export function appliedRowsOf(windows: readonly WindowReport[]): number {
  return windows
    .flatMap(({ applied }) => applied?.imports ?? [])
    .filter(({ state }) => state === 'counted' || state === 'side')
    .reduce((sum, { rowsKept }) => sum + rowsKept, 0)
}

/** Billed cost of what came in, by currency. */
export function billedOf(windows: readonly WindowReport[]): Record<string, Amount> {
  const billed: Record<string, Amount> = {}
  for (const { applied } of windows) {
    for (const [currency, amount] of Object.entries(applied?.billedCost ?? {}))
      billed[currency] = addAmounts([billed[currency] ?? '0', amount])
  }
  return billed
}

function partState(part: Part, windows: readonly WindowReport[]): CollectPartState[] {
  const own = windows.filter((window) => window.part === part.id)
  if (own.length === 0) return []
  const count = (...states: WindowReport['state'][]) =>
    own.filter(({ state }) => states.includes(state)).length
  return [
    {
      part: part.id,
      title: part.title,
      kind: part.kind,
      published: count('published'),
      unchanged: count('unchanged'),
      empty: count('empty', 'no_data'),
      held: count('held'),
      failed: count('failed'),
      rows: rowsOf(own),
      fault: own.find(({ fault }) => fault !== null)?.fault ?? null,
    },
  ]
}
