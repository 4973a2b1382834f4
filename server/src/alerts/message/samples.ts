import type { AlertMessage, AlertState, MessageSample, SlackMessage } from '@outlay/shared/alerts'
import type { BudgetStanding } from '@outlay/shared/budgets'
import { BudgetBody, toWatched } from '../budgets/budget.ts'
import { anomalyMessage } from './anomaly-message.ts'
import { type BudgetFacts, budgetMessage, spikeMessage } from './budget-message.ts'
import { lateMessage } from './late-message.ts'
import { SAMPLE_ANOMALY } from './sample-anomaly.ts'
import { toSlackBundle, toSlackMessage } from './slack-message.ts'

/** Every message that alerts send, with the figures of an example, as Slack shows it. */
export function messageSamples(publicUrl: string | null): readonly MessageSample[] {
  const facts = factsOf(publicUrl)
  const atRisk = budgetMessage(facts, crossing(100, 'forecast'))
  const over = budgetMessage({ ...facts, standing: OVER }, crossing(100, 'actual'))
  const anomaly = anomalyMessage(SAMPLE_ANOMALY, { publicUrl, teams: [] })
  const late = lateMessage(
    { provider: 'aws', billingAccount: '111111111111', to: '2026-11-17' },
    '2026-11-24',
    publicUrl,
  )
  return [
    sample('forecast', 'A budget is at risk', atRisk),
    sample('part', 'A part of a budget is spent', budgetMessage(facts, crossing(80, 'actual'))),
    sample('over', 'A budget is over', over),
    sample('spike', 'A day costs far more', spikeMessage(facts, SPIKE)),
    sample('acknowledged', 'Somebody has acknowledged it', atRisk, 'acknowledged', 'Acknowledged by ada'),
    sample('resolved', 'It is over', atRisk, 'resolved', 'The forecast is back under the budget.'),
    sample('anomaly', 'An anomaly is found', anomaly),
    sample('late', 'A source stays behind', late),
    {
      id: 'bundle',
      title: 'Several within ten minutes',
      slack: toSlackBundle([over, atRisk, anomaly, late], facts.publicUrl),
    },
  ]
}

function sample(
  id: string,
  title: string,
  message: AlertMessage,
  state: AlertState = 'open',
  stateNote: string | null = null,
): MessageSample {
  const slack: SlackMessage = toSlackMessage(message, {
    ...{ alertId: `alt_${id}`, state, stateNote },
    ...{ acting: true, version: 1 },
  })
  return { id, title, slack }
}

function crossing(percent: number, on: 'actual' | 'forecast') {
  return { rule: `${on}-${percent}`, threshold: { percent, on }, day: '2026-11-21', watched: true }
}

const SPIKE = { day: '2026-11-21', cost: 2310, usual: 1360, watched: true }

const STANDING: BudgetStanding = {
  period: { key: '2026-11', label: 'Nov 2026', start: '2026-11-01', end: '2026-12-01' },
  amount: '35000',
  actual: '28600',
  dataThrough: '2026-11-21',
  used: 0.817,
  elapsed: 0.7,
  daysLeft: 9,
  allowancePerDay: 711,
  recentPerDay: 1420,
  forecast: { expected: 41_400, low80: 40_000, high80: 43_000, low95: 39_100, high95: 44_200 },
  forecastMissing: null,
  breach: { day: '2026-11-25', earliest: '2026-11-24', latest: '2026-11-27', happened: false },
  status: 'at_risk',
  previous: '25100',
}

const OVER: BudgetStanding = {
  ...STANDING,
  ...{
    actual: '35400',
    used: 1.011,
    elapsed: 0.83,
    daysLeft: 5,
    allowancePerDay: 0,
    dataThrough: '2026-11-25',
  },
  breach: { day: '2026-11-25', earliest: '2026-11-25', latest: '2026-11-25', happened: true },
  status: 'over',
}

function factsOf(publicUrl: string | null): BudgetFacts {
  const input = BudgetBody.parse({
    name: 'ML platform',
    team: 'ml-platform',
    amount: '35000',
    currency: 'USD',
  })
  const rest = { id: 'ml-platform', source: 'app', plan: [], updatedAt: null } as const
  return {
    budget: { ...toWatched(input, rest), owner: 'Ada' },
    standing: STANDING,
    contributors: [{ service: 'SageMaker training', cost: '9800', previous: '6900', change: '2900' }],
    fixes: [
      { id: 'rec_81', title: 'Stop 4 idle notebooks', monthlySavings: 3900, currency: 'USD' },
      { id: 'rec_77', title: 'Move nightly training to spot', monthlySavings: 2200, currency: 'USD' },
    ],
    team: 'ML platform',
    mention: 'U0OWNER1',
    publicUrl,
  }
}
