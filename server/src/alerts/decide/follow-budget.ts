import Big from 'big.js'
import { shortMoney } from '../../queries/money-text.ts'
import type { AlertRow } from '../alert-rows.ts'
import type { Judged } from '../budgets/judge.ts'
import { type BudgetFacts, budgetMessage } from '../message/budget-message.ts'
import type { Change, DecideContext } from './context.ts'
import { type Crossing, crossingsOf } from './thresholds.ts'

/** How much worse a forecast must be to be told again. */
const WORSE = 1.2
const WORSE_FIGURE = 1.05
/** A forecast that moves around its amount does not come and go. */
const BACK_UNDER = 0.98

/** What became of the alerts of a budget: over with their period, taken back, back under, or worse. */
export async function followBudget(
  { standing }: DecideContext,
  judged: Judged,
  factsOf: () => Promise<BudgetFacts>,
): Promise<readonly Change[]> {
  const mine = standing.filter(({ kind, entity }) => kind === 'budget' && entity === judged.budget.id)
  const changes: Change[] = []
  for (const alert of mine) {
    const change = closing(alert, judged) ?? (await worsening(alert, judged, factsOf))
    if (change !== undefined) changes.push(change)
  }
  return changes
}

function closing(alert: AlertRow, { budget, standing, days, period }: Judged): Change | undefined {
  if (alert.rule === 'daily-spike') {
    const old = standing.dataThrough !== null && alert.period < (days.at(-7)?.day ?? '')
    return old ? quietly(alert, 'The week is over.') : undefined
  }
  if (alert.period !== period.key) return quietly(alert, `${alert.period} is over.`)
  if (!alert.fingerprint.endsWith(`:${budget.revision}`)) {
    return told(alert, 'withdrawn', 'The budget was edited; its thresholds are armed anew.')
  }
  const [on, percent] = alert.rule.split('-')
  const limit = new Big(standing.amount ?? '0').times(Number(percent)).div(100)
  if (on === 'actual' && new Big(standing.actual).lt(limit)) {
    return told(alert, 'withdrawn', 'A correction of the bill took back what had reached it.')
  }
  const expected = standing.forecast?.expected
  if (on === 'forecast' && expected !== undefined && expected < Number(limit) * BACK_UNDER) {
    return told(
      alert,
      'resolved',
      `The forecast is back under the budget: ${shortMoney(String(expected), budget.currency)} of ${shortMoney(standing.amount ?? '0', budget.currency)}.`,
    )
  }
  return undefined
}

async function worsening(
  alert: AlertRow,
  judged: Judged,
  factsOf: () => Promise<BudgetFacts>,
): Promise<Change | undefined> {
  const { standing, budget } = judged
  const crossing = crossingsOf(judged).find(({ rule }) => rule === alert.rule)
  const expected = standing.forecast?.expected
  if (crossing?.threshold.on !== 'forecast' || expected === undefined || alert.figure === null)
    return undefined
  const amount = Number(standing.amount)
  if (expected - amount < WORSE * (alert.figure - amount) || expected < WORSE_FIGURE * alert.figure)
    return undefined
  return worse(alert, { crossing, expected, currency: budget.currency, facts: await factsOf() })
}

interface Worse {
  readonly crossing: Crossing
  readonly expected: number
  readonly currency: string
  readonly facts: BudgetFacts
}

function worse(alert: AlertRow, { crossing, expected, currency, facts }: Worse): Change {
  return {
    alertId: alert.id,
    state: alert.state,
    reason: alert.reason,
    message: budgetMessage(facts, crossing),
    figure: expected,
    text: `It got worse: the forecast is ${shortMoney(String(expected), currency)} now, ${shortMoney(String(alert.figure ?? 0), currency)} when it was told.`,
  }
}

function quietly(alert: AlertRow, reason: string): Change {
  return { alertId: alert.id, state: 'resolved', reason, text: null }
}

function told(alert: AlertRow, state: 'resolved' | 'withdrawn', reason: string): Change {
  return { alertId: alert.id, state, reason, text: reason }
}
