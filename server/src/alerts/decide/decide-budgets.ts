import { addDays, type Day, dayInWords } from '@outlay/shared/period'
import type { Ask } from '../../queries/ask.ts'
import { type Fingerprint, fingerprintOf } from '../alert-rows.ts'
import type { Watched } from '../budgets/budget.ts'
import { contributorsTo } from '../budgets/contributors.ts'
import { periodsBefore } from '../budgets/fiscal-period.ts'
import { fixesFor } from '../budgets/fixes.ts'
import { type Judged, judge } from '../budgets/judge.ts'
import { ownerOf } from '../budgets/owner-of.ts'
import { budgetsOf } from '../budgets/read-answer.ts'
import { type BudgetFacts, budgetMessage, spikeMessage } from '../message/budget-message.ts'
import type { Decision } from '../outbox/enqueue.ts'
import { recipientsOf } from '../recipients.ts'
import type { Change, DecideContext, Decided } from './context.ts'
import { spikeOn } from './daily-spike.ts'
import { followBudget } from './follow-budget.ts'
import { type Crossing, crossingsOf } from './thresholds.ts'

/** Thresholds that budgets have reached since the run before, and what became of those that stand. */
export async function decideBudgets(context: DecideContext): Promise<Decided> {
  const budgets = await budgetsOf(context.ask, context.config)
  const decisions: Decision[] = []
  const changes: Change[] = []
  for (const budget of budgets) {
    const judged = await judge(context.ask, budget, context)
    for (const each of await withEndedPeriod(context, judged)) {
      decisions.push(...(await decideThresholds(context, each)))
    }
    decisions.push(...(await decideSpike(context, judged)))
    changes.push(...(await followBudget(context, judged, () => factsOf(context, judged))))
  }
  return { decisions, changes: [...changes, ...withdrawDeleted(context, budgets)] }
}

/** Where the last complete day of the run before lies in the period before, that one ended meanwhile. */
async function withEndedPeriod(context: DecideContext, judged: Judged): Promise<readonly Judged[]> {
  const { decidedThrough, ask } = context
  const { period, budget } = judged
  if (decidedThrough === null || decidedThrough >= period.start) return [judged]
  const ended = await judge(asOf(ask, addDays(period.start, -1)), budget, context)
  return [ended, judged]
}

function asOf(ask: Ask, dataThrough: Day): Ask {
  return { ...ask, state: { ...ask.state, dataThrough } }
}

async function decideThresholds(context: DecideContext, judged: Judged): Promise<readonly Decision[]> {
  const fresh = crossingsOf(judged).filter(
    (crossing) => !context.decided.has(fingerprintOf(printOf(judged, crossing))),
  )
  const begins = context.decidedThrough === null
  const tells = (crossing: Crossing) => crossing.watched && !(begins && isPast(crossing))
  const gravest = fresh.find(tells) ?? fresh[0]
  if (gravest === undefined) return []
  const facts = await factsOf(context, judged)
  return fresh.flatMap((crossing) => {
    const silent = begins && crossing.watched && isPast(crossing) ? BEFORE : silenceOf(crossing, gravest)
    const message = budgetMessage(facts, crossing)
    return [
      toDecision(context, judged, {
        ...printOf(judged, crossing),
        message,
        silent,
        figure: figureOf(judged, crossing),
      }),
    ]
  })
}

/** Thresholds that are reached together are told as one, the gravest. */
function silenceOf(crossing: Crossing, gravest: Crossing): string | null {
  if (!crossing.watched) return ON_TRIAL
  return crossing === gravest ? null : `Told with ${gravest.rule}, which was reached by then.`
}

/** On the first look, what was spent long ago is no news; a budget that is over or at risk is. */
function isPast({ threshold }: Crossing): boolean {
  return threshold.on === 'actual' && threshold.percent < 100
}

const BEFORE = 'It was reached before alerts began to look.'
const ON_TRIAL = 'Preview only: a source in it was connected lately.'

/** What is on trial is decided again once it is watched. */
function printOf({ budget, period }: Judged, { rule, watched }: Crossing): Fingerprint {
  const trial = watched ? '' : '~trial'
  return {
    kind: 'budget',
    entity: budget.id,
    rule,
    period: `${period.key}${trial}`,
    revision: budget.revision,
  }
}

function figureOf({ standing }: Judged, { threshold }: Crossing): number {
  return threshold.on === 'forecast' ? (standing.forecast?.expected ?? 0) : Number(standing.actual)
}

/** At most once a week: what stays high is a matter of the thresholds. */
async function decideSpike(context: DecideContext, judged: Judged): Promise<readonly Decision[]> {
  const { budget, days, standing } = judged
  const { dataThrough } = standing
  if (budget.dailySpike === null || dataThrough === null) return []
  const spike = spikeOn(days, dataThrough, budget.dailySpike)
  if (spike === undefined) return []
  const week = weekOf(spike.day)
  const print: Fingerprint = {
    kind: 'budget',
    entity: budget.id,
    rule: 'daily-spike',
    period: spike.watched ? week : `${week}~trial`,
    revision: null,
  }
  if (context.decided.has(fingerprintOf(print))) return []
  const message = spikeMessage(await factsOf(context, judged), spike)
  return [
    toDecision(context, judged, {
      ...print,
      message,
      silent: spike.watched ? null : ON_TRIAL,
      figure: spike.cost,
    }),
  ]
}

/** The Monday of a day's week. */
function weekOf(day: Day): Day {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}

function toDecision(
  { config }: DecideContext,
  { budget }: Judged,
  decided: Omit<Decision, 'recipients' | 'team'>,
): Decision {
  return { ...decided, team: budget.team, recipients: recipientsOf(budget, config) }
}

async function factsOf(
  { ask, config, fiscalYearStart }: DecideContext,
  judged: Judged,
): Promise<BudgetFacts> {
  const { budget, standing, period } = judged
  const [before = period] = periodsBefore(period.start, 1, { ...budget, fiscalYearStart })
  const team = config.teams.find(({ id }) => id === budget.team)
  return {
    ...ownerOf(budget, team),
    standing,
    contributors: await contributorsTo(ask, budget, period, before),
    fixes: await fixesFor(ask, budget, 2),
    team: team?.name ?? budget.team,
    publicUrl: config.publicUrl,
  }
}

function withdrawDeleted({ standing, ask }: DecideContext, budgets: readonly Watched[]): readonly Change[] {
  const known = new Set(budgets.map(({ id }) => id))
  return standing
    .filter(({ kind, entity }) => kind === 'budget' && !known.has(entity))
    .map(({ id }) => ({
      alertId: id,
      state: 'withdrawn',
      reason: `The budget was deleted by ${dayInWords(ask.state.today)}.`,
      text: 'The budget was deleted.',
    }))
}
