import { toDay } from '@outlay/shared/period'
import type { Config } from '../../config.ts'
import type { AlertRow } from '../alert-rows.ts'
import type { Queued } from '../outbox/enqueue.ts'
import type { Change } from './context.ts'

/** Alerts whose snooze has ended: they stand again and say so. */
export function wake(standing: readonly AlertRow[], now: Date): readonly Change[] {
  const today = toDay(now)
  return standing
    .filter(({ state, snoozed_until }) => state === 'snoozed' && (snoozed_until ?? today) <= today)
    .map(({ id }) => ({
      alertId: id,
      state: 'open',
      reason: null,
      text: 'The snooze is over and this still holds.',
    }))
}

/** Critical alerts that nobody has taken up in time go on to others, once. */
export function escalate(
  standing: readonly AlertRow[],
  now: Date,
  { escalate: settings }: Config['alerts'],
): readonly Queued[] {
  if (settings === null) return []
  const before = now.getTime() - settings.afterHours * 3_600_000
  return standing
    .filter(
      ({ state, severity, escalated, created_at }) =>
        state === 'open' && severity === 'critical' && !escalated && Date.parse(created_at) <= before,
    )
    .flatMap(({ id }) =>
      settings.to.map((channel) => ({
        alertId: id,
        channel,
        action: 'escalate' as const,
        key: '',
        payload: `Nobody has acknowledged this for ${settings.afterHours} hours.`,
      })),
    )
}
