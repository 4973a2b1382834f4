import { addDays } from '@outlay/shared/period'
import { type Calendar, MONTHS, toHour } from './calendar.ts'
import { SOURCES } from './company.ts'
import type { Delivery } from './manifest.ts'
import type { SourceId } from './types.ts'

/** Files of some months of one source that arrive together. */
export interface Batch {
  readonly source: SourceId
  readonly name: string
  /** 0–12 */
  readonly months: readonly number[]
  readonly arrived: string
  readonly revision: 'original' | 'final'
  readonly expect: Delivery['expect']
  readonly monthly?: true
  /** SQL over focus_line that keeps part of the lines. */
  readonly only?: string
}

/** Every delivery of bills, in the order of arrival. */
export function planBatches(calendar: Calendar): readonly Batch[] {
  const closed = Array.from({ length: MONTHS - 2 }, (_, index) => index)
  const open = [MONTHS - 2, MONTHS - 1]
  const connected = addDays(calendar.month(MONTHS - 2), 5)
  const each = SOURCES.flatMap(({ id }, index): Batch[] => {
    const late = id === 'azure-mca' ? calendar.ago(4) : calendar.asOf
    const common = { source: id, expect: 'counted' as const, monthly: true as const }
    return [
      {
        ...common,
        name: 'history',
        months: closed,
        arrived: `${connected}T06:0${index}:00Z`,
        revision: 'original',
      },
      { ...common, name: 'latest', months: open, arrived: `${late}T05:1${index}:00Z`, revision: 'final' },
    ]
  })
  return [...each, ...corrections(calendar)].sort((a, b) => a.arrived.localeCompare(b.arrived))
}

/** A closed month sent again with changes, a month in progress sent twice, and one that arrived cut in half. */
function corrections(calendar: Calendar): readonly Batch[] {
  const last = MONTHS - 1
  const restated: Batch = {
    source: 'aws-main',
    name: 'restated',
    months: [MONTHS - 3],
    arrived: `${addDays(calendar.month(MONTHS - 2), 18)}T07:20:00Z`,
    revision: 'final',
    expect: 'counted',
  }
  const eve = calendar.ago(1)
  const arrival: Batch = {
    source: 'gcp-us',
    name: 'eve',
    months: [last],
    arrived: `${eve}T05:14:00Z`,
    revision: 'final',
    expect: 'counted',
    only: `demo_hour < ${toHour(eve)}`,
  }
  const held: Batch = {
    source: 'azure-ea',
    name: 'truncated',
    months: [last],
    arrived: `${calendar.asOf}T09:40:00Z`,
    revision: 'final',
    expect: 'held',
    only: 'demo_series % 2 = 0',
  }
  return eve > calendar.month(last) ? [restated, arrival, held] : [restated, held]
}
