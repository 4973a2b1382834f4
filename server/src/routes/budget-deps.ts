import type { BudgetDeps } from '../alerts/budgets/read-answer.ts'
import { factsStamp } from '../alerts/decide/facts-stamp.ts'
import { trialAccounts } from '../alerts/decide/trial-accounts.ts'
import type { Ask } from '../queries/ask.ts'
import type { AppDeps } from './deps.ts'

/** What standings of budgets are made of; forecasts of former facts are forgotten. */
export async function budgetDeps(ask: Ask, { alerting }: AppDeps): Promise<BudgetDeps> {
  const { config, forecasts } = alerting
  forecasts.useStamp(await factsStamp(ask.connection))
  const trial = await trialAccounts(ask.connection, ask.now, config.alerts.trialDays)
  return { config, forecasts, fiscalYearStart: config.fiscalYearStart, trial: trial.accounts }
}
