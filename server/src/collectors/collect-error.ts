import { AppError, type ErrorCode } from '../errors.ts'

/** What went wrong at a cloud, whoever it is. */
export type CollectKind =
  | 'auth'
  | 'permission'
  | 'not_enabled'
  | 'no_data'
  | 'throttled'
  | 'budget'
  | 'bad_request'
  | 'upstream'
  | 'bad_answer'
  | 'stale_pages'
  | 'cancelled'

/** A fault of a cloud source, with the vendor's own code and what a person can do about it. */
export class CollectError extends Error {
  override readonly name = 'CollectError'
  readonly kind: CollectKind
  /** The vendor's name of the error and its request id, where it gave one. */
  readonly vendorCode: string | null
  /** What the server asked to wait, when it did. */
  readonly retryAfterMs: number | null

  constructor(
    kind: CollectKind,
    message: string,
    options: { cause?: unknown; vendorCode?: string | null; retryAfterMs?: number | null } = {},
  ) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.vendorCode = options.vendorCode ?? null
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}

const CODES: Readonly<Record<CollectKind, ErrorCode>> = {
  auth: 'FORBIDDEN',
  permission: 'FORBIDDEN',
  not_enabled: 'FORBIDDEN',
  no_data: 'UPSTREAM',
  throttled: 'UPSTREAM',
  budget: 'UPSTREAM',
  bad_request: 'UPSTREAM',
  upstream: 'UPSTREAM',
  bad_answer: 'UPSTREAM',
  stale_pages: 'UPSTREAM',
  cancelled: 'UPSTREAM',
}

/** Asking for another month would fail in the same way, or is not wanted. */
const FINAL: readonly CollectKind[] = ['auth', 'permission', 'not_enabled', 'budget', 'cancelled']

/** True when a run should stop instead of going on with the next month. */
export function endsRun(error: CollectError): boolean {
  return FINAL.includes(error.kind)
}

/** Exit 77 for what the vendor forbids, 69 for what it cannot do now. */
export function toAppError(source: string, error: CollectError): AppError {
  const code = error.vendorCode === null ? '' : ` [${error.vendorCode}]`
  return new AppError(CODES[error.kind], `${source}: ${error.message}${code}`, {
    cause: error,
    details: { source, kind: error.kind, vendorCode: error.vendorCode },
  })
}
