import type { SlackMessage } from '@outlay/shared/alerts'
import type { Clock } from '../../clock.ts'
import { hasCharts, withoutCharts } from '../message/slack-chart-text.ts'
import type { Outgoing } from './notifier.ts'
import { toPlain, toSlack } from './slack-content.ts'

/** Forms of one delivery, the fullest first. */
export interface SlackForms {
  /** Sends the first form that Slack takes. `refuses` tells errors about the blocks from all others. */
  send<T>(outgoing: Outgoing, options: FormOptions<T>): Promise<T>
}

export interface FormOptions<T> {
  readonly acting: boolean
  readonly url: string | null
  post(content: SlackMessage): Promise<T>
  refuses(error: unknown): boolean
}

const REMEMBERED_MS = 24 * 3_600_000

/**
 * What one workspace takes. Where it refuses blocks, a message with charts is sent again with their figures as text,
 * which is remembered for a day, and any other as plain text.
 */
export function createSlackForms(clock: Clock): SlackForms {
  let withoutUntil = 0
  return {
    async send(outgoing, { acting, url, post, refuses }) {
      const full = toSlack(outgoing, { acting, url })
      const charts = hasCharts(full)
      if (charts && clock().getTime() >= withoutUntil) {
        const sent = await attempt(() => post(full), refuses)
        if (sent !== undefined) return sent.value
      }
      const text = charts ? withoutCharts(full) : full
      const sent = await attempt(() => post(text), refuses)
      if (sent === undefined) return post(toPlain(outgoing))
      // Only now it was the charts that were refused.
      if (charts && clock().getTime() >= withoutUntil) withoutUntil = clock().getTime() + REMEMBERED_MS
      return sent.value
    },
  }
}

/** Undefined where the blocks were refused. */
async function attempt<T>(
  post: () => Promise<T>,
  refuses: (error: unknown) => boolean,
): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await post() }
  } catch (error) {
    if (refuses(error)) return undefined
    throw error
  }
}
