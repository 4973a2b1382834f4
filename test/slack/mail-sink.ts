import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface SunkMail {
  readonly to: readonly string[]
  /** Head and body as they came. */
  readonly raw: string
}

export interface MailSink {
  readonly port: number
  readonly mails: SunkMail[]
  /** SMTP answers for the next mails, e.g. 451; each refuses one. */
  readonly refusals: number[]
  close(): Promise<void>
}

/** A mail server on loopback that keeps what it is sent. */
export async function startMailSink(): Promise<MailSink> {
  const mails: SunkMail[] = []
  const refusals: number[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const responseCode = refusals.shift()
        if (responseCode !== undefined) {
          done(Object.assign(new Error('refused'), { responseCode }))
          return
        }
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, raw: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    ...{ mails, refusals },
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
