import { join } from 'node:path'
import { groupBy } from '@outlay/shared/group-by'
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/open.ts'
import type { Logger } from '../../log.ts'
import type { Notifiers } from '../notifiers/registry.ts'
import { claim } from './claim.ts'
import { createJournal, type Journal } from './journal.ts'
import { dueRows, type OutboxRow } from './outbox-rows.ts'
import { sendLane } from './send-lane.ts'
import { settleSent } from './settle.ts'

export interface DispatchDeps {
  readonly db: Db
  readonly config: Pick<Config, 'alerts' | 'channels' | 'teams'>
  readonly notifiers: Notifiers
  readonly clock: Clock
  readonly log: Logger
  readonly random: () => number
  /** Names this process. */
  readonly lease: string
  readonly wait: (ms: number) => Promise<void>
  readonly signal: AbortSignal
}

export interface Dispatcher {
  /** Sends all that is due; calls at the same time share one run. Stops between two messages when told to. */
  run(): Promise<void>
}

/** What the runs of one process share. */
export interface Sending extends DispatchDeps {
  readonly journal: Journal
  /** When each channel got its last message, by the process's own clock. */
  readonly lastSent: Map<string, number>
}

/**
 * The one sender. Each kind of channel has a lane of its own, so that one that hangs holds back nobody else; within a
 * lane a delivery is in the journal before the next begins, so that a killed process repeats at most one a lane.
 */
export function createDispatcher(deps: DispatchDeps): Dispatcher {
  const journal = createJournal(join(deps.db.paths.root, 'outbox-sent.jsonl'))
  const lastSent = new Map<string, number>()
  let running: Promise<void> | undefined
  let runs = 0
  return {
    run() {
      if (running !== undefined) return running
      runs += 1
      // What another run or process left as being sent is known by its lease.
      const sending = { ...deps, journal, lastSent, lease: `${deps.lease}-${runs}` }
      running = sendAll(sending).finally(() => {
        running = undefined
      })
      return running
    },
  }
}

const NAP_MS = 50

async function sendAll(sending: Sending): Promise<void> {
  const lanes = new Map<string, Promise<void>>()
  while (!sending.signal.aborted) {
    await flush(sending)
    const resting = restingChannels(sending, [...lanes.keys()])
    const rows = (await hasDue(sending)) ? await claimRows(sending, resting) : []
    for (const [lane, mine] of groupBy(rows, ({ channel }) => sending.notifiers.route(channel).plugin.id)) {
      lanes.set(
        lane,
        sendLane(sending, mine).finally(() => lanes.delete(lane)),
      )
    }
    if (rows.length > 0) continue
    if (lanes.size > 0) await Promise.race(lanes.values())
    else if (!(await hasDue(sending))) break
    else await sending.wait(NAP_MS)
  }
  await Promise.all(lanes.values())
  await flush(sending)
}

/** Brings what arrived into the database; what arrives meanwhile waits for the next time. */
async function flush({ db, journal }: Sending): Promise<void> {
  const entries = journal.entries()
  if (entries.length === 0) return
  await db.writer.withTransaction((connection) => settleSent(connection, entries))
  journal.drop(entries.length)
}

interface Resting {
  has(channel: string): boolean
}

/** Channels that wait for their pace, and those of a lane that is busy. */
function restingChannels({ notifiers, lastSent }: Sending, busy: readonly string[]): Resting {
  const now = performance.now()
  const has: Resting['has'] = (channel) => {
    const { plugin } = notifiers.route(channel)
    return (
      busy.includes(plugin.id) || now - (lastSent.get(channel) ?? Number.NEGATIVE_INFINITY) < plugin.paceMs
    )
  }
  return { has }
}

async function hasDue({ db, clock, lease }: Sending): Promise<boolean> {
  const connection = await db.connect()
  try {
    return (await dueRows(connection, clock().toISOString(), lease)).length > 0
  } finally {
    connection.closeSync()
  }
}

function claimRows(sending: Sending, resting: Resting): Promise<readonly OutboxRow[]> {
  const { db, notifiers, config, lease, clock } = sending
  return db.writer.withTransaction((connection) =>
    claim(connection, { notifiers, settings: config.alerts, lease, now: clock(), resting }),
  )
}
