import type { AlertKind, AlertMessage, AlertState } from '@outlay/shared/alerts'
import type { Config } from '../../config.ts'
import type { Logger } from '../../log.ts'

/** What a channel calls a message of ours, so that it can be changed and answered. */
export interface Reference {
  readonly channel: string
  readonly ts: string
}

export interface Told {
  readonly id: string
  readonly message: AlertMessage
  readonly state: AlertState
  readonly stateNote: string | null
  readonly about: {
    readonly kind: AlertKind
    readonly entity: string
    readonly team: string | null
    readonly period: string
  }
}

export type OutgoingAction = 'post' | 'update' | 'reply' | 'bundle' | 'escalate' | 'fallback' | 'report'

/** One delivery. */
export interface Outgoing {
  /** The same in every try: receivers may drop what they know. */
  readonly id: string
  /** The recipient without its prefix: `#finops`, `ada@example.com`. */
  readonly target: string
  /** Of a mail: the path with which this recipient takes no more of them. */
  readonly unsubscribe: string | null
  readonly action: OutgoingAction
  /** One, or those of a bundle. */
  readonly alerts: readonly [Told, ...Told[]]
  /** Of a reply, and what an escalation or a repetition adds. */
  readonly note: string | null
  /** The message that an update changes or a reply answers; null where there is none. */
  readonly parent: Reference | null
  /** Grows with each try and update. */
  readonly version: number
}

export interface Notifier {
  /** Returns the reference of a message that may be changed later. @throws DeliveryError */
  send(outgoing: Outgoing): Promise<Reference | null>
}

export interface NotifierContext {
  readonly config: Pick<Config, 'channels' | 'publicUrl' | 'teams'>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly dataDir: string
  readonly log: Logger
  readonly clock: () => Date
}

export interface NotifierPlugin {
  readonly id: string
  readonly title: string
  /** True for recipients that it may serve, by their prefix. */
  serves(recipient: string): boolean
  /** Least time between two messages of one channel. */
  readonly paceMs: number
  /** Changes messages it has sent; others tell changes as a new message. */
  readonly updates: boolean
  /** Undefined where its settings or secrets are missing; `needs` says which. */
  create(context: NotifierContext): Notifier | undefined
  readonly needs: string
}

/** Why a delivery failed, and what that means. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError'
  /** `retry`: later; `drop`: never, this message only; `disable`: the channel takes nothing until somebody mends it. */
  readonly verdict: 'retry' | 'drop' | 'disable'
  /** What the channel asked to wait. */
  readonly retryAfterMs: number | null

  constructor(
    verdict: DeliveryError['verdict'],
    message: string,
    { cause, retryAfterMs = null }: { readonly cause?: unknown; readonly retryAfterMs?: number | null } = {},
  ) {
    super(message, { cause })
    this.verdict = verdict
    this.retryAfterMs = retryAfterMs
  }
}

export const SEND_TIMEOUT_MS = 10_000
