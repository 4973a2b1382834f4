import type { DuckDBConnection } from '@duckdb/node-api'
import { CLASSIFICATIONS } from '@outlay/shared/detect'
import { addDays, toDay } from '@outlay/shared/period'
import { z } from 'zod'
import { changeAnomaly } from '../../detect/anomalies/change-anomaly.ts'
import { AppError } from '../../errors.ts'
import { readAlerts } from '../alert-rows.ts'
import { changeAlert, resolveAlert } from '../change-alert.ts'
import { classifiedAs } from '../decide/decide-anomalies.ts'

/** What Slack sends when somebody presses a button or chooses from a menu of ours. */
export const Interaction = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() }),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
})
export type Interaction = z.output<typeof Interaction>

const SNOOZE_DAYS = 3

/**
 * Does what was pressed, in the caller's transaction, with the name that Slack gives as actor. A button of another kind
 * (one that opens a page) does nothing. What is over already stays as it is.
 */
export async function interact(
  connection: DuckDBConnection,
  { user, actions }: Interaction,
  now: Date,
): Promise<void> {
  const actor = `${user.name ?? user.username ?? user.id} (Slack)`
  for (const { action_id, value, selected_option } of actions) {
    const told = selected_option?.value ?? value
    if (told === undefined) continue
    await act(connection, { name: action_id, value: told, actor, now }).catch((error: unknown) => {
      const over = error instanceof AppError && (error.code === 'CONFLICT' || error.code === 'NOT_FOUND')
      if (!over) throw error
    })
  }
}

interface Action {
  readonly name: string
  readonly value: string
  readonly actor: string
  readonly now: Date
}

async function act(connection: DuckDBConnection, { name, value, actor, now }: Action): Promise<void> {
  if (name === 'ack') await changeAlert(connection, value, { state: 'acknowledged' }, { actor, now })
  if (name === 'snooze_3d') {
    const until = addDays(toDay(now), SNOOZE_DAYS)
    await changeAlert(connection, value, { state: 'snoozed', until }, { actor, now })
  }
  if (name === 'classify') await classify(connection, value, { actor, now })
}

/** `alt_…:planned`: of the anomaly behind the alert. */
async function classify(
  connection: DuckDBConnection,
  value: string,
  { actor, now }: Pick<Action, 'actor' | 'now'>,
): Promise<void> {
  const [id = '', given] = value.split(':')
  const classification = CLASSIFICATIONS.find((each) => each === given)
  const [alert] = await readAlerts(connection, { id })
  if (alert === undefined || alert.kind !== 'anomaly' || classification === undefined) return
  await changeAnomaly(connection, alert.entity, { classification }, { actor, now: now.toISOString() })
  if (classification !== 'real') await resolveAlert(connection, alert, classifiedAs(classification), now)
}
