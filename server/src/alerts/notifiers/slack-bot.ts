import { readSecret } from '../../config/secrets.ts'
import type { Notifier, NotifierPlugin } from './notifier.ts'
import { createSlackForms } from './slack-forms.ts'

/** A bot: posts, changes its messages, answers in their threads, and its buttons act. */
export const slackBot: NotifierPlugin = {
  id: 'slack-bot',
  title: 'Slack, by a bot',
  needs: 'SLACK_BOT_TOKEN',
  paceMs: 1000,
  updates: true,
  serves: (recipient) => recipient.startsWith('slack:'),
  create({ config, env, clock }) {
    const token = readSecret(env, 'SLACK_BOT_TOKEN')
    if (token === undefined) return undefined
    const look = { acting: hasButtons(env, config.publicUrl), url: config.publicUrl }
    const bot = {
      token,
      endpoint: config.channels.slack?.endpoint ?? null,
      forms: createSlackForms(clock),
      look,
    }
    let sender: Promise<Notifier> | undefined
    return {
      async send(outgoing) {
        sender ??= import('./slack-bot-sender.ts').then(({ createBotSender }) => createBotSender(bot))
        return (await sender).send(outgoing)
      },
    }
  },
}

/** Buttons act over Socket Mode, or by signed requests to the public address. */
export function hasButtons(
  env: Readonly<Record<string, string | undefined>>,
  publicUrl: string | null,
): boolean {
  if (readSecret(env, 'SLACK_APP_TOKEN') !== undefined) return true
  return publicUrl !== null && readSecret(env, 'SLACK_SIGNING_SECRET') !== undefined
}
