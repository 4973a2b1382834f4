const WEEK = 7
const WEEKS = 4

/** Mean a day from `start` through `end`, less that of the same weekdays in the four weeks before `start`. */
export function changeOf(values: readonly number[], start: number, end: number): number {
  let total = 0
  for (let day = start; day <= end; day++) {
    const back = Math.ceil((day - start + 1) / WEEK) * WEEK
    let before = 0
    for (let week = 0; week < WEEKS; week++) before += values[day - back - week * WEEK] ?? 0
    total += (values[day] ?? 0) - before / WEEKS
  }
  return total / Math.max(1, end - start + 1)
}
