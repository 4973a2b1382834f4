import type { ApiErrorBody } from '@outlay/shared/api'

/** An answer of the server that is an error, or no answer at all (`status` 0). */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly requestId: string | null

  constructor(body: { code: string; message: string; status: number; requestId: string | null }) {
    super(body.message)
    this.name = 'ApiError'
    this.code = body.code
    this.status = body.status
    this.requestId = body.requestId
  }
}

/** The answer of a route under `/api/v1`, or an `ApiError`. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return await request<T>(path, signal === undefined ? {} : { signal })
}

/** Posts JSON, or nothing. */
export async function postJson<T>(path: string, body?: unknown): Promise<T> {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return await request<T>(path, { method: 'POST', ...json })
}

/**
 * Uploads a bill as multipart `file`. `onProgress` gets the share sent, 0 to 1, which `fetch` cannot tell.
 */
export function uploadFile<T>(path: string, file: File, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const form = new FormData()
    form.append('file', file)
    const call = new XMLHttpRequest()
    call.open('POST', `/api/v1${path}`)
    call.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0)
    call.onerror = () => reject(unreachable())
    call.onload = () => {
      const body = parse(call.responseText)
      if (call.status >= 200 && call.status < 300) resolve(body as T)
      else reject(toError(call.status, body, call.getResponseHeader('x-request-id')))
    }
    call.send(form)
  })
}

/** The body that a route answers to any question, or an `ApiError`. */
export async function request<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(`/api/v1${path}`, init).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw unreachable()
  })
  const body = parse(await response.text())
  if (!response.ok) throw toError(response.status, body, response.headers.get('x-request-id'))
  return body as T
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function toError(status: number, body: unknown, requestId: string | null): ApiError {
  const error = (body as Partial<ApiErrorBody> | null)?.error
  return new ApiError({
    code: error?.code ?? 'UNKNOWN',
    message: error?.message ?? `The server answered ${status}.`,
    status,
    requestId: error?.requestId ?? requestId,
  })
}

function unreachable(): ApiError {
  return new ApiError({
    code: 'UNREACHABLE',
    message: 'The server does not answer. Is it still running?',
    status: 0,
    requestId: null,
  })
}
