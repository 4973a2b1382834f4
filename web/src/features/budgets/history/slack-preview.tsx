import type { SlackBlock, SlackMessage, SlackText } from '@outlay/shared/alerts'
import { type ReactNode, useId } from 'react'
import { readMrkdwn, type Span } from './mrkdwn.ts'
import { SlackChart } from './slack-chart.tsx'

/** The blocks that alerts use, drawn as Slack draws them. Buttons do nothing here. */
export function SlackPreview({
  message,
  theme,
}: {
  readonly message: SlackMessage
  /** Without one it wears that of the app. */
  readonly theme?: 'light' | 'dark'
}) {
  const id = useId()
  return (
    <div
      className={theme === undefined ? 'slack' : `slack is-${theme}`}
      role="img"
      aria-label={theme === undefined ? message.text : `${message.text} (${theme})`}
    >
      <p className="slack-sender" aria-hidden="true">
        <strong>Outlay</strong> <span className="slack-app">APP</span>
      </p>
      {message.blocks.map((block, index) => (
        <Block key={`${id}${index}`} block={block} />
      ))}
    </div>
  )
}

function Block({ block }: { readonly block: SlackBlock }): ReactNode {
  switch (block.type) {
    case 'header':
      return <p className="slack-header">{block.text.text}</p>
    case 'section':
      if ('text' in block) return <Mrkdwn text={block.text} className="slack-section" />
      return (
        <div className="slack-fields">
          {block.fields.map((field) => (
            <Mrkdwn key={field.text} text={field} className="slack-section" />
          ))}
        </div>
      )
    case 'actions':
      return (
        <p className="slack-actions">
          {block.elements.map((element) => (
            <span
              key={element.action_id}
              className={element.type === 'button' && element.style === 'primary' ? 'is-primary' : undefined}
            >
              {element.type === 'button' ? element.text.text : `${element.placeholder.text} ▾`}
            </span>
          ))}
        </p>
      )
    case 'context':
      return block.elements.map((element) => (
        <Mrkdwn key={element.text} text={element} className="slack-context" />
      ))
    case 'data_visualization':
      return <SlackChart block={block} />
    case 'divider':
      return <hr />
  }
}

function Mrkdwn({ text, className }: { readonly text: SlackText; readonly className: string }) {
  const spans = text.type === 'mrkdwn' ? readMrkdwn(text.text) : [{ kind: 'text', text: text.text } as const]
  return (
    <p className={className}>
      {spans.map((span, index) => (
        <SpanOf key={index} span={span} />
      ))}
    </p>
  )
}

function SpanOf({ span }: { readonly span: Span }) {
  if (span.kind === 'strong') return <strong>{span.text}</strong>
  return span.kind === 'link' ? <span className="slack-link">{span.text}</span> : span.text
}
