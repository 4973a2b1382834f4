import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { slackSignature } from '@outlay/server/alerts/interactions/slack-signature'
import { hasCharts } from '@outlay/server/alerts/message/slack-chart-text'
import { slackFaults } from '@outlay/server/alerts/message/slack-limits'
import type { SlackBlock } from '@outlay/shared/alerts'
import { attachSocket } from './fake-socket.ts'

/** A message as Slack keeps it. */
export interface KeptMessage {
  readonly channel: string
  readonly ts: string
  readonly text: string
  readonly blocks: readonly SlackBlock[]
  readonly threadTs: string | null
  /** Of the delivery; null by webhook. */
  readonly id: string | null
  readonly updates: number
}

/** What it answers next instead of doing its work; `lost` does the work and drops the connection. */
export type Trouble =
  | { readonly status: number; readonly retryAfter?: number; readonly body?: string }
  | { readonly error: string }
  | 'hang'
  | 'lost'

export interface FakeSlack {
  /** For `channels.slack.endpoint`. */
  readonly api: string
  /** For SLACK_WEBHOOK_URL. */
  readonly webhook: string
  readonly messages: KeptMessage[]
  /** Requests in the order in which they came: method and milliseconds. */
  readonly calls: { readonly method: string; readonly ms: number }[]
  /** Trouble for the next requests, in order. */
  readonly troubles: Trouble[]
  /** True: a workspace that does not know charts yet and answers `invalid_blocks`. */
  refusesCharts: boolean
  /** Presses a button or chooses from a menu of a message, as Slack tells it to the public address. */
  press(url: string, action: Pressed): Promise<Response>
  /** The same over the connection that a client of Socket Mode opened: true once it is acknowledged. */
  pressOverSocket(action: Pick<Pressed, 'actionId' | 'value'>): Promise<boolean>
  close(): Promise<void>
}

export interface Pressed {
  readonly secret: string
  readonly actionId: string
  readonly value: string
  readonly user?: string
  readonly now?: Date
}

