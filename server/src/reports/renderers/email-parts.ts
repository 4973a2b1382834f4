import type { ViewDay } from '@outlay/shared/report-figures'
import type { ViewSection } from '@outlay/shared/report-sections'
import { plain } from '../../alerts/message/slack-escape.ts'

type LinkTo = (path: string | null) => string | null

/** Bars as cells with the amount as text, so that they read without images and colours. */
export function dayTable(days: readonly ViewDay[]): string {
  const rows = days.map(
    ({ label, now, before, share }) =>
      `<tr><th scope="row" class="num">${escapeHtml(label)}</th><td class="bar-track" style="width:50%">${bar(share)}</td><td class="num">${escapeHtml(now)}</td><td class="num">${escapeHtml(before)}</td></tr>`,
  )
  return `<table class="data"><thead><tr><th scope="col">Day</th><th scope="col">Share</th><th scope="col">Cost</th><th scope="col">Before</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function bar(share: number): string {
  const percent = Math.max(1, Math.round(share * 100))
  return `<table role="presentation" width="${percent}%" cellpadding="0" cellspacing="0"><tr><td bgcolor="#3a6fc4" style="background:#3a6fc4;height:12px;line-height:12px;font-size:1px;padding:0">&nbsp;</td></tr></table>`
}

/** A table whose first column links. */
export function sectionTable({ columns, rows }: ViewSection, linkTo: LinkTo): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('')
  const body = rows.map(({ cells, path }) => {
    const [first = '', ...others] = cells
    const more = others.map((cell) => `<td${shortClass(cell)}>${escapeHtml(cell)}</td>`).join('')
    return `<tr><th scope="row">${linked(first, linkTo(path))}</th>${more}</tr>`
  })
  return `<table class="data rows"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`
}

/** Amounts and states of a word stay in one line. */
function shortClass(cell: string): string {
  return cell.length <= 14 ? ' class="num"' : ''
}

/** Rows of many columns, each as a line and what belongs to it. */
export function rowList({ columns, rows }: ViewSection, linkTo: LinkTo): string {
  const items = rows.map(({ cells, path }) => {
    const [first = '', ...others] = cells
    const facts = others.map((cell, index) => escapeHtml(`${columns[index + 1] ?? ''}: ${cell}`))
    return `<li style="margin:0 0 8px"><strong>${linked(first, linkTo(path))}</strong><br>${facts.join(' · ')}</li>`
  })
  return `<ol style="margin:4px 0;padding-left:22px">${items.join('')}</ol>`
}

function linked(text: string, url: string | null): string {
  return url === null ? escapeHtml(text) : `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`
}

export function escapeHtml(text: string): string {
  return plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
