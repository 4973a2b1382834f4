import type { Anomaly, AnomalyCause, AnomalyKind, AnomalyState, Classification } from '@outlay/shared/detect'

export const KIND: Readonly<Record<AnomalyKind, string>> = {
  spike: 'Spike',
  shift: 'New level',
  drift: 'Slow rise',
  drop: 'Drop',
  new: 'New spend',
  mix: 'Other mix',
}

export const STATE: Readonly<Record<AnomalyState, string>> = {
  active: 'Active',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  withdrawn: 'Withdrawn',
  preview: 'Preview',
}

export const CLASS: Readonly<Record<Classification, string>> = {
  real: 'Real problem',
  planned: 'Planned',
  not_anomaly: 'Not an anomaly',
  data_issue: 'Fault of the data',
}

/** What a classification does. */
export const CLASS_EFFECT: Readonly<Record<Classification, string>> = {
  real: 'Stays in the list as acknowledged',
  planned: 'Resolves it',
  not_anomaly: 'Resolves it and raises the threshold of this place',
  data_issue: 'Resolves it',
}

export const DIMENSION: Readonly<Record<AnomalyCause['dimension'], string>> = {
  resource: 'Resource',
  usageType: 'Usage type',
  service: 'Service',
  team: 'Team',
  subAccount: 'Account',
  region: 'Region',
}

export const SILENT: Readonly<Record<NonNullable<Anomaly['silent']>, string>> = {
  before_connection: 'It began before the source was connected: a preview, nobody was alerted.',
  first_days: 'It began in the first 14 days of the source: a preview, nobody was alerted.',
  backfill: 'Its days arrived late, from a backfill: nobody was alerted.',
}

/** The place in two lines: what, and where. */
export function placeOf(anomaly: Anomaly): { readonly what: string; readonly where: string } {
  const account = anomaly.subAccountName ?? anomaly.subAccountId ?? anomaly.billingAccountId ?? ''
  const where = [account, anomaly.provider ?? ''].filter((part) => part !== '').join(' · ')
  if (anomaly.scope === 'team') return { what: `Team ${anomaly.team ?? 'unknown'}`, where: 'all accounts' }
  const what = [anomaly.service, anomaly.usageType].filter((part) => part !== null).join(' · ')
  return { what: what === '' ? `Account ${account}` : what, where }
}

export function daysInWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}
