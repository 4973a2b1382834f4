import type { AlertMessage } from '@outlay/shared/alerts'
import type { Anomaly, AnomalyKind } from '@outlay/shared/detect'
import { dayInWords } from '@outlay/shared/period'
import type { Config } from '../../config.ts'
import { placeOf } from '../../detect/anomalies/sentence.ts'
import { shortMoney } from '../../queries/money-text.ts'
import { urlOf } from './budget-message.ts'
import { clipped } from './slack-escape.ts'

/** An anomaly: where, how much more than expected, since when, why, and whose. */
export function anomalyMessage(
  anomaly: Anomaly,
  { publicUrl, teams }: Pick<Config, 'publicUrl' | 'teams'>,
): AlertMessage {
  const { currency, excess, excessPerDay, expected, actual, monthEndImpact, startedOn, kind } = anomaly
  const money = (value: number) => shortMoney(value.toFixed(2), currency)
  const drop = excess < 0
  const title = `Cost anomaly: ${clipped(placeOf(anomaly), 70)}`
  const more = `${money(Math.abs(excessPerDay))} a day ${drop ? 'less' : 'more'} than expected`
  const impact =
    drop || monthEndImpact <= 0 ? '' : `, about ${money(monthEndImpact)} more by month end if it goes on`
  const team = teams.find(({ id }) => id === anomaly.team)
  const owners = [team?.owner ?? null, anomaly.team === null ? null : `team ${team?.name ?? anomaly.team}`]
  const owner = owners.filter((part) => part !== null).join(' · ')
  const [cause] = anomaly.causes
  return {
    kind: 'anomaly',
    severity: drop || kind === 'mix' ? 'info' : 'warning',
    title,
    sentence: `Cost anomaly: ${anomaly.sentence} ${money(excess)} so far.`,
    headline: `${more} (${money(expected)} → ${money(actual)})`,
    lines: [`${money(excess)} so far${impact}`],
    fields: [
      ...(cause === undefined
        ? []
        : [{ label: `Main cause (${Math.round(cause.share * 100)}% of it)`, value: cause.name }]),
      { label: 'Since', value: `${dayInWords(startedOn)} · ${KINDS[kind]}` },
      { label: 'Owner', value: owner === '' ? 'nobody named' : owner },
      { label: 'Confidence', value: `${Math.round(anomaly.confidence * 100)}%` },
    ],
    fixes: [],
    open: { label: 'Investigate', url: urlOf(publicUrl, `/anomalies?sel=${encodeURIComponent(anomaly.id)}`) },
    footer: 'Settled days only · without tax, credits and commitment fees',
  }
}

const KINDS: Readonly<Record<AnomalyKind, string>> = {
  spike: 'spike',
  shift: 'new level',
  drift: 'slow rise',
  drop: 'drop',
  new: 'new spend',
  mix: 'other mix',
}
