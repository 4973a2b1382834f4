import type { Anomaly } from '@outlay/shared/detect'
import { dayInWords } from '@outlay/shared/period'
import { shortMoney } from '../../queries/money-text.ts'

type Told = Pick<
  Anomaly,
  | 'kind'
  | 'scope'
  | 'provider'
  | 'billingAccountId'
  | 'subAccountId'
  | 'subAccountName'
  | 'service'
  | 'usageType'
  | 'team'
  | 'startedOn'
  | 'lastDay'
  | 'days'
  | 'currency'
  | 'expected'
  | 'actual'
  | 'excess'
  | 'state'
  | 'monthEndImpact'
>

type Placed = Pick<
  Told,
  | 'scope'
  | 'provider'
  | 'billingAccountId'
  | 'subAccountId'
  | 'subAccountName'
  | 'service'
  | 'usageType'
  | 'team'
>

/** What, how much and since when, e.g. `SageMaker Train:ml.p4d.24xlarge in ml-research: $477 a day instead of $154 since 17 Nov 2026.` */
export function sentenceOf(anomaly: Told): string {
  const { kind, expected, actual, currency } = anomaly
  const money = (value: number) => shortMoney(value.toFixed(2), currency)
  const when = whenOf(anomaly)
  const place = placeOf(anomaly)
  if (kind === 'mix') return `${place}: the same ${money(actual)} a day went elsewhere ${when}.`
  if (kind === 'new') return `${place}: new spend of ${money(actual)} a day ${when}.`
  return `${place}: ${money(actual)} a day instead of ${money(expected)} ${when}.`
}

/** What goes on has a beginning alone. */
function whenOf({ state, monthEndImpact, days, startedOn, lastDay }: Told): string {
  const goesOn = state === 'active' || state === 'acknowledged' || monthEndImpact !== 0
  if (goesOn) return `since ${dayInWords(startedOn)}`
  return days === 1
    ? `on ${dayInWords(startedOn)}`
    : `from ${dayInWords(startedOn)} to ${dayInWords(lastDay)}`
}

/** The place as people call it. */
export function placeOf(anomaly: Placed): string {
  const { scope, provider, service, usageType, team } = anomaly
  if (scope === 'team') return `Team ${team ?? 'unknown'}`
  const account = anomaly.subAccountName ?? anomaly.subAccountId ?? anomaly.billingAccountId
  const what = [service, usageType].filter((part) => part !== null).join(' ')
  if (what === '') return account === null ? (provider ?? 'All providers') : `Account ${account}`
  return account === null ? what : `${what} in ${account}`
}
