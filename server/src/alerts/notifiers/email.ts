import { createTransport, type Transporter } from 'nodemailer'
import { readSecret } from '../../config/secrets.ts'
import { isLoopback } from '../../http/security.ts'
import { toEmail, toEmailBundle } from '../message/email-message.ts'
import { DeliveryError, type NotifierPlugin, type Outgoing, SEND_TIMEOUT_MS } from './notifier.ts'

/** Mail by SMTP. A message bears the same Message-ID in every try. */
export const email: NotifierPlugin = {
  id: 'email',
  title: 'E-mail',
  needs: 'channels.email',
  paceMs: 0,
  updates: false,
  serves: (recipient) => recipient.startsWith('email:'),
  create({ config, env }) {
    const settings = config.channels.email
    if (settings === null) return undefined
    const { host, port, user, from } = settings
    const pass = readSecret(env, 'SMTP_PASSWORD')
    const transport = createTransport({
      host,
      port,
      secure: port === 465,
      // a password never travels in the clear beyond this machine
      requireTLS: user !== null && port !== 465 && !isLoopback(host),
      connectionTimeout: SEND_TIMEOUT_MS,
      greetingTimeout: SEND_TIMEOUT_MS,
      socketTimeout: SEND_TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(user === null ? {} : { auth: { user, pass: pass ?? '' } }),
    })
    return {
      async send(outgoing) {
        await deliver(transport, from, outgoing)
        return null
      },
    }
  },
}

async function deliver(transport: Transporter, from: string, outgoing: Outgoing): Promise<void> {
  const [first, ...others] = outgoing.alerts
  const mail =
    others.length === 0
      ? (first.message.content?.email ?? toEmail(first.message, outgoing.note))
      : toEmailBundle(outgoing.alerts.map(({ message }) => message))
  try {
    await transport.sendMail({
      ...mail,
      from,
      to: { name: '', address: outgoing.target },
      messageId: `<${outgoing.id}@outlay>`,
      headers: {
        'x-outlay-id': outgoing.id,
        'auto-submitted': 'auto-generated',
        ...(others.length === 0 ? first.message.content?.emailHeaders : {}),
      },
    })
  } catch (cause) {
    throw toDeliveryError(cause)
  }
}

function toDeliveryError(cause: unknown): DeliveryError {
  const error = cause instanceof Error ? cause : new Error(String(cause))
  const status = 'responseCode' in error ? Number(error.responseCode) : 0
  const code = 'code' in error ? String(error.code) : ''
  const lasting = code === 'EAUTH' || code === 'EENVELOPE' ? status >= 500 || status === 0 : status >= 500
  return new DeliveryError(lasting ? 'disable' : 'retry', `The mail server: ${error.message.slice(0, 200)}`, {
    cause,
  })
}
