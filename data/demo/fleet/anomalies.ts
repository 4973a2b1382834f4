import type { Series } from '../types.ts'
import { HALVES, ROWS } from './anomaly-rows.ts'
import type { Fleet } from './fleet.ts'
import { ago } from './hours.ts'
import { addNewServices } from './new-services.ts'
import { plantAnomaly } from './plant.ts'
import { vary } from './vary.ts'

/** Everything unusual of the history that is not told elsewhere. */
export function addAnomalies(fleet: Fleet): void {
  for (const [name, shape, account, lines, first, last, factor, perDay, cause] of ROWS) {
    const move = shape === 'mix' ? 0 : Math.round(vary(fleet, `when:${name}`, 100, 0.06) - 100)
    const event = { fromHour: ago(fleet, first + move), untilHour: ago(fleet, last === 0 ? 0 : last + move) }
    const series = matching(fleet, account, lines)
    for (const id of series)
      fleet.events.push({
        series: id,
        ...event,
        factor: shape === 'mix' || factor <= 1 ? factor : 1 + vary(fleet, name, factor - 1, 0.2),
        perDay,
      })
    const halves = HALVES.filter((half) => half[0] === name).flatMap(([, place, other, by]) => {
      const ids = matching(fleet, place, other)
      for (const id of ids) fleet.events.push({ series: id, ...event, factor: by, perDay: 0 })
      return ids
    })
    plantAnomaly(
      fleet,
      { name, shape, series: [...series, ...halves], cause },
      first + move,
      last === 0 ? 0 : last + move,
    )
  }
  addNewServices(fleet)
}

function matching(fleet: Fleet, account: string, lines: RegExp): readonly number[] {
  const found = fleet.series
    .filter((series) => series.account === account && named(series, lines))
    .map(({ id }) => id)
  if (found.length === 0) throw new Error(`no line of ${account} is named ${lines}`)
  return found
}

function named({ usageType, meter }: Series, lines: RegExp): boolean {
  return lines.test(usageType ?? '') || lines.test(meter)
}
