import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request as forward } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { FakeBlobs } from './blob.ts'
import { makeTls } from './tls.ts'

export type BlobFault = 'hang-up' | 'reset' | 'truncated' | 'unavailable'
/** Something that happens to the blob of that path (container and name) before its download is answered. */
export type BlobDeed = (path: string) => Promise<void>

export interface BlobProxy {
  readonly url: string
  readonly ca: string
  readonly requests: () => number
  readonly downloads: () => number
  /** One entry a download: a fault, a deed, or null to answer. */
  script(faults: readonly (BlobFault | BlobDeed | null)[]): void
  close(): Promise<void>
}

/** Stands before the blob emulator, which cannot misbehave by itself. Downloads alone meet the faults. */
export async function startBlobProxy(blobs: FakeBlobs): Promise<BlobProxy> {
  const { ca, cert, key } = makeTls()
  const faults: (BlobFault | BlobDeed | null)[] = []
  const target = new URL(blobs.url)
  const plain = new Map<number | undefined, Socket>()
  const pass = passer(target, blobs.ca, (port) => plain.get(port)?.resetAndDestroy())
  let requests = 0
  let downloads = 0
  const server = createServer({ cert, key }, (incoming, response) => {
    requests += 1
    if (!isDownload(incoming)) return pass(incoming, response, null)
    downloads += 1
    const fault = faults.shift() ?? null
    if (fault === 'unavailable') {
      response.writeHead(503, { 'x-ms-error-code': 'ServerBusy' }).end()
    } else if (typeof fault === 'function') {
      const path = decodeURIComponent(incoming.url?.split('?')[0] ?? '').slice(target.pathname.length + 1)
      void fault(path).then(() => pass(incoming, response, null))
    } else pass(incoming, response, fault)
  })
  // a reset is of the connection below TLS
  server.on('connection', (socket: Socket) => void plain.set(socket.remotePort, socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`,
    ca,
    requests: () => requests,
    downloads: () => downloads,
    script: (list) => void faults.push(...list),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function passer(target: URL, ca: string, reset: (port: number | undefined) => void) {
  return (incoming: IncomingMessage, response: ServerResponse, fault: Cut | null): void => {
    const { method = 'GET', url = '/', headers } = incoming
    const { hostname: host, port } = target
    const outgoing = forward({ host, port, path: url, method, headers, ca }, (answer) => {
      if (fault !== null)
        return void cutShort(answer, response, fault, () => reset(incoming.socket.remotePort))
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    outgoing.on('error', () => response.destroy())
    incoming.pipe(outgoing)
  }
}

type Cut = Exclude<BlobFault, 'unavailable'>

function isDownload({ method, url }: IncomingMessage): boolean {
  return method === 'GET' && url?.includes('comp=list') !== true && url?.endsWith('.json') !== true
}

/** Half of a body: the connection ends in the middle, by a reset, or the answer claims to be no longer. */
async function cutShort(
  answer: IncomingMessage,
  response: ServerResponse,
  fault: Cut,
  reset: () => void,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  const whole = Buffer.concat(chunks)
  const half = whole.subarray(0, whole.length / 2)
  const length = fault === 'truncated' ? half.length : whole.length
  response.writeHead(answer.statusCode ?? 500, { ...answer.headers, 'content-length': String(length) })
  if (fault === 'truncated') response.end(half)
  else response.write(half, () => (fault === 'reset' ? reset() : void response.destroy()))
}
