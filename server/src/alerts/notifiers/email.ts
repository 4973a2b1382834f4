import type { Transporter } from 'nodemailer'
import { readSecret } from '../../config/secrets.ts'
import { isLoopback } from '../../http/security.ts'
import { urlOf } from '../message/budget-message.ts'
import { type EmailMessage, toEmail, toEmailBundle } from '../message/email-message.ts'
import { mailHead } from '../message/mail-head.ts'
import { UNSUBSCRIBE_MARK } from '../unsubscribe/unsubscribe-token.ts'
import {
  DeliveryError,
  type NotifierContext,
  type NotifierPlugin,
  type Outgoing,
  SEND_TIMEOUT_MS,
} from './notifier.ts'

/** Mail by SMTP. A message bears the same Message-ID in every try. */
export const email: NotifierPlugin = {
  id: 'email',
  title: 'E-mail',
  needs: 'channels.email',
  paceMs: 0,
  updates: false,
  serves: (recipient) => recipient.startsWith('email:'),
  create({ config, env, clock }) {
    const settings = config.channels.email
    if (settings === null) return undefined
    const { host, port, user, from } = settings
    const pass = readSecret(env, 'SMTP_PASSWORD')
    const options = {
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
    }
    let transport: Promise<Transporter> | undefined
    return {
      async send(outgoing) {
        // Loaded with the first mail: most servers never send one.
        transport ??= import('nodemailer').then(({ createTransport }) => createTransport(options))
        await deliver(await transport, outgoing, { from, config, now: clock() })
        return null
      },
    }
  },
}

interface Sender {
  readonly from: string
  readonly config: NotifierContext['config']
  readonly now: Date
}

async function deliver(transport: Transporter, outgoing: Outgoing, sender: Sender): Promise<void> {
  const { from, config, now } = sender
  const { target, unsubscribe } = outgoing
  const leave = unsubscribe === null ? null : urlOf(config.publicUrl, unsubscribe)
  try {
    await transport.sendMail({
      ...contentOf(outgoing, leave, config.publicUrl),
      ...mailHead(outgoing, leave, { now, config }),
      from,
      to: { name: '', address: target },
    })
  } catch (cause) {
    throw toDeliveryError(cause)
  }
}

function contentOf({ alerts, note }: Outgoing, leave: string | null, publicUrl: string | null): EmailMessage {
  const [first, ...others] = alerts
  if (others.length > 0)
    return toEmailBundle(
      alerts.map(({ message }) => message),
      leave,
    )
  const written = first.message.content?.email
  if (written === undefined) return toEmail(first.message, note, leave)
  return withLink(written, leave, publicUrl)
}

/** A report is written once for all its readers: each gets a link of their own. */
function withLink({ subject, text, html }: EmailMessage, leave: string | null, publicUrl: string | null) {
  const mark = urlOf(publicUrl, UNSUBSCRIBE_MARK)
  if (mark === null || leave === null) return { subject, text, html }
  return { subject, text: text.replaceAll(mark, leave), html: html.replaceAll(mark, leave) }
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
