import { AppError, type ErrorCode } from '../errors.ts'

/**
 * What went wrong at a cloud, whoever it is. The first eight are what a person may have to act on; each has a chapter in
 * docs/operations.md. The others are the collectors' own.
 */
export type CollectKind =
  | 'auth'
  | 'permission'
  | 'not_enabled'
  | 'no_data'
  | 'throttled'
  | 'quota'
  | 'bad_request'
  | 'upstream'
  | 'budget'
  | 'bad_answer'
  | 'stale_pages'
  | 'cancelled'

export interface CollectErrorOptions {
  readonly cause?: unknown
  readonly vendorCode?: string | null
  readonly retryAfterMs?: number | null
  readonly grant?: string | null
  readonly endsSource?: boolean
}

/** A fault of a cloud source, with the vendor's own code and what a person can do about it. */
export class CollectError extends Error {
  override readonly name = 'CollectError'
  readonly kind: CollectKind
  /** The vendor's name of the error and its request id, where it gave one. */
  readonly vendorCode: string | null
  /** What the server asked to wait, when it did. */
  readonly retryAfterMs: number | null
  /** What to grant or switch on, as the vendor names it: `ce:GetCostAndUsage`, `Cost Management Reader on …`. */
  readonly grant: string | null
  /** Every other question of this run would fail likewise. */
  readonly endsSource: boolean

  constructor(kind: CollectKind, message: string, options: CollectErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.vendorCode = options.vendorCode ?? null
    this.retryAfterMs = options.retryAfterMs ?? null
    this.grant = options.grant ?? null
    this.endsSource = options.endsSource ?? ENDS_SOURCE.includes(kind)
  }
}

const ENDS_SOURCE: readonly CollectKind[] = ['auth', 'budget', 'cancelled']
const ENDS_PART: readonly CollectKind[] = ['permission', 'not_enabled', 'quota']
const REFUSALS: readonly CollectKind[] = ['auth', 'permission', 'not_enabled']

/** True when the part's other windows would fail in the same way. */
export function endsPart(error: CollectError): boolean {
  return error.endsSource || ENDS_PART.includes(error.kind)
}

/** Key of the chapter that explains a fault: `docs/operations.md#collect-permission`. */
export function helpKey(kind: CollectKind): string {
  return `collect-${kind.replaceAll('_', '-')}`
}

/** Exit 77 for what the vendor forbids, 69 for what it cannot do now. */
export function toAppError(source: string, error: CollectError): AppError {
  const code: ErrorCode = REFUSALS.includes(error.kind) ? 'FORBIDDEN' : 'UPSTREAM'
  return new AppError(code, `${source}: ${describeFault(error)}`, {
    cause: error,
    details: {
      source,
      kind: error.kind,
      vendorCode: error.vendorCode,
      grant: error.grant,
      help: helpKey(error.kind),
    },
  })
}

/** The whole fault in a line: what, the vendor's code, what to grant, where to read on. */
export function describeFault(error: CollectError): string {
  const code = error.vendorCode === null ? '' : ` [${error.vendorCode}]`
  const grant = error.grant === null ? '' : ` Needed: ${error.grant}.`
  return `${error.message}${code}.${grant} See docs/operations.md#${helpKey(error.kind)}.`
}
