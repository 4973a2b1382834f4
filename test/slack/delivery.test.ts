import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signatureOf } from '@outlay/server/alerts/notifiers/webhook'
import { record } from '@outlay/server/alerts/outbox/enqueue'
import { type AlertsBed, openAlertsBed } from '@outlay/server/alerts/test-kit'
import type { AlertMessage, SlackMessage } from '@outlay/shared/alerts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeSlack, startFakeSlack } from './fake-slack.ts'
import { type MailSink, startMailSink } from './mail-sink.ts'

/** The real client libraries against servers on loopback. */
let slack: FakeSlack
let mail: MailSink
let bed: AlertsBed

const OVER = [{ day: '2026-11-20', billed: '3200', service: 'EC2' }]

beforeEach(async () => {
  ;[slack, mail] = await Promise.all([startFakeSlack(), startMailSink()])
})

afterEach(async () => {
  await bed.close()
  await Promise.all([slack.close(), mail.close()])
})

async function open(notify: string, more = ''): Promise<void> {
  bed = await openAlertsBed(
    OVER,
    `budgets: [{ id: all, name: "All <!channel> & co", amount: 3000, notify: [${notify}] }]
publicUrl: https://outlay.example
channels:
  slack: { channel: "#finops", endpoint: "${slack.api}" }
  email: { host: 127.0.0.1, port: ${mail.port}, from: outlay@example.com, fallback: last@example.com }
${more}`,
  )
}

const BOT = { env: { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: 's' } }
const deliveries = () =>
  bed.rows('select channel, action, state, attempts, note from outbox order by channel desc, action')

/** Lets time pass and looks again. */
async function later(minutes: number, alerting = bed.alerting(BOT)): Promise<void> {
  bed.now = new Date(bed.now.getTime() + minutes * 60_000)
  await alerting.tick()
}

test('a bot posts blocks within the limits, with names escaped and buttons that act', async () => {
  await open('"slack:#ml"')

  await bed.alerting(BOT).tick()

  const [message] = slack.messages
  expect(message?.channel).toBe('C-ml')
  expect(message?.text).toMatch(/^Over budget: All &lt;!channel&gt; &amp; co: \$3\.2K of \$3\.0K is spent/)
  expect(JSON.stringify(message?.blocks.slice(1, 3))).not.toContain('<!channel>')
  expect(JSON.stringify(message?.blocks)).toContain('"action_id":"ack"')
  expect(JSON.stringify(message?.blocks)).toContain('https://outlay.example/budgets?sel=all')
})

test('an acknowledgement changes the message and answers in its thread', async () => {
  await open('"slack:#ml"')
  const alerting = bed.alerting(BOT)
  await alerting.tick()
  const { interact } = await import('@outlay/server/alerts/interactions/interaction')
  const [row] = await bed.rows(`select id from alert where state = 'open'`)

  await bed.db.writer.withTransaction((connection) =>
    interact(
      connection,
      {
        type: 'block_actions',
        user: { id: 'U1', name: 'ada' },
        actions: [{ action_id: 'ack', value: String(row?.['id']) }],
      },
      bed.now,
    ),
  )
  await alerting.tick()

  const [parent, reply] = slack.messages
  expect(parent?.updates).toBe(1)
  expect(JSON.stringify(parent?.blocks)).toContain('Acknowledged by ada (Slack)')
  expect(JSON.stringify(parent?.blocks)).not.toContain('"action_id":"ack"')
  expect(reply).toMatchObject({
    channel: 'C-ml',
    threadTs: parent?.ts,
    text: 'ada (Slack) has acknowledged this.',
  })
})

test.each([
  ['asks to wait', { status: 429, retryAfter: 120 }, 1],
  ['is down', { status: 503 }, 1],
  ['answers ok: false for a moment', { error: 'internal_error' }, 1],
  ['answers HTML', { status: 200, body: '<html>sorry</html>' }, 1],
] as const)('a message waits where Slack %s, and is delivered later', async (_, trouble, failures) => {
  await open('"slack:#ml"')
  slack.troubles.push(trouble)

  await bed.alerting(BOT).tick()
  expect(slack.messages).toHaveLength(0)
  expect(await deliveries()).toMatchObject([{ state: 'failed', attempts: failures }])

  if ('retryAfter' in trouble) {
    await later(1)
    expect(slack.messages).toHaveLength(0)
  }
  await later(3)
  expect(slack.messages).toHaveLength(1)
  expect(await deliveries()).toMatchObject([{ state: 'sent', note: null }])
})

