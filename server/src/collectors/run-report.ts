import type { ImportSummary } from '@outlay/shared/api'
import { type Amount, toAmount } from '@outlay/shared/money'
import { Big } from 'big.js'
import { AppError } from '../errors.ts'
import { CollectError, type CollectKind, describeFault, helpKey, toAppError } from './collect-error.ts'
import type { Part } from './collector.ts'

/** A fault as it is shown: with what it asks for and where to read on. */
export interface Fault {
  readonly kind: CollectKind | 'import'
  readonly message: string
  readonly vendorCode: string | null
  readonly grant: string | null
  /** Key of the chapter in docs/operations.md. */
  readonly help: string
}

export type WindowState = 'published' | 'unchanged' | 'held' | 'empty' | 'no_data' | 'failed'

export interface WindowReport {
  readonly part: string
  readonly kind: Part['kind']
  /** Key of the window; null for a part whose windows could not be told. */
  readonly window: string | null
  /** `empty`: the vendor has nothing in it; `no_data`: it says that it has nothing yet; `held`: waits to be accepted. */
  readonly state: WindowState
  readonly pages: number
  readonly rows: number
  readonly estimated: boolean
  readonly fault: Fault | null
  readonly error: Error | null
  readonly applied: ImportSummary | null
}

export interface RunReport {
  readonly source: string
  readonly collector: string
  /** In the order in which they were read: newest first within each part. */
  readonly windows: readonly WindowReport[]
  /** Requests that the vendor bills, those that cost nothing, and what the first cost in USD. */
  readonly requests: number
  readonly freeRequests: number
  readonly requestCost: Amount
  /** The first fault; windows that came whole are in nevertheless. Its exit code is 69, 77 or that of the import. */
  readonly failure: AppError | null
}

/** Nothing that a person asked for fails when a side part is not switched on, or has no data yet. */
const MILD: readonly string[] = ['not_enabled', 'no_data']

export function runReport(
  source: string,
  collector: { readonly id: string; readonly requestPrice: string },
  windows: readonly WindowReport[],
  requests: { readonly paid: number; readonly free: number },
): RunReport {
  const costs = windows.filter(({ kind }) => kind === 'costs')
  const anyData = windows.some(({ state }) => state === 'published' || state === 'unchanged')
  const failed = windows.find(
    ({ kind, fault }) =>
      fault !== null &&
      !(MILD.includes(fault.kind) && (kind !== 'costs' || (fault.kind === 'no_data' && anyData))),
  )
  const onlyMild =
    failed === undefined && costs.length === 0 && !anyData
      ? windows.find(({ fault }) => fault !== null)
      : undefined
  const error = (failed ?? onlyMild)?.error ?? null
  return {
    source,
    collector: collector.id,
    windows,
    requests: requests.paid,
    freeRequests: requests.free,
    requestCost: toAmount(new Big(collector.requestPrice).times(requests.paid).toFixed()),
    failure: error === null ? null : asAppError(source, error),
  }
}

export function asFault(error: Error): Fault {
  if (!(error instanceof CollectError))
    return { kind: 'import', message: error.message, vendorCode: null, grant: null, help: 'collect-import' }
  const { kind, vendorCode, grant } = error
  return { kind, message: describeFault(error), vendorCode, grant, help: helpKey(kind) }
}

function asAppError(source: string, error: Error): AppError {
  if (error instanceof CollectError) return toAppError(source, error)
  if (error instanceof AppError)
    return new AppError(error.code, `${source}: ${error.message}`, { cause: error })
  return new AppError('INTERNAL', `${source}: ${error.message}`, { cause: error })
}
