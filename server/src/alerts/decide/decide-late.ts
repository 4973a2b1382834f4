import { addDays } from '@outlay/shared/period'
import type { AccountState } from '../../queries/data-state.ts'
import { type Fingerprint, fingerprintOf } from '../alert-rows.ts'
import { lateMessage } from '../message/late-message.ts'
import type { Decision } from '../outbox/enqueue.ts'
import { defaultRecipients } from '../recipients.ts'
import type { Change, DecideContext, Decided } from './context.ts'
import { lateSources } from './late-sources.ts'

/** One message for each source that stays behind, by the day from which it is missing; taken back when it comes. */
export function decideLate(context: DecideContext): Decided {
  const { ask, config, decided, standing, trial } = context
  const { today } = ask.state
  const late = lateSources(ask)
  const decisions = late.flatMap((account): readonly Decision[] => {
    const print = printOf(account)
    if (decided.has(fingerprintOf(print))) return []
    const onTrial = trial.some(
      (each) => each.provider === account.provider && each.billingAccount === account.billingAccount,
    )
    return [
      {
        ...print,
        team: null,
        message: lateMessage(account, today, config.publicUrl),
        figure: null,
        recipients: defaultRecipients(config),
        silent: onTrial ? 'Preview only: the source was connected lately.' : null,
      },
    ]
  })
  const stillLate = new Set(late.map((account) => fingerprintOf(printOf(account))))
  const changes = standing
    .filter(({ kind, fingerprint }) => kind === 'data_late' && !stillLate.has(fingerprint))
    .map(({ id }): Change => {
      const reason = 'The data has come, or the source has ended.'
      return { alertId: id, state: 'resolved', reason, text: reason }
    })
  return { decisions, changes }
}

function entityOf({ provider, billingAccount }: AccountState): string {
  return `${provider}/${billingAccount}`
}

function printOf(account: AccountState): Fingerprint {
  return {
    kind: 'data_late',
    entity: entityOf(account),
    rule: 'data-late',
    period: addDays(account.to, 1),
    revision: null,
  }
}
