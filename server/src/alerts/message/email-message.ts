import type { AlertMessage } from '@outlay/shared/alerts'
import { clipped, plain } from './slack-escape.ts'

export interface EmailMessage {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** One alert as a mail with a text part. `leave`: the address with which its reader unsubscribes. */
export function toEmail(message: AlertMessage, note: string | null, leave: string | null): EmailMessage {
  return {
    subject: subjectOf(message.title),
    text: `${textOf(message, note)}${leaveText(leave)}`,
    html: page(`${htmlOf(message, note)}${leaveHtml(leave)}`),
  }
}

/** Several alerts as one mail. */
export function toEmailBundle(messages: readonly AlertMessage[], leave: string | null = null): EmailMessage {
  return {
    subject: subjectOf(`${messages.length} cost alerts`),
    text: `${messages.map((message) => textOf(message, null)).join('\n\n----\n\n')}${leaveText(leave)}`,
    html: page(`${messages.map((message) => htmlOf(message, null)).join('<hr>')}${leaveHtml(leave)}`),
  }
}

function leaveText(leave: string | null): string {
  return leave === null ? '' : `\n\nUnsubscribe: ${leave}`
}

function leaveHtml(leave: string | null): string {
  return leave === null
    ? ''
    : `<p style="color:#555;font-size:13px"><a href="${escapeHtml(leave)}" style="color:#555">Unsubscribe</a></p>`
}

/** A subject is one line, whatever a tag holds. */
function subjectOf(title: string): string {
  return clipped(plain(title).replaceAll(/\s+/g, ' ').trim(), 150)
}

function textOf(message: AlertMessage, note: string | null): string {
  const { sentence, headline, lines, fields, fixes, open, footer } = message
  return [
    plain(sentence),
    '',
    plain(headline),
    ...lines.map(plain),
    '',
    ...fields.map(({ label, value }) => plain(`${label}: ${value}`)),
    ...(fixes.length === 0 ? [] : ['', 'Do next']),
    ...fixes.map(({ text, saving, url }, index) =>
      plain(`${index + 1}. ${text}, saves ${saving}${url === null ? '' : `\n   ${url}`}`),
    ),
    ...(open.url === null ? [] : ['', `${open.label}: ${open.url}`]),
    '',
    ...(note === null ? [] : [plain(note)]),
    plain(footer),
  ].join('\n')
}

function htmlOf(message: AlertMessage, note: string | null): string {
  const { title, headline, lines, fields, fixes, open, footer } = message
  const rows = fields.map(
    ({ label, value }) =>
      `<tr><th scope="row" align="left" style="padding:4px 16px 4px 0;font-weight:normal;color:#555">${escapeHtml(label)}</th><td style="padding:4px 0">${escapeHtml(value)}</td></tr>`,
  )
  const steps = fixes.map(
    ({ text, saving, url }) =>
      `<li>${url === null ? escapeHtml(text) : `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`}, saves <strong>${escapeHtml(saving)}</strong></li>`,
  )
  return [
    `<h1 style="font-size:20px;margin:0 0 12px">${escapeHtml(title)}</h1>`,
    `<p style="font-size:16px;margin:0 0 4px"><strong>${escapeHtml(headline)}</strong></p>`,
    ...lines.map((line) => `<p style="margin:0 0 4px">${escapeHtml(line)}</p>`),
    rows.length === 0 ? '' : `<table role="presentation" style="margin:12px 0">${rows.join('')}</table>`,
    steps.length === 0
      ? ''
      : `<h2 style="font-size:16px;margin:12px 0 4px">Do next</h2><ol>${steps.join('')}</ol>`,
    open.url === null ? '' : `<p><a href="${escapeHtml(open.url)}">${escapeHtml(open.label)}</a></p>`,
    `<p style="color:#555;font-size:13px">${escapeHtml([...(note === null ? [] : [note]), footer].join(' · '))}</p>`,
  ].join('\n')
}

function page(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Outlay</title></head><body style="font-family:system-ui,sans-serif;line-height:1.4;color:#1a1a1a;background:#fff;margin:0;padding:16px"><main style="max-width:600px;margin:0 auto">${body}</main></body></html>`
}

function escapeHtml(text: string): string {
  return plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