/** Slack on loopback: validates what it is sent against the documented limits and keeps it. */
export async function startFakeSlack(): Promise<FakeSlack> {
  const messages: KeptMessage[] = []
  const calls: FakeSlack['calls'] = []
  const troubles: Trouble[] = []
  const manners = { refusesCharts: false }
  const server = createServer((request, response) => {
    const method = (request.url ?? '').split('/').at(-1) ?? ''
    calls.push({ method, ms: performance.now() })
    const answering = read(request).then((body) => {
      const trouble = troubles.shift()
      if (trouble === 'hang') return
      if (trouble !== undefined && trouble !== 'lost') return fail(response, trouble)
      const fault = faultOf(body, manners)
      const answer = request.url?.startsWith('/services/')
        ? takeWebhook(messages, body, fault)
        : takeCall(messages, { method, body, fault, host: request.headers.host ?? '' })
      if (trouble === 'lost') return void response.destroy()
      response.writeHead(answer.status, { 'content-type': answer.type })
      response.end(answer.body)
    })
    answering.catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  const socket = attachSocket(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ messages, calls, troubles },
    get refusesCharts() {
      return manners.refusesCharts
    },
    set refusesCharts(value) {
      manners.refusesCharts = value
    },
    api: `${base}/api/`,
    webhook: `${base}/services/T1/B1/x`,
    press,
    pressOverSocket: (action) =>
      socket.send({ envelope_id: 'e-1', type: 'interactive', payload: payloadOf(action) }),
    async close() {
      socket.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

interface Body {
  readonly channel?: string
  readonly ts?: string
  readonly thread_ts?: string
  readonly text?: string
  readonly blocks?: readonly SlackBlock[]
  readonly metadata?: { readonly event_payload?: { readonly id?: string } }
}

interface Call {
  readonly method: string
  readonly body: Body
  readonly host: string
  readonly fault: string | null
}

function takeCall(messages: KeptMessage[], { method, body, host, fault }: Call): Answer {
  const json = (value: unknown): Answer => ({
    status: 200,
    type: 'application/json',
    body: JSON.stringify(value),
  })
  if (method === 'apps.connections.open') return json({ ok: true, url: `ws://${host}/socket` })
  if (method !== 'chat.postMessage' && method !== 'chat.update')
    return json({ ok: false, error: 'unknown_method' })
  if (fault !== null) return json({ ok: false, error: fault })
  const channel = body.channel ?? ''
  if (method === 'chat.update') {
    const index = messages.findIndex((each) => each.ts === body.ts && each.channel === channel)
    const before = messages[index]
    if (before === undefined) return json({ ok: false, error: 'message_not_found' })
    messages[index] = {
      ...before,
      text: body.text ?? '',
      blocks: body.blocks ?? [],
      updates: before.updates + 1,
    }
    return json({ ok: true, channel, ts: before.ts })
  }
  const message = keep(messages, body)
  return json({ ok: true, channel: message.channel, ts: message.ts })
}

function takeWebhook(messages: KeptMessage[], body: Body, fault: string | null): Answer {
  if (fault !== null) return { status: 400, type: 'text/plain', body: fault }
  keep(messages, { ...body, channel: 'webhook' })
  return { status: 200, type: 'text/plain', body: 'ok' }
}

function keep(messages: KeptMessage[], body: Body): KeptMessage {
  const message: KeptMessage = {
    channel: idOf(body.channel ?? ''),
    ts: `1700000000.${String(messages.length + 1).padStart(6, '0')}`,
    text: body.text ?? '',
    blocks: body.blocks ?? [],
    threadTs: body.thread_ts ?? null,
    id: body.metadata?.event_payload?.id ?? null,
    updates: 0,
  }
  messages.push(message)
  return message
}

/** Slack answers with the id of a channel that was named. */
function idOf(channel: string): string {
  return channel.startsWith('#') ? `C-${channel.slice(1)}` : channel
}

function faultOf(
  { text = '', blocks = [] }: Body,
  { refusesCharts }: { refusesCharts: boolean },
): string | null {
  if (text.trim() === '') return 'no_text'
  if (refusesCharts && hasCharts({ text, blocks })) return 'invalid_blocks'
  const faults = slackFaults({ text, blocks })
  if (faults.some((each) => each.startsWith('text of all blocks'))) return 'msg_blocks_too_long'
  return faults.length === 0 ? null : 'invalid_blocks'
}

function fail(response: ServerResponse, trouble: Exclude<Trouble, string>): void {
  if ('error' in trouble) {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ ok: false, error: trouble.error }))
    return
  }
  const { status, retryAfter, body = '' } = trouble
  response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })
  response.end(body)
}

/** The library sends forms whose objects are JSON, the webhook sends JSON. */
async function read(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  if (!request.headers['content-type']?.includes('form')) return JSON.parse(text) as Body
  const form = new URLSearchParams(text)
  const part = (name: string) => {
    const value = form.get(name)
    return value === null ? {} : { [name]: JSON.parse(value) as unknown }
  }
  return { ...Object.fromEntries(form), ...part('blocks'), ...part('metadata') }
}

async function press(
  url: string,
  { secret, actionId, value, user = 'ada', now = new Date() }: Pressed,
): Promise<Response> {
  const payload = payloadOf({ actionId, value, user })
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return fetch(`${url}/api/v1/slack/interactions`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': slackSignature(secret, timestamp, body),
    },
  })
}

function payloadOf({ actionId, value, user = 'ada' }: Pick<Pressed, 'actionId' | 'value' | 'user'>) {
  const chosen = actionId === 'classify' ? { selected_option: { value } } : { value }
  return {
    type: 'block_actions',
    user: { id: 'U1', name: user },
    actions: [{ action_id: actionId, ...chosen }],
  }
}
