import type { Anomaly, MatchedEvent } from '@outlay/shared/detect'
import { dayInWords } from '@outlay/shared/period'
import type { Ask } from '../../../queries/ask.ts'
import { shortMoney } from '../../../queries/money-text.ts'
import { readCommitmentEnds } from './commitment-ends.ts'
import { readNewResources } from './new-resources.ts'
import { anomalyPlace } from './place-lines.ts'
import { readPriceChanges } from './price-changes.ts'
import { readTeamChanges } from './team-changes.ts'

/** Of the excess a day, what happened has to bring at least this share to be told. */
const RELEVANT = 0.05
const MOST = 8

/**
 * What the bill shows to have happened at the place about the day on which an anomaly began: resources that are new, unit
 * prices that changed, commitments that cover nothing any more, resources that another team bears. The largest first; what
 * the bill cannot show is not guessed.
 */
export async function readMatchedEvents(
  { connection }: Pick<Ask, 'connection'>,
  anomaly: Anomaly,
): Promise<readonly MatchedEvent[]> {
  const place = anomalyPlace(anomaly)
  const money = (amount: number) => shortMoney(Math.abs(amount).toFixed(2), anomaly.currency)
  const [resources, prices, commitments, teams] = [
    await readNewResources(connection, place),
    await readPriceChanges(connection, place),
    await readCommitmentEnds(connection, place),
    await readTeamChanges(connection, place),
  ]
  const events: readonly MatchedEvent[] = [
    ...resources.map(({ day, name, per_day }) => ({
      kind: 'new_resource' as const,
      day,
      text: `${name} was billed for the first time: ${money(per_day)} a day.`,
      perDay: per_day,
    })),
    ...prices.map(({ name, unit, before, after, per_day }) => ({
      kind: 'price' as const,
      day: anomaly.startedOn,
      text: `${name} cost ${priceText(before)} and now costs ${priceText(after)} a ${unit}: ${money(per_day)} a day ${per_day < 0 ? 'less' : 'more'}.`,
      perDay: per_day,
    })),
    ...commitments.map(({ day, name, per_day }) => ({
      kind: 'commitment_end' as const,
      day,
      text: `${name} covered usage for the last time on ${dayInWords(day)}: ${money(per_day)} a day on demand.`,
      perDay: per_day,
    })),
    ...teams.map(({ day, from, to, resources: count, per_day }) => ({
      kind: 'team_change' as const,
      day,
      text: `${count === 1 ? 'One resource' : `${count} resources`} went from ${from ?? 'no team'} to ${to ?? 'no team'}: ${money(per_day)} a day.`,
      perDay: per_day,
    })),
  ]
  const least = RELEVANT * Math.abs(anomaly.excessPerDay)
  return events
    .filter(({ perDay }) => Math.abs(perDay) >= least)
    .toSorted((a, b) => Math.abs(b.perDay) - Math.abs(a.perDay))
    .slice(0, MOST)
}

/** Unit prices are small: four significant digits. */
function priceText(price: number): string {
  return String(Number(price.toPrecision(4)))
}
