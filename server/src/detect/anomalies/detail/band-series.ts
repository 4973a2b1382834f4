import type { Anomaly, AnomalyDay } from '@outlay/shared/detect'
import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import type { Ask } from '../../../queries/ask.ts'
import { nodesOf } from '../tree.ts'
import { watch } from '../watch.ts'
import { readPlaceAtoms } from './place-atoms.ts'
import { anomalyPlace } from './place-lines.ts'

const DAYS = 60
const BEFORE = 21
const AFTER = 7
const SHARE = 0.2

/**
 * The place's own band, from the same walk that found it; the last day shown is the newest complete one. `cause` is what
 * the top cause cost by day, to be left out in `without`.
 */
export async function seriesOf(
  ask: Ask,
  place: Anomaly,
  cause: ReadonlyMap<Day, number> | undefined,
): Promise<readonly AnomalyDay[]> {
  const atoms = await readPlaceAtoms(ask, anomalyPlace(place))
  if (atoms === undefined) return []
  const node = nodesOf(atoms, place.scope).find((each) => isSame(each.place, place))
  if (node === undefined) return []
  const { expected, band } = watch(node.values, {
    first: node.first,
    last: node.last,
    gate: node.gate,
    share: SHARE,
  })
  const { start, end } = shown(
    node.last,
    daysBetween(atoms.from, place.startedOn),
    daysBetween(atoms.from, place.lastDay),
  )
  return Array.from({ length: Math.max(0, end - start + 1) }, (_, at) => {
    const usual = finite(expected[start + at])
    const half = band[start + at] ?? 0
    const day = addDays(atoms.from, start + at)
    const cost = node.values[start + at] ?? 0
    return {
      day,
      cost,
      expected: usual,
      low: usual === null ? null : Math.max(0, usual - half),
      high: usual === null ? null : usual + half,
      without: cause === undefined ? null : cost - (cause.get(day) ?? 0),
    }
  })
}

/** Sixty days with some before it began; more where it lasted longer. */
function shown(newest: number, first: number, last: number): { start: number; end: number } {
  const end = Math.min(newest, Math.max(first - BEFORE + DAYS - 1, last + AFTER))
  return { start: Math.max(0, Math.min(first - BEFORE, end - DAYS + 1)), end }
}

function isSame(node: ReturnType<typeof nodesOf>[number]['place'], place: Anomaly): boolean {
  const team = place.scope === 'team' ? place.team : null
  return (
    node.provider === place.provider &&
    node.billing_account === place.billingAccountId &&
    node.sub_account === place.subAccountId &&
    node.service === place.service &&
    node.usage_type === place.usageType &&
    node.team === team &&
    node.currency === place.currency
  )
}

function finite(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