test('a channel that is gone is disabled and seen, a mail goes out instead, and a test brings it back', async () => {
  await open('"slack:#ml"')
  slack.troubles.push({ error: 'is_archived' })

  await bed.alerting(BOT).tick()
  await later(1)

  expect(await bed.rows('select channel, state, reason from channel_state')).toEqual([
    { channel: 'slack:#ml', state: 'disabled', reason: 'Slack answered is_archived' },
  ])
  expect(mail.mails).toHaveLength(1)
  expect(mail.mails[0]?.to).toEqual(['last@example.com'])
  expect(await deliveries()).toMatchObject([
    { channel: 'slack:#ml', state: 'held' },
    { channel: 'email:last@example.com', action: 'fallback', state: 'sent' },
  ])
})

test('after a day without Slack nothing is lost, and a mail has told it meanwhile', async () => {
  await open('"slack:#ml"')
  const alerting = bed.alerting(BOT)
  for (const hours of [0, 7, 17]) {
    slack.troubles.push({ status: 500 })
    await later(hours * 60, alerting)
  }
  expect(slack.troubles).toHaveLength(0)

  await later(61, alerting)

  expect(slack.messages).toHaveLength(1)
  expect(mail.mails).toHaveLength(1)
  expect(await bed.rows('select * from channel_state')).toEqual([])
})

test('blocks that Slack refuses are sent again as plain text', async () => {
  await open('"slack:#ml"')
  slack.troubles.push({ error: 'invalid_blocks' })

  await bed.alerting(BOT).tick()

  expect(slack.messages).toMatchObject([{ blocks: [] }])
  expect(slack.messages[0]?.text).toContain('Over budget')
})

/** A digest with a chart, as the reports queue it. */
async function queueDigest(key: string): Promise<void> {
  const labels = ['Mon', 'Tue']
  const data = labels.map((label, index) => ({ label, value: 1000 * (index + 1) }))
  const slackMessage: SlackMessage = {
    text: 'Week 47',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Week 47' } },
      {
        type: 'data_visualization',
        title: 'Daily cost',
        chart: { type: 'line', series: [{ name: 'This week', data }], axis_config: { categories: labels } },
      },
    ],
  }
  const content = {
    email: { subject: 's', text: 't', html: '<p>h</p>' },
    emailHeaders: {},
    slack: slackMessage,
  }
  const message: AlertMessage = {
    ...{ kind: 'report', severity: 'info', title: 'Week 47', sentence: 'Week 47.', headline: 'h', lines: [] },
    ...{ fields: [], fixes: [], open: { label: 'Open', url: null }, footer: 'f', content },
  }
  await bed.db.writer.withTransaction(async (connection) => {
    const decision = {
      kind: 'report',
      entity: 'weekly',
      rule: 'report',
      period: key,
      revision: null,
    } as const
    const more = { team: null, figure: null, silent: null, recipients: ['slack:#finops'] }
    await record(connection, { ...decision, ...more, message }, bed.now.toISOString())
  })
}

test.each([
  ['a bot', () => BOT],
  ['a webhook', () => ({ env: { SLACK_WEBHOOK_URL: slack.webhook } })],
])(
  'charts that a workspace refuses are sent as text by %s, and not tried again for a day',
  async (_, given) => {
    await open('"email:ada@example.com"')
    slack.refusesCharts = true
    const alerting = bed.alerting(given())
    const kinds = () => slack.messages.map(({ blocks }) => blocks.map(({ type }) => type).join(' '))

    await queueDigest('one')
    await alerting.tick()
    await queueDigest('two')
    await later(23 * 60, alerting)
    const callsWithin = slack.calls.length
    slack.refusesCharts = false
    await queueDigest('three')
    await later(2 * 60, alerting)

    expect(callsWithin).toBe(3)
    expect(kinds()).toEqual(['header section', 'header section', 'header data_visualization'])
    expect(JSON.stringify(slack.messages[0]?.blocks)).toContain('Mon 1K · Tue 2K `▅█`')
  },
)

test('an incoming webhook honours Retry-After and tells changes as new messages', async () => {
  await open('"slack:#ml"')
  const env = { SLACK_WEBHOOK_URL: slack.webhook }
  slack.troubles.push({ status: 429, retryAfter: 300 })
  const alerting = bed.alerting({ env })

  await alerting.tick()
  await later(4, alerting)
  expect(slack.messages).toHaveLength(0)
  await later(2, alerting)

  expect(slack.messages).toHaveLength(1)
  expect(JSON.stringify(slack.messages[0]?.blocks)).not.toContain('"action_id":"ack"')
})

test('a webhook that is gone says so', async () => {
  await open('"slack:#ml"')
  slack.troubles.push({ status: 410, body: 'channel_is_archived' })

  await bed.alerting({ env: { SLACK_WEBHOOK_URL: slack.webhook } }).tick()

  expect(await bed.rows('select reason from channel_state')).toEqual([
    { reason: 'Slack answered 410 channel_is_archived' },
  ])
})

