import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { toDay } from '@outlay/shared/period'
import type { Clock } from '../clock.ts'
import { readCreditPools } from '../commitments/promises/credit-pools.ts'
import { readSecret } from '../config/secrets.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/open.ts'
import type { Logger } from '../log.ts'
import { createForecasts, type Forecasts } from './budgets/budget-forecast.ts'
import { createLook } from './decide/look.ts'
import { connectSocket, type Socket } from './interactions/socket-mode.ts'
import { createNotifiers, type Notifiers } from './notifiers/registry.ts'
import { releaseUnconfigured } from './outbox/channel-states.ts'
import { createDispatcher, type Dispatcher } from './outbox/dispatch.ts'
import { prune } from './outbox/prune.ts'

/** What the app needs of alerts. */
export interface Alerting {
  readonly config: Config
  readonly notifiers: Notifiers
  readonly forecasts: Forecasts
  /** Verifies what Slack sends to the public address; undefined where none is set. */
  readonly signingSecret: string | undefined
  /** Looks now, soon after what a person or Slack did; does not wait for it. */
  poke(): void
  /** Decides and sends all that is due. */
  tick(): Promise<void>
  /** Begins to look by itself. */
  schedule(): void
  /** Waits for the message that is being sent, and stops. */
  stop(): Promise<void>
}

export interface AlertingDeps {
  readonly db: Db
  readonly dataDir: string
  readonly config: Config
  readonly clock: Clock
  readonly log: Logger
  readonly env: Readonly<Record<string, string | undefined>>
  /** Brings anomalies up to date before anything is decided on them. */
  readonly detect?: () => Promise<void>
  /** Brings recommendations up to date before a message names what can be saved. */
  readonly recommend?: () => Promise<void>
  readonly random?: () => number
}

/** How often it looks; what has not changed costs a few small queries. */
const EVERY_MS = 10_000

/** @throws BAD_CONFIG for a secret file that cannot be read */
export function createAlerting(deps: AlertingDeps): Alerting {
  const { db, dataDir, config, clock, log, env, random = Math.random } = deps
  const stop = new AbortController()
  const forecasts = createForecasts((ask) => readCreditPools(ask, config.credits))
  const notifiers = createNotifiers({ config, env, dataDir, log, clock })
  const dispatcher = createDispatcher({
    ...{ db, config, notifiers, clock, log, random, lease: randomUUID() },
    wait: (ms) => delay(ms),
    signal: stop.signal,
  })
  const look = createLook({ ...deps, forecasts })
  const tidy = createTidying(deps)
  const loop = createLoop((calmly) => work(() => look(calmly), dispatcher).then(tidy), stop.signal)
  const poke = (calmly = false) => {
    if (stop.signal.aborted) return
    // What waits already does not wait for what is being decided.
    for (const done of [dispatcher.run(), loop.run(calmly)]) {
      done.catch((error: unknown) => log.error({ err: error }, 'alerts could not be decided or sent'))
    }
  }
  let timer: NodeJS.Timeout | undefined
  let socket: Socket | undefined
  return {
    ...{ config, notifiers, forecasts },
    signingSecret: readSecret(env, 'SLACK_SIGNING_SECRET'),
    poke: () => poke(),
    tick: () => loop.run(false),
    schedule() {
      if (timer !== undefined) return
      timer = setInterval(() => poke(true), EVERY_MS)
      timer.unref()
      releaseUnconfigured(db, notifiers, clock()).then(
        () => poke(true),
        (error: unknown) => log.error({ err: error }, 'what was held could not be released'),
      )
      socket = connectSocket({ ...{ db, config, clock, log, env }, poke: () => poke() })
    },
    async stop() {
      clearInterval(timer)
      stop.abort()
      await Promise.allSettled([loop.settled(), socket?.stop()])
    },
  }
}

/** Once a day, and at the start, what is over for long goes; nobody waits for it. */
function createTidying({ db, config, clock, log }: AlertingDeps): () => Promise<void> {
  let done = ''
  return async () => {
    const now = clock()
    if (toDay(now) === done) return
    done = toDay(now)
    await prune({ db, config, now }).catch((error: unknown) =>
      log.error({ err: error }, 'old alerts could not be forgotten'),
    )
  }
}

/** What is queued leaves whether or not anything can be decided now; what is decided leaves at once. */
async function work(look: () => Promise<void>, dispatcher: Dispatcher): Promise<void> {
  const [looked, sent] = await Promise.allSettled([look(), dispatcher.run()])
  if (looked.status === 'rejected') throw looked.reason
  if (sent.status === 'rejected') throw sent.reason
  await dispatcher.run()
}

/** One run at a time; who asks during one gets another behind it. */
function createLoop(run: (calmly: boolean) => Promise<void>, signal: AbortSignal) {
  let running: Promise<void> | undefined
  let again = false
  const loop = async (calmly: boolean) => {
    await run(calmly)
    while (again && !signal.aborted) {
      again = false
      await run(false)
    }
  }
  return {
    run(calmly: boolean): Promise<void> {
      if (running !== undefined) {
        again ||= !calmly
        return running
      }
      running = loop(calmly).finally(() => {
        running = undefined
      })
      return running
    },
    settled: () => running,
  }
}
