import type { SlackBlock, SlackButton, SlackMessage } from '@outlay/shared/alerts'
import { periodName } from '@outlay/shared/report-periods'
import type { ViewSection } from '@outlay/shared/report-sections'
import { type ReportView, viewReport } from '@outlay/shared/report-view'
import type { ReportModel } from '@outlay/shared/reports'
import { clipped, escapeMrkdwn, plain } from '../../alerts/message/slack-escape.ts'
import { LIMITS } from '../../alerts/message/slack-limits.ts'
import { type Renderer, type ReportLinks, urlTo } from './renderer.ts'

/** The digest as Slack takes it. */
export const slack: Renderer = {
  id: 'slack',
  extension: '.slack.json',
  contentType: 'application/json',
  render: async (model, links) => `${JSON.stringify(toSlackReport(model, links), null, 2)}\n`,
}

const ROWS = 10
/** All texts together stay under what Slack takes. */
const LINE = 240

/** A report as blocks within the limits of `slackFaults`; lists are cut, figures never. */
export function toSlackReport(model: ReportModel, links: ReportLinks): SlackMessage {
  const view = viewReport(model)
  const header = `${view.title}, ${view.when} · ${view.scope}`
  return {
    text: clipped(escapeMrkdwn(`${view.subject}. ${view.sentence}`), LIMITS.section),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clipped(plain(header), LIMITS.header) } },
      section(`*${escapeMrkdwn(view.sentence)}*`),
      {
        type: 'section',
        fields: view.tiles.map(({ label, value, note }) => ({
          type: 'mrkdwn',
          text: `*${escapeMrkdwn(label)}*\n${escapeMrkdwn(value)} · ${escapeMrkdwn(note)}`,
        })),
      },
      ...days(model, view),
      ...view.sections.map((each) => section(sectionText(each, links))),
      ...actions(model, links),
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: clipped(escapeMrkdwn(view.footer.slice(0, 3).join(' ')), 1500) }],
      },
    ],
  }
}

/**
 * The days of the period and of the one before as a chart. Where a workspace does not take it, its sender puts the same
 * figures as text. Days without a figure are left out: Slack wants every point of every line.
 */
function days(
  { spend, previous, period, currency }: ReportModel,
  { days: all, daysNote }: ReportView,
): readonly SlackBlock[] {
  const points = all.flatMap(({ label }, index) => {
    const day = spend.days[index]
    return day?.cost == null ? [] : [{ label, now: Number(day.cost), before: day.previous }]
  })
  if (points.length === 0) return []
  const line = (name: string, value: (point: (typeof points)[number]) => number) => ({
    name,
    data: points.map((point) => ({ label: point.label, value: value(point) })),
  })
  const isCompared = points.every(({ before }) => before !== null)
  const chart: SlackBlock = {
    type: 'data_visualization',
    title: isCompared ? `Daily cost, last ${points.length * 2} days` : 'Daily cost',
    chart: {
      type: 'line',
      series: [
        line(periodName(period), ({ now }) => now),
        ...(isCompared ? [line(periodName(previous), ({ before }) => Number(before))] : []),
      ],
      axis_config: { categories: points.map(({ label }) => label), y_label: clipped(currency, 50) },
    },
  }
  return daysNote === null ? [chart] : [chart, note(daysNote)]
}

function note(text: string): SlackBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: escapeMrkdwn(text) }] }
}

function section(text: string): SlackBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: clipped(text, LIMITS.section) } }
}

function sectionText({ title, line, rows }: ViewSection, links: ReportLinks): string {
  const lines = rows.slice(0, ROWS).map(({ cells, path }) => {
    const [first = '', ...others] = cells.map((cell) => clipped(cell, LINE))
    return `• ${linked(urlTo(links, path), first)}  ${others.map(escapeMrkdwn).join(' · ')}`
  })
  const rest = rows.length - lines.length
  return [
    `*${title}*`,
    ...lines,
    ...(rest === 0 ? [] : [`…and ${rest} more`]),
    ...(line === null ? [] : [escapeMrkdwn(line)]),
  ].join('\n')
}

function linked(url: string | null, text: string): string {
  return url === null || url.length > 500
    ? escapeMrkdwn(text)
    : `<${url}|${escapeMrkdwn(text).replaceAll('|', '¦')}>`
}

function actions(model: ReportModel, links: ReportLinks): readonly SlackBlock[] {
  const team = model.scope.team === null ? '' : `?${new URLSearchParams({ team: model.scope.team })}`
  const elements = [
    ...button('open_report', 'Full report', urlTo(links, links.permalink)),
    ...button('open_recommendations', 'What can be saved', urlTo(links, `/recommendations${team}`)),
  ]
  if (elements.length === 0) return []
  const id = clipped(`report:${model.type}:${model.period.key}:${model.scope.team ?? ''}`, LIMITS.id)
  return [{ type: 'actions', block_id: id, elements }]
}

function button(action_id: string, text: string, url: string | null): readonly SlackButton[] {
  return url === null ? [] : [{ type: 'button', action_id, text: { type: 'plain_text', text }, url }]
}
