import type { ImportSummary } from '@outlay/shared/api'
import { AppError } from '../errors.ts'
import type { SideKind, StagedDelivery, StageRequest } from '../ingest/staged.ts'
import type { CallContext } from './call-context.ts'
import { CollectError } from './collect-error.ts'
import type { CollectWindow, Part } from './collector.ts'
import type { ReadWindow } from './read-window.ts'
import type { WindowReport } from './run-report.ts'

/** Files of one window, to be staged as one delivery. */
export type PartFiles = Pick<StageRequest, 'files' | 'format' | 'source' | 'kind' | 'slice'>

/** The functions of ingest come in here, so that collectors never see the database. */
export interface Publishing {
  stage(files: PartFiles): Promise<StagedDelivery>
  /** Brings a staged delivery into the lake and the facts. */
  apply(staged: StagedDelivery): Promise<ImportSummary>
  /** Puts out of force what a side part told of a window before: it now says that there is nothing. */
  withdraw(
    slice: Pick<StageRequest, 'slice'> & { readonly kind: SideKind; readonly source: string },
  ): Promise<unknown>
  /** Forgets a staged delivery that will not be applied. */
  drop(staged: StagedDelivery): void
}

interface PublishDeps extends Publishing {
  readonly calls: Pick<CallContext, 'source'>
  /** Where neither the part nor the collector names one. */
  readonly format: string
}

/** Stages and applies a window that came whole. Throws AppError for what cannot be read or must not come in. */
export async function publishWindow(
  part: Part,
  window: CollectWindow,
  { collected, files, pages, rows }: ReadWindow,
  deps: PublishDeps,
  tell: (stage: 'staging' | 'applying') => void,
): Promise<WindowReport> {
  const report = {
    part: part.id,
    kind: part.kind,
    window: window.key,
    pages,
    rows,
    estimated: collected.estimated,
  }
  const whole = { ...report, fault: null, error: null, applied: null }
  if (collected.unchanged === true) return { ...whole, state: 'unchanged' }
  if (files.length === 0) {
    // An empty answer wipes no bill: exports also come without lines when something went wrong.
    if (part.kind !== 'costs')
      await deps.withdraw({ kind: part.kind, source: deps.calls.source, slice: sliceOf(part, window) })
    return { ...whole, state: 'empty' }
  }
  tell('staging')
  const format = collected.format ?? part.format ?? deps.format
  const staged = await deps.stage({
    files: [...files],
    format: part.kind === 'costs' ? format : null,
    kind: part.kind,
    source: deps.calls.source,
    slice: part.kind === 'costs' ? '' : sliceOf(part, window),
  })
  refuseBroken(staged, deps)
  refuseMiscounted(staged, collected.rows, deps)
  tell('applying')
  const applied = await deps.apply(staged)
  refuseFailed(applied)
  const kept = staged.files.reduce((sum, file) => sum + file.rowsKept, 0)
  return { ...whole, rows: kept, applied, state: stateOf(applied) }
}

/** What a newer reading of a side part replaces. */
function sliceOf(part: Part, window: CollectWindow): string {
  return `${part.id}/${window.key}`
}

/** Of a window of which a file cannot be read nothing is published. */
function refuseBroken(staged: StagedDelivery, deps: PublishDeps): void {
  const broken = staged.files.find(({ error }) => error !== null)
  if (broken === undefined) return
  deps.drop(staged)
  throw new AppError('BAD_DATA', `${broken.name}: ${broken.error}`)
}

/** What the vendor counted and what came are not the same rows: nothing of the window is published. */
function refuseMiscounted(staged: StagedDelivery, announced: number | undefined, deps: PublishDeps): void {
  const found = staged.files.reduce((sum, { rowsIn }) => sum + rowsIn, 0)
  if (announced === undefined || announced === found) return
  deps.drop(staged)
  throw new CollectError(
    'bad_answer',
    `${found} rows came, the manifest says ${announced}; nothing of this window was brought in`,
  )
}

/** Nothing of a file could be used: every row was rejected, or there was none. */
function refuseFailed({ imports }: ImportSummary): void {
  const failed = imports.find(({ state }) => state === 'failed')
  if (failed === undefined) return
  throw new AppError(
    'BAD_DATA',
    `${failed.files.join(', ')}: ${failed.message ?? 'nothing of it could be used'}`,
  )
}

function stateOf({ imports }: ImportSummary): WindowReport['state'] {
  if (imports.some(({ state }) => state === 'held')) return 'held'
  return imports.length > 0 && imports.every(({ state }) => state === 'unchanged') ? 'unchanged' : 'published'
}
