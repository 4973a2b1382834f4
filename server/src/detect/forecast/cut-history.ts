import { type Day, daysBetween } from '@outlay/shared/period'
import type { History } from './history.ts'

/** The history as it was known on a day, for forecasts that are made again. Commitments keep their on-demand price. */
export function cutHistory({ from, through, strands }: History, day: Day): History {
  const length = daysBetween(from, day) + 1
  return {
    from,
    through: day,
    strands: strands
      .map((strand) => {
        const last = strand.through < through ? [strand.through, day].toSorted()[0] : day
        return { ...strand, through: last ?? day, values: strand.values.slice(0, length) }
      })
      .filter(({ values }) => values.some((value) => value !== 0)),
  }
}
