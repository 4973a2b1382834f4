/** Exit codes of the CLI and HTTP statuses of the API, by the kind of trouble. See docs/operations.md. */
const CODES = {
  USAGE: { exit: 2, status: 400 },
  INVALID_INPUT: { exit: 2, status: 400 },
  BAD_DATA: { exit: 65, status: 422 },
  NOT_FOUND: { exit: 66, status: 404 },
  UPSTREAM: { exit: 69, status: 502 },
  INTERNAL: { exit: 70, status: 500 },
  CANNOT_WRITE: { exit: 73, status: 507 },
  DAMAGED: { exit: 74, status: 500 },
  IN_USE: { exit: 75, status: 409 },
  BUSY: { exit: 75, status: 503 },
  NEWER_VERSION: { exit: 76, status: 500 },
  FORBIDDEN: { exit: 77, status: 403 },
  BAD_CONFIG: { exit: 78, status: 400 },
  TOO_LARGE: { exit: 65, status: 413 },
  CONFLICT: { exit: 1, status: 409 },
} as const

export type ErrorCode = keyof typeof CODES

/** An error that a person can act on: its message names the file, row or setting and the next step. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: unknown

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.details = options.details
  }

  get exitCode(): number {
    return CODES[this.code].exit
  }

  get status(): number {
    return CODES[this.code].status
  }
}
