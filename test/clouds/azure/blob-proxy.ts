import { createServer, request as forward } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { FakeBlobs } from './blob.ts'
import { makeTls } from './tls.ts'

export interface BlobProxy {
  readonly url: string
  readonly ca: string
  /** Breaks the next downloads off in the middle of their bodies, or answers them 503. */
  script(faults: readonly ('truncated' | 'unavailable')[]): void
  close(): Promise<void>
}

/** Stands before the blob emulator, which cannot misbehave by itself. Downloads alone meet the faults. */
export async function startBlobProxy(blobs: FakeBlobs): Promise<BlobProxy> {
  const { ca, cert, key } = makeTls()
  const faults: ('truncated' | 'unavailable')[] = []
  const target = new URL(blobs.url)
  const server = createServer({ cert, key }, (incoming, response) => {
    const isDownload =
      incoming.method === 'GET' && !incoming.url?.includes('comp=list') && !incoming.url?.endsWith('.json')
    const fault = isDownload ? faults.shift() : undefined
    if (fault === 'unavailable') {
      response.writeHead(503, { 'x-ms-error-code': 'ServerBusy' }).end()
      return
    }
    const { method = 'GET', url = '/', headers } = incoming
    const outgoing = forward(
      { host: target.hostname, port: target.port, path: url, method, headers, ca: blobs.ca },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        if (fault === undefined) answer.pipe(response)
        else
          answer.once('data', (chunk: Buffer) =>
            response.write(chunk.subarray(0, 5), () => response.destroy()),
          )
      },
    )
    outgoing.on('error', () => response.destroy())
    incoming.pipe(outgoing)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`,
    ca,
    script: (list) => void faults.push(...list),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
