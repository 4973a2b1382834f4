import type { SlackMessage } from '@outlay/shared/alerts'

/** Address at which Slack's own builder shows these blocks. */
export function builderLink({ blocks }: SlackMessage): string {
  return `https://app.slack.com/block-kit-builder#${encodeURIComponent(JSON.stringify({ blocks }))}`
}
