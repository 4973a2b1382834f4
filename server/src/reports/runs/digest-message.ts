import { createHash } from 'node:crypto'
import type { AlertMessage } from '@outlay/shared/alerts'
import { viewReport } from '@outlay/shared/report-view'
import type { ReportModel } from '@outlay/shared/reports'
import { clipped, plain } from '../../alerts/message/slack-escape.ts'
import type { ReportEntry } from '../library.ts'
import { email } from '../renderers/email.ts'
import { type ReportLinks, urlTo } from '../renderers/renderer.ts'
import { toSlackReport } from '../renderers/slack.ts'
import { text } from '../renderers/text.ts'

export type DigestMessage = AlertMessage

/** A report as what the outbox carries: written once, so that every try sends the same. */
export async function digestMessage(
  model: ReportModel,
  links: ReportLinks,
  report: Pick<ReportEntry, 'id' | 'timetable'>,
): Promise<DigestMessage> {
  const view = viewReport(model)
  const subject = clipped(plain(view.subject).replaceAll(/\s+/g, ' ').trim(), 150)
  return {
    kind: 'report',
    severity: 'info',
    title: clipped(subject, 100),
    sentence: view.sentence,
    headline: view.sentence,
    lines: view.sections.flatMap(({ title, line }) => (line === null ? [] : [`${title}: ${line}`])),
    fields: view.tiles.map(({ label, value, note }) => ({ label, value: `${value} (${note})` })),
    fixes: [],
    open: { label: 'Full report', url: urlTo(links, links.permalink) },
    footer: view.footer.join(' '),
    content: {
      email: { subject, text: await text.render(model, links), html: await email.render(model, links) },
      emailHeaders: headersOf(model, report.id),
      timezone: report.timetable?.timezone,
      slack: toSlackReport(model, links),
    },
  }
}

/** The weeks of one report and team are one thread of mail. */
function headersOf({ scope }: ReportModel, report: string): Record<string, string> {
  const thread = createHash('sha256')
    .update(`${report}\0${scope.team ?? ''}`)
    .digest('hex')
    .slice(0, 20)
  return { references: `<thread_${thread}@outlay>` }
}
