import type { ViewSection } from '@outlay/shared/report-sections'
import { type ReportView, viewReport } from '@outlay/shared/report-view'
import { plain } from '../../alerts/message/slack-escape.ts'
import { type Renderer, type ReportLinks, urlTo } from './renderer.ts'

/** For wikis, pull requests and chats that are not Slack. */
export const markdown: Renderer = {
  id: 'md',
  extension: '.md',
  contentType: 'text/markdown; charset=utf-8',
  render: async (model, links) => write(viewReport(model), links),
}

function write(view: ReportView, links: ReportLinks): string {
  const snapshot = urlTo(links, links.permalink)
  return [
    `# ${escapeMarkdown(view.scope)}: ${escapeMarkdown(view.title)}`,
    `*${escapeMarkdown(view.when)}*`,
    escapeMarkdown(view.sentence),
    table(
      ['Figure', 'Value', 'Compared'],
      view.tiles.map(({ label, value, note }) => [label, `**${escapeMarkdown(value)}**`, note]),
      [1],
    ),
    ...(view.days.length === 0
      ? []
      : [
          '## Daily cost',
          table(
            ['Day', 'This period', 'Period before'],
            view.days.map(({ label, now, before }) => [label, now, before]),
          ),
          ...(view.daysNote === null ? [] : [escapeMarkdown(view.daysNote)]),
        ]),
    ...view.sections.map((section) => writeSection(section, links)),
    '---',
    ...view.footer.map(escapeMarkdown),
    ...(snapshot === null ? [] : [`[Snapshot of this report](${snapshot})`]),
  ]
    .join('\n\n')
    .concat('\n')
}

function writeSection({ title, line, columns, rows }: ViewSection, links: ReportLinks): string {
  const cells = rows.map((row) => {
    const url = urlTo(links, row.path)
    const [first = '', ...others] = row.cells.map(escapeMarkdown)
    return [url === null ? first : `[${first}](${url})`, ...others]
  })
  return [
    `## ${title}`,
    ...(rows.length === 0
      ? []
      : [
          table(
            columns,
            cells,
            columns.map((_, index) => index),
          ),
        ]),
    ...(line === null ? [] : [escapeMarkdown(line)]),
  ].join('\n\n')
}

/** `ready` names the columns whose cells are Markdown already. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  ready: readonly number[] = [],
): string {
  const lines = rows.map((cells) =>
    cells.map((cell, index) => (ready.includes(index) ? cell : escapeMarkdown(cell))),
  )
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Names and tags must not format, link or break a table. */
function escapeMarkdown(text: string): string {
  return plain(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>|#]/g, String.raw`\$&`)
}
