import { readSecret } from '../../config/secrets.ts'
import { DeliveryError, type NotifierPlugin } from './notifier.ts'
import { createSlackForms } from './slack-forms.ts'

/** An incoming webhook: one channel, no threads, no changes; its buttons open pages. */
export const slackWebhook: NotifierPlugin = {
  id: 'slack-webhook',
  title: 'Slack, by an incoming webhook',
  needs: 'SLACK_WEBHOOK_URL',
  paceMs: 1000,
  updates: false,
  serves: (recipient) => recipient.startsWith('slack:'),
  create({ config, env, clock }) {
    const url = readSecret(env, 'SLACK_WEBHOOK_URL')
    if (url === undefined) return undefined
    const forms = createSlackForms(clock)
    const look = { acting: false, url: config.publicUrl, refuses: refusesBlocks }
    return {
      async send(outgoing) {
        // Loaded with the first message: most servers never send one.
        const { post } = await import('./slack-webhook-post.ts')
        await forms.send(outgoing, { ...look, post: (content) => post(url, content) })
        return null
      },
    }
  },
}

function refusesBlocks(error: unknown): boolean {
  return error instanceof DeliveryError && /invalid_blocks|invalid_payload|msg_blocks/.test(error.message)
}
