import type { AlertMessage } from '@outlay/shared/alerts'
import { addDays, dayInWords, daysBetween } from '@outlay/shared/period'
import type { AccountState } from '../../queries/data-state.ts'
import { isLate } from '../../queries/settled.ts'
import { type Fingerprint, fingerprintOf } from '../alert-rows.ts'
import { urlOf } from '../message/budget-message.ts'
import type { Decision } from '../outbox/enqueue.ts'
import { defaultRecipients } from '../recipients.ts'
import type { Change, DecideContext, Decided } from './context.ts'

/** A source that has been silent for longer has ended and is not waited for. */
const ENDED_DAYS = 30

/** One message for each source that stays behind, by the day from which it is missing; taken back when it comes. */
export function decideLate(context: DecideContext): Decided {
  const { ask, config, decided, standing, trial } = context
  const { today } = ask.state
  const accounts = newestOf(ask.state.accounts)
  const late = accounts.filter(
    ({ provider, to }) => isLate(provider, to, ask.now) && daysBetween(to, today) <= ENDED_DAYS,
  )
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
        message: messageOf(account, today, config.publicUrl),
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

/** One entry an account, whatever its currencies. */
function newestOf(accounts: readonly AccountState[]): readonly AccountState[] {
  const newest = new Map<string, AccountState>()
  for (const account of accounts) {
    const key = entityOf(account)
    const known = newest.get(key)
    if (known === undefined || known.to < account.to) newest.set(key, account)
  }
  return [...newest.values()]
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

function messageOf(account: AccountState, today: string, publicUrl: string | null): AlertMessage {
  const { provider, billingAccount, to } = account
  const missing = addDays(to, 1)
  const days = daysBetween(missing, today)
  const name = `${provider} ${billingAccount}`
  const title = `Data late: ${name}`
  return {
    kind: 'data_late',
    severity: 'warning',
    title,
    sentence: `${title}: nothing has come for ${dayInWords(missing)} or later. Budgets and anomalies of it say less than they should until it does.`,
    headline: `Nothing for ${dayInWords(missing)} or later, ${days} days`,
    lines: ['Budgets and anomalies that count it say less than they should until it comes.'],
    fields: [{ label: 'Last day', value: dayInWords(to) }],
    fixes: [],
    open: { label: 'Open data sources', url: urlOf(publicUrl, '/sources') },
    footer: 'Told once for each source and day',
  }
}
