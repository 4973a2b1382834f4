import type { AlertMessage } from '@outlay/shared/alerts'
import { addDays, dayInWords, daysBetween } from '@outlay/shared/period'
import type { AccountState } from '../../queries/data-state.ts'
import { urlOf } from './budget-message.ts'

/** A source that stays behind, and since when. */
export function lateMessage(
  { provider, billingAccount, to }: Pick<AccountState, 'provider' | 'billingAccount' | 'to'>,
  today: string,
  publicUrl: string | null,
): AlertMessage {
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
