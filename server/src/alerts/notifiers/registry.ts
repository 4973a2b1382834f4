import { email } from './email.ts'
import type { Notifier, NotifierContext, NotifierPlugin } from './notifier.ts'
import { outboxFile } from './outbox-file.ts'
import { slackBot } from './slack-bot.ts'
import { slackWebhook } from './slack-webhook.ts'
import { webhook } from './webhook.ts'

/** The first that serves a recipient and has what it needs takes it. */
export const notifiers: readonly NotifierPlugin[] = [slackBot, slackWebhook, email, webhook, outboxFile]

export interface Route {
  readonly plugin: NotifierPlugin
  /** Undefined where settings or secrets are missing. */
  readonly notifier: Notifier | undefined
}

export interface Notifiers {
  /** Who takes a recipient's messages. */
  route(recipient: string): Route
}

/** Every notifier that the configuration allows, made once. @throws BAD_CONFIG for a secret file that cannot be read */
export function createNotifiers(
  context: NotifierContext,
  plugins: readonly NotifierPlugin[] = notifiers,
): Notifiers {
  const made = plugins.map((plugin) => ({ plugin, notifier: plugin.create(context) }))
  return {
    route(recipient) {
      const serving = made.filter(({ plugin }) => plugin.serves(recipient))
      const found = serving.find(({ notifier }) => notifier !== undefined) ?? serving[0]
      if (found === undefined) throw new Error(`no notifier serves ${recipient}`)
      return found
    },
  }
}
