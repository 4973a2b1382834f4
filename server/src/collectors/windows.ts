import { addDays, type Day, monthStart } from '@outlay/shared/period'
import type { CollectWindow, PlanContext } from './collector.ts'

type Plan = (settings: unknown, context: PlanContext) => CollectWindow[]

/**
 * Whole billing months: the current one and `back` before it, farther when a person asks for it with `since`. The
 * current and the previous month may always change. A month reaches up to today, its end is exclusive.
 */
export function months({ back }: { back: number }): Plan {
  return (_settings, { today, range }) => {
    const last = monthStart(today)
    const first = min(monthStart(last, -back), range.since === undefined ? last : monthStart(range.since))
    return starts(last, first, (start) => monthStart(start, -1)).map((since) => ({
      key: since.slice(0, 7),
      since,
      until: min(monthStart(since, 1), addDays(today, 1)),
      mayChange: since >= monthStart(today, -1),
    }))
  }
}

/**
 * Windows of `length` days on fixed marks, up to today: as many as touch today and the `back` days before it. Those that
 * touch the last `changing` days, today counted, may always change. For utilisation and for what a vendor keeps for days only.
 */
export function days({
  back,
  length = 1,
  changing,
}: {
  back: number
  length?: number
  changing: number
}): Plan {
  return (_settings, { today }) => {
    const marks = (day: Day) => addDays(day, -(dayNumber(day) % length))
    const last = marks(today)
    return starts(last, marks(addDays(today, -back)), (start) => addDays(start, -length)).map((since) => ({
      key: since,
      since,
      until: min(addDays(since, length), addDays(today, 1)),
      mayChange: addDays(since, length) > addDays(today, 1 - changing),
    }))
  }
}

/** What is so now: one window, read anew every `everyDays` days. */
export function snapshot({ everyDays = 1 }: { everyDays?: number } = {}): Plan {
  return (_settings, { today }) => [
    {
      key: 'now',
      since: today,
      until: addDays(today, 1),
      ...(everyDays === 1
        ? { mayChange: true }
        : { version: `every ${everyDays} days: ${Math.floor(dayNumber(today) / everyDays)}` }),
    },
  ]
}

function starts(last: Day, first: Day, previous: (day: Day) => Day): Day[] {
  const found: Day[] = []
  for (let start = last; start >= first; start = previous(start)) found.push(start)
  return found
}

function dayNumber(day: Day): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}

function min(a: Day, b: Day): Day {
  return a < b ? a : b
}
