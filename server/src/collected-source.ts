import type { ImportSummary } from '@outlay/shared/api'
import type { CollectFault } from '@outlay/shared/collect'
import { asFault, type RunReport, type WindowState } from './collectors/run-report.ts'
import type { AppError } from './errors.ts'
import { appliedRowsOf, rowsOf } from './schedule/run-record.ts'

/** What came of one source, as `outlay collect --json` prints it. */
export interface CollectedSource {
  readonly source: string
  readonly requests: number
  readonly freeRequests: number
  readonly requestCost: string
  readonly rowsKept: number
  /** Of these, rows that came into the ledger anew. */
  readonly rowsApplied: number
  readonly windows: readonly {
    readonly part: string
    readonly window: string | null
    readonly state: WindowState
    readonly rows: number
    readonly fault: CollectFault | null
  }[]
  readonly imports: ImportSummary['imports']
  readonly error: { readonly code: string; readonly message: string } | null
}

export function collectedSource(report: RunReport): CollectedSource {
  return {
    source: report.source,
    requests: report.requests,
    freeRequests: report.freeRequests,
    requestCost: report.requestCost,
    rowsKept: rowsOf(report.windows),
    rowsApplied: appliedRowsOf(report.windows),
    windows: report.windows.map(({ part, window, state, rows, fault }) => ({
      part,
      window,
      state,
      rows,
      fault,
    })),
    imports: report.windows.flatMap(({ applied }) => applied?.imports ?? []),
    error: report.failure === null ? null : { code: report.failure.code, message: report.failure.message },
  }
}

export function failedSource(source: string, error: AppError): CollectedSource {
  return {
    source,
    requests: 0,
    freeRequests: 0,
    requestCost: '0',
    rowsKept: 0,
    rowsApplied: 0,
    windows: [],
    imports: [],
    error: { code: error.code, message: asFault(error).message },
  }
}
