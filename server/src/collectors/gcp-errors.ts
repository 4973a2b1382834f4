import { z } from 'zod'
import { retryAfterMs } from '../http/retry-after.ts'
import { CollectError } from './collect-error.ts'
import { type GcpCause, gcpCause, SIGN_IN } from './gcp-causes.ts'
import { GcpRefusal } from './gcp-transport.ts'

export interface ErrorPlace {
  /** What to grant for the call that failed: `roles/billing.viewer on billing account …`. */
  readonly grant: string
  /** Host name of the API: `cloudbilling.googleapis.com`. */
  readonly service: string
  readonly now: Date
}

/** Any error of Google's clients as a CollectError. Errors that are no trouble of the cloud pass unchanged. */
export function gcpError(error: unknown, place: ErrorPlace): unknown {
  if (error instanceof CollectError || !(error instanceof Error)) return error
  if (error instanceof GcpRefusal) return refusalOf(error, place)
  const inner = JobError.safeParse(error)
  if (inner.success) return told(error, inner.data.errors[0], place)
  const cause = localCause(error)
  if (cause === undefined) return error
  return new CollectError(cause.kind, `${cause.hint}. ${clean(error.message)}`, {
    cause: error,
    vendorCode: error.name,
  })
}

const Detail = z.looseObject({
  '@type': z.string().optional(),
  reason: z.string().optional(),
  retryDelay: z.string().optional(),
})
const Body = z.object({
  error: z.object({
    message: z.string().default(''),
    status: z.string().optional(),
    errors: z.array(z.object({ reason: z.string().optional() })).optional(),
    details: z.array(Detail).optional(),
  }),
})
/** BigQuery's client throws these for a job that was accepted and failed. */
const JobError = z.object({
  errors: z.tuple([z.object({ reason: z.string(), message: z.string().default('') })], z.unknown()),
})

function refusalOf(error: GcpRefusal, place: ErrorPlace): CollectError {
  const body = Body.safeParse(parseJson(error.body))
  const { message = '', status, errors = [], details = [] } = body.data?.error ?? {}
  const reason = details.find((detail) => detail.reason !== undefined)?.reason ?? errors[0]?.reason
  const cause = gcpCause(error.status, reason, message)
  const delay = details.find(({ retryDelay }) => retryDelay !== undefined)?.retryDelay
  return new CollectError(cause.kind, `${cause.hint}. Google says: ${clean(message || error.body)}`, {
    cause: error,
    vendorCode: `HTTP ${error.status} ${reason ?? status ?? ''}`.trimEnd(),
    retryAfterMs: retryAfterMs(error.headers, place.now) ?? durationMs(delay),
    ...wanted(cause, place),
  })
}

function told(
  error: Error,
  { reason, message }: { reason: string; message: string },
  place: ErrorPlace,
): CollectError {
  const cause = gcpCause(undefined, reason, message)
  return new CollectError(cause.kind, `${cause.hint}. Google says: ${clean(message)}`, {
    cause: error,
    vendorCode: reason,
    ...wanted(cause, place),
  })
}

function wanted({ kind, endsSource }: GcpCause, { grant, service }: ErrorPlace) {
  const needed =
    kind === 'permission' ? grant : kind === 'not_enabled' ? `gcloud services enable ${service}` : null
  return { grant: needed, ...(endsSource === undefined ? {} : { endsSource }) }
}

function localCause(error: Error): GcpCause | undefined {
  const code = 'code' in error ? String(error.code) : ''
  const text = `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
  if (
    /default credentials|credential file|not exist, or it is not a file|invalid_(grant|rapt|client)|reauth|Unable to detect/i.test(
      text,
    )
  )
    return { kind: 'auth', hint: `No Google credentials were found, or they have ended. ${SIGN_IN}` }
  if (error instanceof SyntaxError || DECODERS.test(error.stack ?? ''))
    return { kind: 'bad_answer', hint: 'The answer cannot be read. Check the endpoint and any proxy' }
  if (/^(E[A-Z_]+|ERR_.*|CERT_.*|UNABLE_TO_.*|SELF_SIGNED.*|DEPTH_ZERO.*)$/.test(code) || NETWORK.test(text))
    return {
      kind: 'upstream',
      hint: 'Google cannot be reached. Check the network, the endpoint and any proxy',
    }
  return undefined
}

/** Google's own decoders throw plain errors. */
const DECODERS = /fromproto3json|decodeResponse/
const NETWORK =
  /socket hang up|aborted|premature close|terminated|timed? ?out|ECONN|EPIPE|fetch failed|certificate/i

/** `3.5s` of google.rpc.RetryInfo. */
function durationMs(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}(\.\d+)?s$/.test(text)
    ? Math.ceil(Number.parseFloat(text) * 1000)
    : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function clean(message: string): string {
  const line = message.trim().split('\n')[0] ?? ''
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}