test('a mail has two parts, a stable id, the clock of its team, a thread, and one click to unsubscribe', async () => {
  const sao = '[{ id: ml, name: ML, timezone: America/Sao_Paulo, match: [] }]'
  await open('"email:ada@example.com"', `teams: ${sao}`)
  await bed.alerting().tick()
  await bed.db.writer.withTransaction(async (connection) => {
    await connection.run(`update alert set team = 'ml'`)
    await connection.run(`update outbox set state = 'queued', next_try_at = created_at`)
  })
  await later(1)

  const [sent, again] = mail.mails
  const heads = [sent, again].map(
    (each) => (each?.raw ?? '').replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n\r\n')[0] ?? '',
  )
  const field = (head: string | undefined, name: string) =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(head ?? '')?.[1]
  expect(sent?.to).toEqual(['ada@example.com'])
  expect(field(heads[0], 'message-id')).toMatch(/^<out_[0-9a-f]{20}@outlay>$/)
  expect(field(heads[1], 'message-id')).toBe(field(heads[0], 'message-id'))
  expect(field(heads[0], 'references')).toMatch(/^<thread_[0-9a-f]{20}@outlay>$/)
  expect(field(heads[1], 'references')).toBe(field(heads[0], 'references'))
  expect(field(heads[0], 'date')).toBe('Mon, 23 Nov 2026 10:00:00 +0000')
  expect(field(heads[1], 'date')).toBe('Mon, 23 Nov 2026 07:01:00 -0300')
  expect(field(heads[0], 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  expect(field(heads[0], 'list-unsubscribe')).toMatch(
    /^<https:\/\/outlay\.example\/api\/v1\/unsubscribe\/[\w-]+\.[\w-]{43}>$/,
  )
  expect(sent?.raw).toContain('text/plain')
  expect(sent?.raw).toContain('text/html')
  expect(sent?.raw).toContain('All &lt;!channel&gt; &amp; co')
  expect(field(heads[0], 'subject')).toMatch(/^Over budget: All <!channel> & co/)
})

test.each([
  [451, 'failed', 'failing'],
  [550, 'held', 'disabled'],
])('a mail server that answers %i leaves it %s', async (code, state, channel) => {
  await open('"email:ada@example.com"')
  mail.refusals.push(code)

  await bed.alerting().tick()

  expect((await deliveries()).at(-1)).toMatchObject({ channel: 'email:ada@example.com', state })
  expect((await bed.rows('select state from channel_state'))[0]).toEqual({ state: channel })
})

test('a channel that hangs holds back nobody else', async () => {
  await open('"slack:#ml", "email:ada@example.com"')
  slack.troubles.push('hang')
  const alerting = bed.alerting(BOT)
  const running = alerting.tick()

  await expect.poll(() => mail.mails.length, { timeout: 9_000 }).toBe(1)

  expect(slack.messages).toHaveLength(0)
  await slack.close()
  await running
})

test('a webhook gets a signed body with an id that is the same in every try', async () => {
  const requests: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer((request, response) => {
    request.setEncoding('utf8')
    let body = ''
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      requests.push({ headers: request.headers, body })
      response.writeHead(requests.length === 1 ? 503 : 204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  bed = await openAlertsBed(
    OVER,
    `budgets: [{ id: all, name: All, amount: 3000 }]\nchannels: { webhook: { url: "http://127.0.0.1:${port}/hook" } }`,
  )
  const alerting = bed.alerting({ env: { WEBHOOK_SECRET: 'secret' } })

  await alerting.tick()
  await later(1, alerting)
  server.close()

  const [first, second] = requests
  expect(requests).toHaveLength(2)
  expect(second?.headers['x-outlay-id']).toBe(first?.headers['x-outlay-id'])
  const timestamp = String(second?.headers['x-outlay-timestamp'])
  expect(second?.headers['x-outlay-signature']).toBe(signatureOf('secret', timestamp, second?.body ?? ''))
  expect(JSON.parse(second?.body ?? '')).toMatchObject({
    action: 'post',
    alerts: [{ title: 'Over budget: All' }],
  })
})

test('a button pressed over Socket Mode acknowledges the alert and is answered at once', async () => {
  await open('"slack:#ml"')
  const alerting = bed.alerting({ env: { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' } })
  await alerting.tick()
  const [row] = await bed.rows(`select id from alert where state = 'open'`)
  alerting.schedule()
  const answered = await slack.pressOverSocket({ actionId: 'ack', value: String(row?.['id']) })

  expect(answered).toBe(true)
  await expect
    .poll(() => bed.rows(`select state, actor from alert where state = 'acknowledged'`), { timeout: 9_000 })
    .toEqual([{ state: 'acknowledged', actor: 'ada (Slack)' }])
  await alerting.stop()
})
