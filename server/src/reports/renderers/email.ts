import type { ViewSection } from '@outlay/shared/report-sections'
import { type ReportView, viewReport } from '@outlay/shared/report-view'
import { plain } from '../../alerts/message/slack-escape.ts'
import { UNSUBSCRIBE_MARK } from '../../alerts/unsubscribe/unsubscribe-token.ts'
import { dayTable, escapeHtml, rowList, sectionTable } from './email-parts.ts'
import { type Renderer, type ReportLinks, urlTo } from './renderer.ts'

/** The mail, which is also the file `.html`: one column, inline styles, no remote address but the app's. */
export const email: Renderer = {
  id: 'html',
  extension: '.html',
  contentType: 'text/html; charset=utf-8',
  async render(model, links) {
    // MJML loads in a third of a second: only where a mail is written
    const { default: mjml2html } = await import('mjml')
    const { html, errors } = await mjml2html(write(viewReport(model), links), {
      validationLevel: 'soft',
      fonts: {},
    })
    const [fault] = errors
    if (fault !== undefined) throw new Error(`the mail could not be written: ${fault.formattedMessage}`)
    // Readers of pages look for the one main part, readers of mail do not mind.
    return html.replace('aria-roledescription="email"', '').replace('role="article"', 'role="main"')
  },
}

const INK = '#1f2328'
const MUTED = '#4f5761'
const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif'
/** Columns that stand beside each other on a telephone; more become lines. */
const COLUMNS_MAX = 3

function write(view: ReportView, links: ReportLinks): string {
  return `<mjml lang="en">
<mj-head>
<mj-title>${escapeHtml(view.subject)}</mj-title>
<mj-preview>${escapeHtml(view.preheader)}</mj-preview>
<mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
<mj-attributes>
<mj-all font-family="${FONT}" color="${INK}" />
<mj-text font-size="15px" line-height="1.45" padding="4px 20px" />
<mj-section padding="8px 0" background-color="#fdfdfc" />
</mj-attributes>
<mj-style>${STYLE}</mj-style>
</mj-head>
<mj-body width="600px" background-color="#f1f2f4">
<mj-section padding="16px 0 8px"><mj-column>
${text(`<p style="margin:0;font-size:14px;color:${MUTED}">${escapeHtml(`${view.title} · ${view.when}`)}</p><h1 style="margin:2px 0 8px;font-size:22px">${escapeHtml(view.scope)}</h1><p style="margin:0;font-size:17px">${escapeHtml(view.sentence)}</p>`)}
</mj-column></mj-section>
${tiles(view)}
${view.days.length === 0 ? '' : block(`<h2 style="margin:8px 0 4px;font-size:17px">Daily cost</h2>${dayTable(view.days)}${view.daysNote === null ? '' : `<p style="margin:4px 0;font-size:14px">${escapeHtml(view.daysNote)}</p>`}`)}
${view.sections.map((each) => block(sectionHtml(each, links))).join('\n')}
${block(footer(view, links))}
</mj-body>
</mjml>`
}

const STYLE = `
a { color: #0a4fb3; text-decoration: underline; }
.data { border-collapse: collapse; width: 100%; }
.data th, .data td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; font-weight: normal; overflow-wrap: break-word; }
.data th[scope=row] { overflow-wrap: anywhere; }
.data th[scope=row]:not(.num) { min-width: 96px; }
.data thead th { color: ${MUTED}; font-size: 14px; border-bottom: 1px solid #c6cbd1; }
.data .num { white-space: nowrap; overflow-wrap: normal !important; }
@media only screen and (max-width: 479px) {
.bar-track { width: 30% !important; }
.data td, .data th { padding-right: 6px !important; }
.rows thead { display: none !important; }
.rows tr, .rows th, .rows td { display: block !important; padding: 1px 0 !important; }
.rows tr { padding: 6px 0 !important; border-bottom: 1px solid #c6cbd1; }
}`

const text = (html: string) => `<mj-text>${html}</mj-text>`
const block = (html: string) => `<mj-section><mj-column>${text(html)}</mj-column></mj-section>`

/** Two beside each other, also on a telephone: a group does not stack. */
function tiles({ tiles: all }: ReportView): string {
  const cells = all.map(
    ({ label, value, note }) =>
      `<mj-column width="50%"><mj-text padding="6px 10px 6px 20px"><p style="margin:0;font-size:14px;color:${MUTED}">${escapeHtml(label)}</p><p style="margin:0;font-size:20px;font-weight:600">${escapeHtml(value)}</p><p style="margin:0;font-size:14px">${escapeHtml(note)}</p></mj-text></mj-column>`,
  )
  const pairs = cells.flatMap((cell, index) => (index % 2 === 0 ? [[cell, cells[index + 1] ?? '']] : []))
  return pairs
    .map((pair) => `<mj-section padding="0"><mj-group>${pair.join('')}</mj-group></mj-section>`)
    .join('\n')
}

function sectionHtml(section: ViewSection, links: ReportLinks): string {
  const { title, line, columns, rows } = section
  const rowLink = (path: string | null) => urlTo(links, path)
  const url = urlTo(links, section.path)
  const list = columns.length > COLUMNS_MAX ? rowList(section, rowLink) : sectionTable(section, rowLink)
  return [
    `<h2 style="margin:8px 0 4px;font-size:17px">${escapeHtml(title)}</h2>`,
    rows.length === 0 ? '' : list,
    line === null ? '' : `<p style="margin:4px 0">${escapeHtml(line)}</p>`,
    url === null || rows.length === 0
      ? ''
      : `<p style="margin:4px 0;font-size:14px"><a href="${escapeHtml(url)}">${escapeHtml(`${title}: see in Outlay`)}</a></p>`,
  ].join('')
}

function footer({ footer: lines }: ReportView, links: ReportLinks): string {
  const linked = (path: string | null, label: string) => {
    const url = urlTo(links, path)
    return url === null ? [] : [`<a href="${escapeHtml(url)}">${label}</a>`]
  }
  const open = [
    ...linked(links.permalink, 'Snapshot of this report'),
    ...linked('/reports', 'Change schedule'),
    ...(links.permalink === null ? [] : linked(UNSUBSCRIBE_MARK, 'Unsubscribe')),
  ]
  const style = `margin:0 0 6px;font-size:14px;color:${MUTED}`
  return [
    ...lines.map((line) => `<p style="${style}">${escapeHtml(plain(line))}</p>`),
    ...(open.length === 0 ? [] : [`<p style="${style}">${open.join(' · ')}</p>`]),
  ].join('')
}
