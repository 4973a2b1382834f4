import { monthStart } from '@outlay/shared/period'
import { nextToken } from '../aws-pages.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected, PageRow, Part } from '../collector.ts'
import { snapshot } from '../windows.ts'
import { type CostExplorer, openCostExplorer } from './client.ts'
import { COMMITMENT_QUESTIONS, type CommitmentQuestion } from './commitment-questions.ts'
import type { Settings } from './settings.ts'

const MONTHS_BACK = 12

/** Coverage and utilisation of Savings Plans and reservations by month. Four requests, once a week. */
export const commitmentsPart: Part<Settings> = {
  id: 'commitments',
  title: 'Coverage and utilisation of commitments',
  kind: 'commitments',
  enabled: ({ advice }) => advice,
  windows: snapshot({ everyDays: 7 }),
  collect,
}

async function collect(settings: Settings, context: CollectContext): Promise<Collected> {
  const explorer = await openCostExplorer(settings, context)
  for (const question of COMMITMENT_QUESTIONS) {
    const rows = await withoutData(() => answers(explorer, question, context))
    const account = settings.billingAccount ?? context.source
    context.page(rows.map((row) => ({ provider: 'aws', billing_account_id: account, ...row })))
  }
  return { estimated: false }
}

/** Whoever has no plans, or no reservations, is told that there is no data. */
async function withoutData(ask: () => Promise<PageRow[]>): Promise<PageRow[]> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof CollectError && error.kind === 'no_data') return []
    throw error
  }
}

async function answers(
  explorer: CostExplorer,
  { measure, type, unit, page }: CommitmentQuestion,
  { window }: CollectContext,
): Promise<PageRow[]> {
  const TimePeriod = { Start: monthStart(window.since, -MONTHS_BACK), End: window.since }
  const tokens = new Set<string>()
  const found: PageRow[] = []
  let token: string | undefined
  do {
    const { rows, next } = await page(explorer, { TimePeriod, Granularity: 'MONTHLY', token })
    for (const { period, figures } of rows) {
      const head = { start: period.Start, end: period.End, measure, commitment_type: type, unit }
      found.push({ ...head, ...figures })
    }
    token = nextToken(next, tokens)
  } while (token !== undefined)
  return found
}
