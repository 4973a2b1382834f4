import type { ReportCommitments } from '@outlay/shared/report-split'
import { answerCommitments } from '../../commitments/answer.ts'
import { isWhole, type ReportAsk, scopeParams } from './scope.ts'
import { complete } from './spend.ts'

const ENDING_DAYS = 90
const ENDING_MAX = 10

/**
 * How well commitments are used and how much of what they could cover they do (finops.md §4), and which end soon. Who
 * bought them and who else uses them is no matter of a team: its report has the ratios of its own usage.
 */
export async function readCommitments(asked: ReportAsk): Promise<ReportCommitments> {
  const params = scopeParams({ ...asked, period: complete(asked) })
  params.delete('metric')
  params.delete('charges')
  const { overall, commitments } = await answerCommitments(asked.ask, params, asked.sources.lake)
  const { used, unused, onDemand, utilisation, coverage, commitmentSavingsRate } = overall
  const ending = commitments.flatMap(({ id, name, state, end, daysLeft, notRenewing, currency }) => {
    const isSoon = state === 'active' && daysLeft !== null && daysLeft >= 0 && daysLeft <= ENDING_DAYS
    if (!isSoon || end === null || currency !== asked.currency) return []
    return [{ id, name: name ?? id, end: end.day, notRenewing: notRenewing?.expected ?? null }]
  })
  return {
    ...{ used, unused, onDemand, utilisation, coverage },
    savingsRate: commitmentSavingsRate,
    ending: isWhole(asked) ? ending.slice(0, ENDING_MAX) : [],
  }
}
