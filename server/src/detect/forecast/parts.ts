import type { ForecastPart } from '@outlay/shared/detect'
import { type Day, daysBetween } from '@outlay/shared/period'
import { sum } from '../stats/quantile.ts'
import type { Carried } from './carry.ts'

const NOTES: Readonly<Record<ForecastPart['id'], string>> = {
  usage: 'By weekday, level and trend',
  commitments: 'As in the last week',
  recurring: 'Comes again on its day with its last amount',
  tax: 'Comes again on its day, moved as usage has moved',
  credits: 'Goes on while it has not stopped',
  one_off: 'Paid once: not carried on',
}

/** What the forecast is made of, over `days` days from `first` on; the usual order, largest matter first. */
export function toParts(carried: readonly Carried[], first: Day, days: number): readonly ForecastPart[] {
  const ids = (Object.keys(NOTES) as ForecastPart['id'][]).filter((id) =>
    carried.some(({ part }) => part === id),
  )
  return ids.map((id) => {
    const strands = carried.filter(({ part }) => part === id)
    const totals = strands.map(({ means, through }) => {
      const start = daysBetween(through, first) - 1
      return sum(means.slice(start, start + days))
    })
    const ends = strands.flatMap((strand) => (strand.ends === undefined ? [] : [strand.ends]))
    return { id, total: sum(totals), note: [NOTES[id], ...ends].join('; ') }
  })
}
