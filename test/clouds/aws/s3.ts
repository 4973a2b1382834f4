import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

export type S3Fault =
  | 'drop-mid-body'
  | 'reset'
  | 'truncated'
  | 'slow-down'
  | 'access-denied'
  | 'expired-token'
  | 'internal'

/** Something that happens to the object of that key before its request is answered. */
export type S3Deed = (key: string) => Promise<void>

export interface FakeS3 {
  readonly url: string
  readonly bucket: string
  /** `GET /bucket/key`, without the query, in the order in which they came. */
  readonly requests: readonly string[]
  /** `modified` is now, where it is not given. */
  put(key: string, body: string | Uint8Array, modified?: Date): Promise<void>
  remove(key: string): Promise<void>
  /** One entry a request whose `METHOD /path` matches: a fault, a deed, or null to answer. */
  script(faults: readonly (S3Fault | S3Deed | null)[], match?: RegExp): void
  close(): Promise<void>
}

/** Keys that the emulator knows. */
export const S3_KEYS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' }

/** S3 on loopback: s3rver behind a door that breaks answers on command. Close it when done. */
export async function startFakeS3(bucket = 'exports'): Promise<FakeS3> {
  const directory = mkdtempSync(join(tmpdir(), 'outlay-s3-'))
  const s3 = new S3rver({ silent: true, directory, configureBuckets: [{ name: bucket }] })
  await s3.configureBuckets()
  const handle = s3.callback()
  const requests: string[] = []
  const scripts: { match: RegExp; faults: (S3Fault | S3Deed | null)[] }[] = []
  const server = createServer((request, response) => {
    if (request.headers['x-test'] !== undefined) return void handle(request, response)
    const name = `${request.method} ${request.url?.split('?')[0]}`
    requests.push(name)
    const script = scripts.find(({ match, faults }) => faults.length > 0 && match.test(name))
    const fault = script?.faults.shift() ?? null
    if (typeof fault !== 'function') return respond(fault, handle, request, response)
    void fault(name.slice(`GET /${bucket}/`.length)).then(() => handle(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const change = async (method: string, key: string, body: string | Uint8Array | null) => {
    const headers = { 'x-test': 'set up' }
    const response = await fetch(`${url}/${bucket}/${key}`, {
      method,
      headers,
      body: body === null ? null : Buffer.from(body),
    })
    if (!response.ok) throw new Error(`${method} ${key}: ${response.status} ${await response.text()}`)
  }
  return {
    url,
    bucket,
    requests,
    async put(key, body, modified) {
      await change('PUT', key, body)
      // where the emulator keeps the object
      if (modified !== undefined)
        utimesSync(join(directory, bucket, `${key}._S3rver_object`), modified, modified)
    },
    remove: (key) => change('DELETE', key, null),
    script: (faults, match = /./) => void scripts.push({ match, faults: [...faults] }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const ERRORS = {
  'slow-down': [503, 'SlowDown', 'Please reduce your request rate.'],
  'access-denied': [403, 'AccessDenied', 'Access Denied'],
  'expired-token': [400, 'ExpiredToken', 'The provided token has expired.'],
  internal: [500, 'InternalError', 'We encountered an internal error. Please try again.'],
} as const

function respond(
  fault: S3Fault | null,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (fault === null) return void handle(request, response)
  if (fault === 'drop-mid-body' || fault === 'reset' || fault === 'truncated') {
    cutShort(response, fault)
    return void handle(request, response)
  }
  const [status, code, message] = ERRORS[fault]
  response.writeHead(status, { 'content-type': 'application/xml' })
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  response.end(request.method === 'HEAD' ? undefined : body)
}

type Write = (chunk: Uint8Array, done?: () => void) => boolean

/** Half of a body: the connection ends in the middle, by a reset, or the answer claims to be no longer. */
function cutShort(response: ServerResponse, fault: 'drop-mid-body' | 'reset' | 'truncated'): void {
  const write = response.write.bind(response) as Write
  if (fault !== 'truncated') {
    const end = () => (fault === 'reset' ? response.socket?.resetAndDestroy() : response.destroy())
    response.write = ((chunk: Uint8Array) =>
      write(chunk.subarray(0, chunk.length / 2), end)) as typeof response.write
    return
  }
  let left = 0
  const setHeader = response.setHeader.bind(response)
  response.setHeader = (name, value) => {
    if (name.toLowerCase() !== 'content-length') return setHeader(name, value)
    left = Math.floor(Number(value) / 2)
    return setHeader(name, left)
  }
  response.write = ((chunk: Uint8Array) => {
    const part = chunk.subarray(0, left)
    left -= part.length
    return part.length === 0 || write(part)
  }) as typeof response.write
}
