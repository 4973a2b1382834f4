import type { SlackBlock, SlackMessage, SlackText } from '@outlay/shared/alerts'
import { chartFaults } from './slack-chart-limits.ts'

/** What Slack documents of its blocks, and the total at which it answers `msg_blocks_too_long`, with room to spare. */
export const LIMITS = {
  blocks: 50,
  charts: 2,
  header: 150,
  section: 3000,
  fields: 10,
  field: 2000,
  elements: 25,
  contextElements: 10,
  buttonText: 75,
  value: 2000,
  url: 3000,
  label: 75,
  id: 255,
  options: 100,
  optionValue: 150,
  total: 10_000,
} as const

/** Every way in which a message breaks Slack's limits, each as one line; empty where it is sound. */
export function slackFaults({ text, blocks }: SlackMessage): readonly string[] {
  const faults: string[] = []
  const max = (what: string, length: number, limit: number) => {
    if (length > limit) faults.push(`${what}: ${length} of at most ${limit}`)
  }
  if (text.trim() === '') faults.push('text: missing')
  max('blocks', blocks.length, LIMITS.blocks)
  for (const [index, block] of blocks.entries()) {
    for (const { what, length, limit } of measures(block)) max(`blocks[${index}].${what}`, length, limit)
    for (const one of textsOf(block)) {
      if (one.text.length === 0) faults.push(`blocks[${index}]: empty text`)
    }
    if (block.type === 'data_visualization')
      faults.push(...chartFaults(block).map((fault) => `blocks[${index}].${fault}`))
  }
  max('charts', blocks.filter(({ type }) => type === 'data_visualization').length, LIMITS.charts)
  const ids = blocks.flatMap((block) => (block.type === 'actions' ? [block.block_id] : []))
  if (new Set(ids).size < ids.length) faults.push('block_id: there twice')
  const total = blocks.flatMap(textsOf).reduce((sum, one) => sum + one.text.length, 0)
  max('text of all blocks', total, LIMITS.total)
  return faults
}

interface Measure {
  readonly what: string
  readonly length: number
  readonly limit: number
}

function measures(block: SlackBlock): readonly Measure[] {
  switch (block.type) {
    case 'header':
      return [{ what: 'text', length: block.text.text.length, limit: LIMITS.header }]
    case 'section':
      if ('text' in block) return [{ what: 'text', length: block.text.text.length, limit: LIMITS.section }]
      return [
        { what: 'fields', length: block.fields.length, limit: LIMITS.fields },
        ...block.fields.map(({ text }) => ({ what: 'field', length: text.length, limit: LIMITS.field })),
      ]
    case 'context':
      return [
        { what: 'elements', length: block.elements.length, limit: LIMITS.contextElements },
        ...block.elements.map(({ text }) => ({ what: 'text', length: text.length, limit: LIMITS.section })),
      ]
    case 'actions':
      return actionMeasures(block)
    case 'data_visualization':
    case 'divider':
      return []
  }
}

function actionMeasures(block: Extract<SlackBlock, { type: 'actions' }>): readonly Measure[] {
  return [
    { what: 'elements', length: block.elements.length, limit: LIMITS.elements },
    { what: 'block_id', length: block.block_id.length, limit: LIMITS.id },
    ...block.elements.flatMap((element): readonly Measure[] => [
      { what: 'action_id', length: element.action_id.length, limit: LIMITS.id },
      ...(element.type === 'button'
        ? [
            { what: 'button text', length: element.text.text.length, limit: LIMITS.buttonText },
            { what: 'value', length: element.value?.length ?? 0, limit: LIMITS.value },
            { what: 'url', length: element.url?.length ?? 0, limit: LIMITS.url },
            {
              what: 'accessibility_label',
              length: element.accessibility_label?.length ?? 0,
              limit: LIMITS.label,
            },
          ]
        : [
            { what: 'options', length: element.options.length, limit: LIMITS.options },
            ...element.options.flatMap(({ text, value }) => [
              { what: 'option text', length: text.text.length, limit: LIMITS.buttonText },
              { what: 'option value', length: value.length, limit: LIMITS.optionValue },
            ]),
          ]),
    ]),
  ]
}

function textsOf(block: SlackBlock): readonly SlackText[] {
  switch (block.type) {
    case 'header':
      return [block.text]
    case 'section':
      return 'text' in block ? [block.text] : block.fields
    case 'context':
      return block.elements
    case 'actions':
      return block.elements.map((element) => (element.type === 'button' ? element.text : element.placeholder))
    case 'data_visualization':
      return [{ type: 'plain_text', text: block.title }]
    case 'divider':
      return []
  }
}
