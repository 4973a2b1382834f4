import type { Alert, AlertsAnswer, MessageSample, SlackMessage } from '@outlay/shared/alerts'
import type { BudgetDetail, BudgetInput, BudgetPreview, BudgetsAnswer } from '@outlay/shared/budgets'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { postJson } from '../../lib/api.ts'
import { answer } from '../../lib/queries.ts'

/** What Slack or another person did is seen within this time. */
const LIVE_MS = 4_000

export const budgetsOptions = () => answer<BudgetsAnswer>('/budgets')
export const budgetOptions = (id: string) =>
  answer<{ readonly data: BudgetDetail }>(`/budgets/${encodeURIComponent(id)}`)
export const alertsOptions = (entity: string | null) => ({
  ...answer<AlertsAnswer>(`/alerts${entity === null ? '' : `?entity=${encodeURIComponent(entity)}`}`),
  refetchInterval: LIVE_MS,
})
export const alertOptions = (id: string) =>
  answer<{ readonly data: Alert; readonly slack: SlackMessage }>(`/alerts/${encodeURIComponent(id)}`)

export const samplesOptions = () => answer<{ readonly data: readonly MessageSample[] }>('/alerts/samples')

/** Suggestions and replay of a budget that is not kept yet. */
export const previewOptions = (draft: Omit<BudgetInput, 'owner'>) =>
  queryOptions({
    queryKey: ['/budgets/preview', draft],
    queryFn: () => postJson<{ readonly data: BudgetPreview }>('/budgets/preview', draft),
    placeholderData: keepPreviousData,
  })

/** True for answers that a change of a budget or an alert makes old. */
export function isOfBudgets([path]: readonly unknown[]): boolean {
  return typeof path === 'string' && /^\/(budgets|alerts)/.test(path)
}
