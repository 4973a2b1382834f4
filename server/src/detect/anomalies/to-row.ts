import { createHash } from 'node:crypto'
import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'
import { excessOn, type Incident } from './incident.ts'
import type { Atoms } from './read-atoms.ts'
import type { Silent } from './silence.ts'
import { teamShares } from './team-share.ts'

/** An incident as the table keeps it, without what people say of it. */
export interface AnomalyRow {
  readonly fingerprint: string
  readonly scope: string
  readonly provider: string | null
  readonly billing_account: string | null
  readonly sub_account: string | null
  readonly sub_account_name: string | null
  readonly service: string | null
  readonly usage_type: string | null
  readonly team: string | null
  readonly kind: Incident['kind']
  readonly silent: Silent | null
  readonly started_on: Day
  readonly last_day: Day
  readonly detected_on: Day
  readonly days: number
  readonly currency: string
  readonly expected: number
  readonly actual: number
  readonly excess_per_day: number
  readonly excess: number
  readonly month_end_impact: number
  readonly confidence: number
}

/** A row and whether it still goes on. */
export interface FoundAnomaly {
  readonly row: AnomalyRow
  readonly open: boolean
  /** It has lasted so long that it counts as usual now. */
  readonly settledIn: boolean
}

const WEEK = 7

export function toFound(atoms: Atoms, incident: Incident, silent: Silent | null): FoundAnomaly {
  const { place, scope, kind, start, last, detected, parts, open } = incident
  const days = last - start + 1
  const day = (index: number) => addDays(atoms.from, index)
  const excess = totalExcess(incident, start)
  const actual = totalCost(incident) / days
  return {
    open,
    settledIn: !open && parts.some(({ episode }) => episode.settledIn),
    row: {
      ...place,
      fingerprint: fingerprintOf(incident),
      scope,
      team: place.team ?? largestTeam(atoms, incident),
      kind,
      silent,
      started_on: day(start),
      last_day: day(last),
      detected_on: day(detected),
      days,
      expected: actual - excess / days,
      actual,
      excess_per_day: excess / days,
      excess,
      month_end_impact: open ? untilMonthEnd(incident, day(last)) : 0,
      confidence: confidenceOf(incident.score),
    },
  }
}

/** Place and direction: what people say of one incident counts for the next of the same. */
export function fingerprintOf({ place, kind }: Pick<Incident, 'place' | 'kind'>): string {
  const direction = kind === 'drop' || kind === 'mix' ? kind : 'rise'
  const names = [
    place.provider,
    place.billing_account,
    place.sub_account,
    place.service,
    place.usage_type,
    place.team,
  ]
  const text = [...names, place.currency, direction].map((name) => name ?? '*').join('\0')
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

function totalExcess({ parts, last }: Incident, from: number): number {
  let total = 0
  for (const part of parts) for (let day = from; day <= last; day++) total += excessOn(part, day)
  return total
}

/** What the moved series cost in all, on the days of the incident. */
function totalCost({ parts, start, last }: Incident): number {
  const nodes = new Set(parts.map(({ node }) => node))
  let total = 0
  for (const { values } of nodes) for (let day = start; day <= last; day++) total += values[day] ?? 0
  return total
}

/** The excess of its last week, each day until the month of `last` is over. */
function untilMonthEnd(incident: Incident, last: Day): number {
  const from = Math.max(incident.start, incident.last - WEEK + 1)
  const perDay = totalExcess(incident, from) / (incident.last - from + 1)
  return perDay * (daysBetween(last, monthStart(last, 1)) - 1)
}

function largestTeam(atoms: Atoms, { parts }: Incident): string | null {
  const [part] = parts
  if (part === undefined) return null
  const [first] = [...teamShares(atoms, part)].toSorted((a, b) => b[1] - a[1])
  return first?.[0] ?? null
}

/** From the distance in robust deviations: 0.5 at the edge of the band, towards 1. */
function confidenceOf(score: number): number {
  return Math.round((1 - 0.5 * Math.exp(-Math.max(0, score - 3.5) / 3)) * 100) / 100
}
