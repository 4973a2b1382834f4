import type { BudgetFiring } from '@outlay/shared/budgets'
import { addDays } from '@outlay/shared/period'
import { afterEach, expect, test } from 'vitest'
import { type Ask, withAsk } from '../../queries/ask.ts'
import type { Fact } from '../../queries/fact-builder.ts'
import { crossingsOf } from '../decide/thresholds.ts'
import { type AlertsBed, openAlertsBed } from '../test-kit.ts'
import { BudgetBody, toWatched, type Watched } from './budget.ts'
import { createForecasts } from './budget-forecast.ts'
import { judge } from './judge.ts'
import { replay } from './replay.ts'

let bed: AlertsBed

afterEach(() => bed.close())

/** Weekdays of 100, weekends of 40, a new level from the middle of October on. */
function bill(): readonly Fact[] {
  const facts: Fact[] = []
  for (let day = '2026-08-01'; day < '2026-11-21'; day = addDays(day, 1)) {
    const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
    const level = day < '2026-10-12' ? 1 : 1.8
    facts.push({ day, service: 'EC2', billed: String((weekend ? 40 : 100) * level) })
  }
  return facts
}

function budgetOf(given: object): Watched {
  const input = BudgetBody.parse({ name: 'All', currency: 'USD', amount: '3200', ...given })
  return toWatched(input, { id: 'all', source: 'app', plan: [], updatedAt: null })
}

async function ask<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
  const connection = await bed.db.connect()
  return withAsk(connection, bed.now, work).finally(() => connection.closeSync())
}

/** The first day of October on which alerts would have told it, asked day by day. */
async function lived(asked: Ask, budget: Watched): Promise<readonly BudgetFiring[]> {
  for (let day = '2026-10-01'; day < '2026-11-01'; day = addDays(day, 1)) {
    const then = { ...asked, state: { ...asked.state, dataThrough: day } }
    const judged = await judge(then, budget, { forecasts: createForecasts(), fiscalYearStart: 1, trial: [] })
    const [first] = crossingsOf(judged)
    if (first !== undefined) return [{ period: '2026-10', rule: first.rule, day }]
  }
  return []
}

test('a replay fires on the day on which the forecast of that day would have', async () => {
  bed = await openAlertsBed(bill())
  const budget = budgetOf({ thresholds: [{ percent: 100, on: 'forecast' }] })

  const { replayed, expected } = await ask(async (asked) => ({
    replayed: await replay(asked, budget, { forecasts: createForecasts(), fiscalYearStart: 1 }),
    expected: await lived(asked, budget),
  }))

  expect(expected).toHaveLength(1)
  expect(replayed?.firings).toEqual(expected)
  expect(replayed?.months).toBe(3)
})

test('forecasts are made for what hangs on them, once for all amounts of a scope', async () => {
  bed = await openAlertsBed(bill())
  const forecasts = createForecasts()
  const past = { asked: 0 }
  const counting: typeof forecasts = {
    ...forecasts,
    past: (...given) =>
      forecasts.past(...given)?.then((made) => ({
        on(day, end) {
          past.asked += 1
          return made.on(day, end)
        },
      })),
  }
  const firings = (given: object) =>
    ask(
      async (asked) =>
        (await replay(asked, budgetOf(given), { forecasts: counting, fiscalYearStart: 1 }))?.firings,
    )

  expect(await firings({ thresholds: [{ percent: 50, on: 'actual' }] })).toHaveLength(3)
  expect(past.asked).toBe(0)
  expect(await firings({ amount: '1', thresholds: [{ percent: 100, on: 'forecast' }] })).toEqual([
    { period: '2026-08', rule: 'forecast-100', day: '2026-08-10' },
    { period: '2026-09', rule: 'forecast-100', day: '2026-09-06' },
    { period: '2026-10', rule: 'forecast-100', day: '2026-10-06' },
  ])
  // Five days of August, of which four have too little behind them.
  expect(past.asked).toBe(7)
})
