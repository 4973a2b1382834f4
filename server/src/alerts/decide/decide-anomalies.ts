import { ANOMALY_STATES, type Anomaly, type Classification } from '@outlay/shared/detect'
import { dayInWords } from '@outlay/shared/period'
import { readAnomalies } from '../../detect/anomalies/read-anomalies.ts'
import { shortMoney } from '../../queries/money-text.ts'
import { type AlertRow, type Fingerprint, fingerprintOf } from '../alert-rows.ts'
import { anomalyMessage } from '../message/anomaly-message.ts'
import type { Decision } from '../outbox/enqueue.ts'
import { teamRecipients } from '../recipients.ts'
import type { Change, DecideContext, Decided } from './context.ts'
import { lateSources, waitsForData } from './late-sources.ts'

const WORSE = 1.2

/** Incidents that the detectors found since the run before, and what became of those that were told. */
export async function decideAnomalies(context: DecideContext): Promise<Decided> {
  const { ask, decided, standing } = context
  const late = lateSources(ask)
  const all = new URLSearchParams({ status: ANOMALY_STATES.join(',') })
  const { data } = await readAnomalies(ask.connection, all)
  const decisions = data
    .filter(
      (anomaly) =>
        isTold(anomaly, ask.state.today) &&
        !decided.has(fingerprintOf(printOf(anomaly))) &&
        !waitsForData(anomaly, late, ask.state.accounts),
    )
    .map((anomaly) => toDecision(context, anomaly))
  const byId = new Map(data.map((anomaly) => [anomaly.id, anomaly]))
  const changes = standing
    .filter(({ kind }) => kind === 'anomaly')
    .flatMap((alert) => changeOf(context, alert, byId.get(alert.entity)))
  return { decisions, changes }
}

function isTold({ state, classification, snoozedUntil }: Anomaly, today: string): boolean {
  const stands = state === 'active' || state === 'preview'
  const snoozed = snoozedUntil !== null && snoozedUntil > today
  return stands && !snoozed && (classification === null || classification === 'real')
}

/** A preview is decided again once it may alert. */
function printOf({ id, kind, state }: Anomaly): Fingerprint {
  return {
    kind: 'anomaly',
    entity: id,
    rule: kind,
    period: state === 'preview' ? 'preview' : '',
    revision: null,
  }
}

const SILENCE: Readonly<Record<NonNullable<Anomaly['silent']>, string>> = {
  before_connection: 'Preview only: it began before its source was connected.',
  first_days: 'Preview only: its source was connected lately.',
  backfill: 'It was found in days that came late: nobody is told of the past.',
}

function toDecision({ config }: DecideContext, anomaly: Anomaly): Decision {
  return {
    ...printOf(anomaly),
    team: anomaly.team,
    message: anomalyMessage(anomaly, config),
    figure: anomaly.excess,
    recipients: teamRecipients(anomaly.team, config),
    silent: anomaly.silent === null ? null : SILENCE[anomaly.silent],
  }
}

function changeOf(
  { config }: DecideContext,
  alert: AlertRow,
  anomaly: Anomaly | undefined,
): readonly Change[] {
  const told = (state: AlertRow['state'], reason: string, text: string | null = reason) => [
    { alertId: alert.id, state, reason, text },
  ]
  if (anomaly === undefined || anomaly.state === 'withdrawn')
    return told('withdrawn', anomaly?.reason ?? 'A correction of the bill removed its cause.')
  const { classification, state, excess, startedOn } = anomaly
  if (classification !== null && classification !== 'real')
    return told('resolved', classifiedAs(classification))
  if (state === 'resolved') {
    const cost = excess < 0 ? 'less' : 'more'
    const money = amountOf(Math.abs(excess), anomaly)
    return told('resolved', `It is over: ${money} ${cost} than expected since ${dayInWords(startedOn)}.`)
  }
  if (state === 'acknowledged' && alert.state === 'open') return told('acknowledged', 'Acknowledged', null)
  if (alert.figure === null || Math.abs(excess) < WORSE * Math.abs(alert.figure)) return []
  return [
    {
      alertId: alert.id,
      state: alert.state,
      reason: alert.reason,
      message: anomalyMessage(anomaly, config),
      figure: excess,
      text: `It goes on: ${amountOf(excess, anomaly)} so far, ${amountOf(alert.figure, anomaly)} when it was told last.`,
    },
  ]
}

/** Why an alert is over whose anomaly somebody has classified. */
export function classifiedAs(classification: Classification): string {
  return `Classified: ${CLASSES[classification]}.`
}

const CLASSES: Readonly<Record<Classification, string>> = {
  real: 'real problem',
  planned: 'planned',
  not_anomaly: 'not an anomaly',
  data_issue: 'data issue',
}

function amountOf(value: number, { currency }: Anomaly): string {
  return shortMoney(value.toFixed(2), currency)
}
