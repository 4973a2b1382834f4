import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { FILE_CHANNEL } from '../recipients.ts'
import { DeliveryError, type NotifierPlugin } from './notifier.ts'
import { toWebhookBody } from './webhook.ts'

const NAME = 'outbox.jsonl'

/** A file of the data folder, a JSON document a line: for dry runs, and where no channel is configured. */
export const outboxFile: NotifierPlugin = {
  id: 'outbox-file',
  title: 'File in the data folder',
  needs: '',
  paceMs: 0,
  updates: false,
  serves: (recipient) => recipient === FILE_CHANNEL,
  create({ dataDir, clock }) {
    return {
      async send(outgoing) {
        const line = JSON.stringify({ at: clock().toISOString(), ...toWebhookBody(outgoing) })
        try {
          appendFileSync(join(dataDir, NAME), `${line}\n`, { mode: 0o600 })
        } catch (cause) {
          throw new DeliveryError('retry', `${NAME} could not be written`, { cause })
        }
        return null
      },
    }
  },
}
