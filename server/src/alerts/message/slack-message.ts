import type { AlertMessage, SlackBlock, SlackMessage } from '@outlay/shared/alerts'
import { actionsOf, type SlackOptions } from './slack-actions.ts'
import { clipped, escapeMrkdwn, plain } from './slack-escape.ts'
import { LIMITS } from './slack-limits.ts'

const MARKS = { info: 'ℹ️', warning: '⚠️', critical: '🔴' } as const
const LINES_MAX = 12
const FIXES_MAX = 5
/** Name of the field that says whose it is. */
const OWNER = 'Owner'

/** An alert as Slack blocks within the limits of `slackFaults`; lists are cut, figures never. */
export function toSlackMessage(message: AlertMessage, options: SlackOptions): SlackMessage {
  const done = options.state === 'resolved' || options.state === 'withdrawn'
  const mark = done ? '✅ Resolved: ' : `${MARKS[message.severity]} `
  const lines = listed(message.lines.map(escapeMrkdwn), LINES_MAX, 240)
  const blocks: readonly SlackBlock[] = [
    {
      type: 'header',
      text: { type: 'plain_text', text: clipped(mark + plain(message.title), LIMITS.header) },
    },
    section([`*${escapeMrkdwn(clipped(message.headline, 400))}*`, ...lines].join('\n')),
    ...fieldsOf(message, done),
    ...fixesOf(message),
    ...actionsOf(message, options, done),
    context([...(options.stateNote === null ? [] : [options.stateNote]), message.footer].map(escapeMrkdwn)),
  ]
  return { text: clipped(escapeMrkdwn(message.sentence), LIMITS.section), blocks }
}

/** What is sent where Slack refuses the blocks: the same in one text. */
export function toPlainSlack(message: AlertMessage): SlackMessage {
  const fixes = message.fixes.map(({ text, saving }) => `• ${text}: ${saving}`)
  const lines = [message.sentence, ...fixes].map(escapeMrkdwn)
  return { text: clipped(lines.join('\n'), LIMITS.section), blocks: [] }
}

/** Several alerts of one channel as one message. */
export function toSlackBundle(messages: readonly AlertMessage[], url: string | null): SlackMessage {
  const count = `${messages.length} cost alerts`
  const lines = messages.map(
    (each) => `${MARKS[each.severity]} ${linkTo(each.open.url, clipped(each.sentence, 260))}`,
  )
  const shown = listed(lines, LINES_MAX + 8, 900, url)
  return {
    text: clipped(escapeMrkdwn(`${count}: ${messages.map(({ title }) => title).join('; ')}`), LIMITS.section),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: `⚠️ ${count}` } },
      ...chunked(shown),
      context([`Several alerts within ten minutes are one message.`]),
    ],
  }
}

function section(text: string): SlackBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: clipped(text, LIMITS.section) } }
}

function context(parts: readonly string[]): SlackBlock {
  const said = parts.filter((part) => part.trim() !== '')
  const text = said.length === 0 ? 'Outlay' : said.join(' · ')
  return { type: 'context', elements: [{ type: 'mrkdwn', text: clipped(text, 1000) }] }
}

/** Nobody but the owner is mentioned, and only while something critical stands. */
function fieldsOf({ fields, mention, severity }: AlertMessage, done: boolean): readonly SlackBlock[] {
  if (fields.length === 0) return []
  const calls = mention !== undefined && severity === 'critical' && !done ? `<@${mention}> · ` : ''
  return [
    {
      type: 'section',
      fields: fields.slice(0, LIMITS.fields).map(({ label, value }) => ({
        type: 'mrkdwn',
        text: `*${escapeMrkdwn(clipped(label, 80))}*\n${label === OWNER ? calls : ''}${escapeMrkdwn(clipped(value, 240))}`,
      })),
    },
  ]
}

function fixesOf({ fixes, open }: AlertMessage): readonly SlackBlock[] {
  if (fixes.length === 0) return []
  const lines = fixes.map(
    ({ text, saving, url }, index) =>
      `${index + 1}. ${linkTo(url, clipped(text, 200))}, saves *${escapeMrkdwn(saving)}*`,
  )
  return [section(['*Do next*', ...listed(lines, FIXES_MAX, 900, open.url)].join('\n'))]
}

function linkTo(url: string | null, text: string): string {
  return url === null || url.length > 1000
    ? escapeMrkdwn(text)
    : `<${url}|${escapeMrkdwn(text).replaceAll('|', '¦')}>`
}

function listed(
  lines: readonly string[],
  max: number,
  each: number,
  url: string | null = null,
): readonly string[] {
  const kept = lines.slice(0, max).map((line) => (line.startsWith('<') ? line : clipped(line, each)))
  const rest = lines.length - kept.length
  if (rest === 0) return kept
  return [...kept, url === null ? `…and ${rest} more` : `<${url}|…and ${rest} more>`]
}

/** Sections of at most what Slack takes. */
function chunked(lines: readonly string[]): readonly SlackBlock[] {
  const chunks: string[] = []
  for (const line of lines) {
    const last = chunks.at(-1)
    if (last === undefined || last.length + line.length + 1 > LIMITS.section) chunks.push(line)
    else chunks[chunks.length - 1] = `${last}\n${line}`
  }
  return chunks.map(section)
}
