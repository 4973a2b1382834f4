import type { SlackBlock, SlackChartBlock, SlackMessage } from '@outlay/shared/alerts'
import { clipped, escapeMrkdwn } from './slack-escape.ts'
import { LIMITS } from './slack-limits.ts'

/** True where a message has charts, which not every workspace takes. */
export function hasCharts({ blocks }: SlackMessage): boolean {
  return blocks.some(({ type }) => type === 'data_visualization')
}

/** The same message with the figures of each chart as a line of text. */
export function withoutCharts({ text, blocks }: SlackMessage): SlackMessage {
  return {
    text,
    blocks: blocks.map((block) => (block.type === 'data_visualization' ? asText(block) : block)),
  }
}

const BARS = '▁▂▃▄▅▆▇█'

function asText({ title, chart }: SlackChartBlock): SlackBlock {
  const rows =
    chart.type === 'pie'
      ? [{ name: null, data: chart.segments }]
      : chart.series.map(({ name, data }) => ({ name: chart.series.length === 1 ? null : name, data }))
  const said = rows.map(({ name, data }) => {
    const points = data.map(({ label, value }) => `${escapeMrkdwn(label)} ${short(value)}`).join(' · ')
    return `${name === null ? '' : `${escapeMrkdwn(name)}: `}${points} \`${bars(data.map(({ value }) => value))}\``
  })
  const text = clipped([`*${escapeMrkdwn(title)}*`, ...said].join('\n'), LIMITS.section)
  return { type: 'section', text: { type: 'mrkdwn', text } }
}

function bars(values: readonly number[]): string {
  const most = Math.max(...values, 0)
  return values
    .map(
      (value) =>
        BARS[Math.min(BARS.length - 1, Math.floor((most > 0 ? value / most : 0) * BARS.length))] ?? '▁',
    )
    .join('')
}

function short(value: number): string {
  return new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}
