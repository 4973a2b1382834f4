import type { ViewSection } from '@outlay/shared/report-sections'
import { type ReportView, viewReport } from '@outlay/shared/report-view'
import { plain } from '../../alerts/message/slack-escape.ts'
import { UNSUBSCRIBE_MARK } from '../../alerts/unsubscribe/unsubscribe-token.ts'
import { type Renderer, type ReportLinks, urlTo } from './renderer.ts'

/** The text part of the mail, and the file `.txt`. */
export const text: Renderer = {
  id: 'txt',
  extension: '.txt',
  contentType: 'text/plain; charset=utf-8',
  render: async (model, links) => plain(write(viewReport(model), links)),
}

const BAR = 24

function write(view: ReportView, links: ReportLinks): string {
  const snapshot = urlTo(links, links.permalink)
  return [
    `${view.scope.toUpperCase()}: ${view.title}, ${view.when}`,
    '',
    view.sentence,
    '',
    ...view.tiles.map(({ label, value, note }) => `${label}: ${value} (${note})`),
    ...(view.days.length === 0 ? [] : ['', 'DAILY COST (period before)', ...view.days.map(dayLine)]),
    ...(view.daysNote === null ? [] : [view.daysNote]),
    ...view.sections.flatMap((section) => ['', ...sectionLines(section, links)]),
    '',
    '--',
    ...view.footer,
    ...(snapshot === null ? [] : [`Snapshot: ${snapshot}`, `Unsubscribe: ${urlTo(links, UNSUBSCRIBE_MARK)}`]),
    '',
  ].join('\n')
}

function dayLine({ label, now, before, share }: ReportView['days'][number]): string {
  return `${label.padEnd(7)}${'█'.repeat(Math.round(share * BAR)).padEnd(BAR)} ${now} (${before})`
}

function sectionLines({ title, line, columns, rows }: ViewSection, links: ReportLinks): readonly string[] {
  return [
    title.toUpperCase(),
    ...rows.flatMap(({ cells, path }) => {
      const [first = '', ...others] = cells
      const named = others.map((cell, index) => `${columns[index + 1] ?? ''}: ${cell}`)
      const url = urlTo(links, path)
      return [`* ${first}`, `  ${named.join(', ')}`, ...(url === null ? [] : [`  ${url}`])]
    }),
    ...(line === null ? [] : [line]),
  ]
}
