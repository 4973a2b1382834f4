import { createHash } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export interface FakeSocket {
  /** Sends an envelope to the client, which may connect later, and waits for its acknowledgement. */
  send(envelope: {
    readonly envelope_id: string
    readonly type: string
    readonly payload: unknown
  }): Promise<boolean>
  close(): void
}

/** The far end of Socket Mode: RFC 6455 with short text frames, as much as one client needs. */
export function attachSocket(server: Server): FakeSocket {
  let connected: (socket: Duplex) => void
  const client = new Promise<Duplex>((resolve) => {
    connected = resolve
  })
  const acknowledged = new Map<string, () => void>()
  const sockets: Duplex[] = []
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}${GUID}`)
      .digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      for (const text of textFrames(chunk)) {
        const { envelope_id } = JSON.parse(text) as { envelope_id?: string }
        acknowledged.get(envelope_id ?? '')?.()
      }
    })
    sockets.push(socket)
    socket.write(frame(JSON.stringify({ type: 'hello', num_connections: 1 })))
    connected(socket)
  })
  return {
    async send(envelope) {
      const socket = await client
      const answered = new Promise<boolean>((resolve) => {
        acknowledged.set(envelope.envelope_id, () => resolve(true))
      })
      socket.write(frame(JSON.stringify({ accepts_response_payload: false, ...envelope })))
      return answered
    },
    close() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** One unmasked text frame of at most 64 KiB. */
function frame(text: string): Buffer {
  const body = Buffer.from(text)
  if (body.length < 126) return Buffer.concat([Buffer.from([0x81, body.length]), body])
  return Buffer.concat([Buffer.from([0x81, 126, body.length >> 8, body.length & 255]), body])
}

/** Texts of the masked frames of a client; other frames are left out. */
function textFrames(chunk: Buffer): readonly string[] {
  const texts: string[] = []
  for (let start = 0; start + 6 <= chunk.length; ) {
    const opcode = (chunk[start] ?? 0) & 15
    const short = (chunk[start + 1] ?? 0) & 127
    const [length, head] = short === 126 ? [chunk.readUInt16BE(start + 2), 4] : [short, 2]
    const mask = chunk.subarray(start + head, start + head + 4)
    const body = chunk.subarray(start + head + 4, start + head + 4 + length)
    if (opcode === 1)
      texts.push(Buffer.from(body.map((byte, index) => byte ^ (mask[index % 4] ?? 0))).toString())
    start += head + 4 + length
  }
  return texts
}
