import type { SlackMessage } from '@outlay/shared/alerts'
import {
  type KnownBlock,
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
} from '@slack/web-api'
import { DeliveryError, type Notifier, type Outgoing, type Reference, SEND_TIMEOUT_MS } from './notifier.ts'
import type { SlackForms } from './slack-forms.ts'

interface Bot {
  readonly token: string
  readonly endpoint: string | null
  readonly forms: SlackForms
  readonly look: Look
}

/** What speaks to Slack for the bot; loaded with the first message, for most servers never send one. */
export function createBotSender({ token, endpoint, forms, look }: Bot): Notifier {
  const client = createClient(token, endpoint)
  return { send: (outgoing) => deliver({ client, forms }, outgoing, look) }
}

/** The outbox tries again, not the library: what waits must survive the process. */
function createClient(token: string, endpoint: string | null): WebClient {
  return new WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: SEND_TIMEOUT_MS,
    logLevel: LogLevel.ERROR,
    allowAbsoluteUrls: false,
    ...(endpoint === null ? {} : { slackApiUrl: endpoint }),
  })
}

interface Look {
  readonly acting: boolean
  readonly url: string | null
}

interface Workspace {
  readonly client: WebClient
  readonly forms: SlackForms
}

async function deliver(
  { client, forms }: Workspace,
  outgoing: Outgoing,
  look: Look,
): Promise<Reference | null> {
  try {
    const post = (content: SlackMessage) => call(client, outgoing, content)
    return await forms.send(outgoing, { ...look, post, refuses: refusesBlocks })
  } catch (error) {
    throw toDeliveryError(error)
  }
}

async function call(client: WebClient, outgoing: Outgoing, content: SlackMessage): Promise<Reference | null> {
  const { parent, action, id } = outgoing
  const blocks: KnownBlock[] = JSON.parse(JSON.stringify(content.blocks))
  const body = {
    text: content.text,
    blocks,
    metadata: {
      event_type: 'outlay_alert',
      event_payload: { id, alerts: outgoing.alerts.map((each) => each.id).join(',') },
    },
  }
  if (action === 'update' && parent !== null) {
    await client.chat.update({ ...body, channel: parent.channel, ts: parent.ts })
    return parent
  }
  const answer = await client.chat.postMessage({
    ...body,
    unfurl_links: false,
    unfurl_media: false,
    channel: parent?.channel ?? outgoing.target,
    ...(parent === null ? {} : { thread_ts: parent.ts }),
  })
  return answer.channel === undefined || answer.ts === undefined
    ? null
    : { channel: answer.channel, ts: answer.ts }
}

const BAD_BLOCKS: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
])

function refusesBlocks(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && BAD_BLOCKS.has(error.data.error)
}

/** Slack is well, but has not answered. */
const PASSING: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
])
/** Only this message cannot be changed or answered. */
const OF_MESSAGE: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'thread_not_found',
  'msg_too_long',
  'no_text',
])

function toDeliveryError(cause: unknown): DeliveryError {
  if (cause instanceof WebAPIRateLimitedError) {
    return new DeliveryError('retry', 'Slack asks to wait', { cause, retryAfterMs: cause.retryAfter * 1000 })
  }
  if (cause instanceof WebAPIHTTPError) {
    const verdict = cause.statusCode >= 500 || cause.statusCode === 408 ? 'retry' : 'disable'
    return new DeliveryError(verdict, `Slack answered ${cause.statusCode}`, { cause })
  }
  if (!(cause instanceof WebAPIPlatformError)) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return new DeliveryError('retry', `Slack was not reached: ${why.slice(0, 200)}`, { cause })
  }
  const code = cause.data.error
  return new DeliveryError(verdictOf(code), `Slack answered ${code.slice(0, 100)}`, { cause })
}

/** A page of some proxy arrives as if it were a code. */
function verdictOf(code: string): DeliveryError['verdict'] {
  if (PASSING.has(code) || !/^[a-z0-9_]+$/.test(code)) return 'retry'
  return OF_MESSAGE.has(code) ? 'drop' : 'disable'
}
